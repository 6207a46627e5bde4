-- What a service remembers of school's rows, fed by school.ListChanges. Each row carries the version of the row
-- that it mirrors: an older version never overwrites a newer one. Grade's databases had these tables, in this form,
-- before other services needed them: there nothing is created.

-- +goose Up
CREATE TABLE IF NOT EXISTS proj_schools (
    school        TEXT    NOT NULL PRIMARY KEY,
    node          TEXT    NOT NULL,
    name_ar       TEXT    NOT NULL,
    name_latin    TEXT    NOT NULL,
    cycle         TEXT    NOT NULL,
    show_rank     BOOLEAN NOT NULL,
    early_release BOOLEAN NOT NULL,
    version       BIGINT  NOT NULL
);
CREATE INDEX IF NOT EXISTS proj_schools_node ON proj_schools (node);

CREATE TABLE IF NOT EXISTS proj_classes (
    school      TEXT   NOT NULL,
    class_id    TEXT   NOT NULL,
    school_year TEXT   NOT NULL,
    label       TEXT   NOT NULL,
    level       TEXT   NOT NULL,
    stream      TEXT   NOT NULL,
    version     BIGINT NOT NULL,
    PRIMARY KEY (school, class_id)
);

CREATE TABLE IF NOT EXISTS proj_students (
    student_id  TEXT   NOT NULL PRIMARY KEY,
    massar_code TEXT   NOT NULL,
    name_ar     TEXT   NOT NULL,
    name_latin  TEXT   NOT NULL,
    birth_date  TEXT   NOT NULL,
    version     BIGINT NOT NULL
);

-- from_date is the first day in the class, to_date the first one no longer in it; an empty to_date is open.
-- Assignments read the same.
CREATE TABLE IF NOT EXISTS proj_enrolments (
    school       TEXT   NOT NULL,
    class_id     TEXT   NOT NULL,
    enrolment_id TEXT   NOT NULL,
    student_id   TEXT   NOT NULL,
    number       BIGINT NOT NULL,
    from_date    TEXT   NOT NULL,
    to_date      TEXT   NOT NULL,
    version      BIGINT NOT NULL,
    PRIMARY KEY (school, class_id, enrolment_id)
);
CREATE INDEX IF NOT EXISTS proj_enrolments_student ON proj_enrolments (student_id);

CREATE TABLE IF NOT EXISTS proj_assignments (
    school        TEXT   NOT NULL,
    class_id      TEXT   NOT NULL,
    assignment_id TEXT   NOT NULL,
    subject       TEXT   NOT NULL,
    staff_id      TEXT   NOT NULL,
    from_date     TEXT   NOT NULL,
    to_date       TEXT   NOT NULL,
    version       BIGINT NOT NULL,
    PRIMARY KEY (school, class_id, assignment_id)
);
CREATE INDEX IF NOT EXISTS proj_assignments_staff ON proj_assignments (staff_id, class_id, subject);

CREATE TABLE IF NOT EXISTS proj_staff (
    staff_id   TEXT   NOT NULL PRIMARY KEY,
    school     TEXT   NOT NULL,
    name_ar    TEXT   NOT NULL,
    name_latin TEXT   NOT NULL,
    version    BIGINT NOT NULL
);

-- How far the feed of each source was applied; moved in the transaction that applies it.
CREATE TABLE IF NOT EXISTS projection_cursor (
    source TEXT   NOT NULL PRIMARY KEY,
    pos    BIGINT NOT NULL,
    at     BIGINT NOT NULL
);
