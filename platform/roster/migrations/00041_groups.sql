-- Groups, and what a school decides about registers.

-- +goose Up
ALTER TABLE proj_schools ADD COLUMN register_hours BIGINT NOT NULL DEFAULT 0;
ALTER TABLE proj_schools ADD COLUMN half_day_rule TEXT NOT NULL DEFAULT '';

-- The version of a group stays when it has nobody any more, so that an older version that comes late stays out.
CREATE TABLE proj_groups (
    school   TEXT   NOT NULL,
    class_id TEXT   NOT NULL,
    name     TEXT   NOT NULL,
    version  BIGINT NOT NULL,
    PRIMARY KEY (school, class_id, name)
);

-- A member is a stay in the class: who leaves the class and comes back is in no group.
CREATE TABLE proj_group_members (
    school       TEXT NOT NULL,
    class_id     TEXT NOT NULL,
    enrolment_id TEXT NOT NULL,
    name         TEXT NOT NULL,
    PRIMARY KEY (school, class_id, enrolment_id, name)
);

CREATE INDEX proj_staff_school ON proj_staff (school);
