-- What the registers of lessons say, for the controls that were held on their day.

-- +goose Up
-- How students stood in lessons, fed by attendance.ListEvents. Only state ABSENT and EXCUSED are absences; a row that
-- was corrected to another state stays, so that an older version that comes late stays out.
CREATE TABLE proj_absences (
    school     TEXT   NOT NULL,
    class_id   TEXT   NOT NULL,
    subject    TEXT   NOT NULL,
    date       TEXT   NOT NULL,
    student_id TEXT   NOT NULL,
    lesson_id  TEXT   NOT NULL,
    state      TEXT   NOT NULL,
    standing   TEXT   NOT NULL,
    version    BIGINT NOT NULL,
    PRIMARY KEY (school, class_id, subject, date, student_id, lesson_id)
);

-- Days of a class and subject whose control, where there is one, has yet to be compared with the registers. mark is
-- new with each change, so that a check that was asked for again meanwhile is not forgotten.
CREATE TABLE absence_checks (
    school   TEXT NOT NULL,
    class_id TEXT NOT NULL,
    subject  TEXT NOT NULL,
    date     TEXT NOT NULL,
    mark     TEXT NOT NULL,
    PRIMARY KEY (school, class_id, subject, date)
);
