-- Registers of lessons. Days are YYYY-MM-DD, instants microseconds, minutes those of the day.

-- +goose Up
-- One row per lesson whose register is taken, with the lesson as it was then. late_reason is the last one that was given.
CREATE TABLE registers (
    school       TEXT    NOT NULL,
    lesson_id    TEXT    NOT NULL,
    class_id     TEXT    NOT NULL,
    group_name   TEXT    NOT NULL,
    subject      TEXT    NOT NULL,
    staff_id     TEXT    NOT NULL,
    room         TEXT    NOT NULL,
    status       TEXT    NOT NULL,
    note         TEXT    NOT NULL,
    date         TEXT    NOT NULL,
    start_minute BIGINT  NOT NULL,
    end_minute   BIGINT  NOT NULL,
    minutes      BIGINT  NOT NULL,
    half         TEXT    NOT NULL,
    late_reason  TEXT    NOT NULL,
    taken_late   BOOLEAN NOT NULL,
    taken_at     BIGINT  NOT NULL,
    account_id   TEXT    NOT NULL,
    person_id    TEXT    NOT NULL,
    written_at   BIGINT  NOT NULL,
    version      BIGINT  NOT NULL,
    PRIMARY KEY (school, lesson_id)
);
CREATE INDEX registers_class ON registers (school, class_id, date);

-- date and class_id repeat the register's, so that a student's absences and a class's month are one indexed read.
-- entered is the day on which an absence was first entered, empty for anything else. No row: present.
CREATE TABLE entries (
    school       TEXT   NOT NULL,
    lesson_id    TEXT   NOT NULL,
    student_id   TEXT   NOT NULL,
    class_id     TEXT   NOT NULL,
    date         TEXT   NOT NULL,
    state        TEXT   NOT NULL,
    minutes_late BIGINT NOT NULL,
    entered      TEXT   NOT NULL,
    version      BIGINT NOT NULL,
    account_id   TEXT   NOT NULL,
    person_id    TEXT   NOT NULL,
    at           BIGINT NOT NULL,
    PRIMARY KEY (school, lesson_id, student_id)
);
CREATE INDEX entries_student ON entries (student_id, date) WHERE state <> 'PRESENT';
CREATE INDEX entries_class ON entries (school, class_id, date) WHERE state <> 'PRESENT';

-- What changed, for ListChanges. The topic is a class for its teachers, the office and the families of the students named
-- in students, with blanks between, which may be none; a student for his family, or a school for its office, and then
-- students is empty. One row serves a whole register. change_id is a UUIDv7.
CREATE TABLE changes (
    topic     TEXT   NOT NULL,
    change_id TEXT   NOT NULL,
    kind      TEXT   NOT NULL,
    ref       TEXT   NOT NULL,
    students  TEXT   NOT NULL,
    at        BIGINT NOT NULL,
    PRIMARY KEY (topic, change_id)
);
