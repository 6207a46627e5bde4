-- What a school decides about the attendance of its lessons counts from a day on: the days before keep what stood.

-- +goose Up
CREATE TABLE attendance_rules (
    school         TEXT   NOT NULL REFERENCES schools (school),
    -- The first day; empty for what was set before there were days, which counts from the beginning.
    from_date      TEXT   NOT NULL,
    -- NULL: what stood the day before goes on.
    register_hours BIGINT,
    half_day_rule  TEXT,
    PRIMARY KEY (school, from_date)
);
-- The columns of schools stay for a process of before, and are read no more.
INSERT INTO attendance_rules (school, from_date, register_hours, half_day_rule)
SELECT school, '', register_hours, half_day_rule FROM schools WHERE register_hours <> 0 OR half_day_rule <> '';
