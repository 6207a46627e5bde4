-- What a school decides about the attendance of its lessons counts from a day on.

-- +goose Up
-- from_date is the first day, up to that of the school's next rule; empty is the beginning.
CREATE TABLE proj_attendance_rules (
    school         TEXT   NOT NULL,
    from_date      TEXT   NOT NULL,
    register_hours BIGINT NOT NULL,
    half_day_rule  TEXT   NOT NULL,
    PRIMARY KEY (school, from_date)
);
-- The columns of proj_schools stay for a process of before, and are read no more.
INSERT INTO proj_attendance_rules (school, from_date, register_hours, half_day_rule)
SELECT school, '', register_hours, half_day_rule FROM proj_schools WHERE register_hours <> 0 OR half_day_rule <> '';
