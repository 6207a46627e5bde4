-- Groups are parts of a class, such as half groups for practical work.

-- +goose Up
CREATE TABLE class_groups (
    school       TEXT NOT NULL,
    class_id     TEXT NOT NULL REFERENCES classes (class_id),
    name         TEXT NOT NULL,
    student_id   TEXT NOT NULL,
    -- The stay in the class that it counts for: who leaves the class and comes back is in no group.
    enrolment_id TEXT NOT NULL,
    PRIMARY KEY (class_id, name, student_id)
);
