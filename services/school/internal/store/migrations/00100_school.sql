-- Schools, classes, students, enrolments, staff, assignments and imports. Academies and directorates are
-- reference data; a school hangs below a directorate by its node.

-- +goose Up
CREATE TABLE schools (
    school        TEXT    NOT NULL PRIMARY KEY,
    node          TEXT    NOT NULL UNIQUE,
    parent        TEXT    NOT NULL,
    name_ar       TEXT    NOT NULL,
    name_latin    TEXT    NOT NULL,
    cycle         TEXT    NOT NULL,
    show_rank     BOOLEAN NOT NULL,
    early_release BOOLEAN NOT NULL,
    version       BIGINT  NOT NULL
);
CREATE INDEX schools_parent ON schools (parent, school);

CREATE TABLE classes (
    school      TEXT   NOT NULL REFERENCES schools (school),
    class_id    TEXT   NOT NULL PRIMARY KEY,
    school_year TEXT   NOT NULL,
    label       TEXT   NOT NULL,
    -- Orders labels as people do: class 2 before class 10.
    sort_key    TEXT   NOT NULL,
    level       TEXT   NOT NULL,
    stream      TEXT   NOT NULL,
    version     BIGINT NOT NULL,
    UNIQUE (school, school_year, label)
);
CREATE INDEX classes_order ON classes (school, school_year, sort_key, class_id);

CREATE TABLE students (
    student_id  TEXT   NOT NULL PRIMARY KEY,
    massar_code TEXT   NOT NULL UNIQUE,
    name_ar     TEXT   NOT NULL,
    name_latin  TEXT   NOT NULL,
    -- Family then first name in both scripts, folded: what searches compare.
    folded      TEXT   NOT NULL,
    sort_key    TEXT   NOT NULL,
    sex         TEXT   NOT NULL,
    birth_date  TEXT   NOT NULL,
    birth_place TEXT   NOT NULL,
    version     BIGINT NOT NULL
);

CREATE TABLE enrolments (
    student_id   TEXT   NOT NULL REFERENCES students (student_id),
    enrolment_id TEXT   NOT NULL,
    school       TEXT   NOT NULL,
    class_id     TEXT   NOT NULL REFERENCES classes (class_id),
    school_year  TEXT   NOT NULL,
    number       BIGINT NOT NULL,
    from_date    TEXT   NOT NULL,
    -- The first day that is no longer part of it.
    to_date      TEXT,
    version      BIGINT NOT NULL,
    PRIMARY KEY (student_id, enrolment_id)
);
-- A student is in one class at one date.
CREATE UNIQUE INDEX enrolments_open ON enrolments (student_id, school_year) WHERE to_date IS NULL;
CREATE INDEX enrolments_class ON enrolments (class_id, number);
CREATE INDEX enrolments_school ON enrolments (school, school_year);

CREATE TABLE staff (
    school     TEXT   NOT NULL REFERENCES schools (school),
    staff_id   TEXT   NOT NULL PRIMARY KEY,
    name_ar    TEXT   NOT NULL,
    name_latin TEXT   NOT NULL,
    sort_key   TEXT   NOT NULL,
    email      TEXT   NOT NULL,
    ppr        TEXT   NOT NULL,
    kind       TEXT   NOT NULL,
    version    BIGINT NOT NULL,
    UNIQUE (school, email)
);
CREATE INDEX staff_order ON staff (school, sort_key, staff_id);

CREATE TABLE assignments (
    school        TEXT   NOT NULL,
    assignment_id TEXT   NOT NULL PRIMARY KEY,
    class_id      TEXT   NOT NULL REFERENCES classes (class_id),
    subject       TEXT   NOT NULL,
    staff_id      TEXT   NOT NULL REFERENCES staff (staff_id),
    from_date     TEXT   NOT NULL,
    to_date       TEXT,
    version       BIGINT NOT NULL
);
CREATE UNIQUE INDEX assignments_open ON assignments (class_id, subject, staff_id) WHERE to_date IS NULL;
CREATE INDEX assignments_class ON assignments (class_id, subject);
CREATE INDEX assignments_staff ON assignments (staff_id);
CREATE INDEX assignments_school ON assignments (school);

CREATE TABLE imports (
    school    TEXT   NOT NULL,
    import_id TEXT   NOT NULL PRIMARY KEY,
    kind      TEXT   NOT NULL,
    -- JSON read in Go: the findings without messages, which are put in the reader's language.
    body      TEXT   NOT NULL,
    account   TEXT   NOT NULL,
    at        BIGINT NOT NULL
);
