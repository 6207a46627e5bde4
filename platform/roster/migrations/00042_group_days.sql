-- Memberships of groups have days, so that a change of group leaves the days before as they were.

-- +goose Up
-- from_date is the first day in the group, to_date the first one no longer in it; an empty to_date is open. An empty
-- from_date is that of the stay: so count the members from before there were days.
CREATE TABLE proj_group_members_dated (
    school       TEXT NOT NULL,
    class_id     TEXT NOT NULL,
    enrolment_id TEXT NOT NULL,
    name         TEXT NOT NULL,
    from_date    TEXT NOT NULL,
    to_date      TEXT NOT NULL,
    PRIMARY KEY (school, class_id, enrolment_id, name, from_date)
);
INSERT INTO proj_group_members_dated (school, class_id, enrolment_id, name, from_date, to_date)
SELECT school, class_id, enrolment_id, name, '', '' FROM proj_group_members;
DROP TABLE proj_group_members;
ALTER TABLE proj_group_members_dated RENAME TO proj_group_members;
