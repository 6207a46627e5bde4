-- What became of a student in a class, transfers between schools, and staff numbers that name one record.

-- +goose Up
-- How it began: ENROLLED, ARRIVED (from another school), REINTEGRATED.
ALTER TABLE enrolments ADD COLUMN began TEXT NOT NULL DEFAULT 'ENROLLED';
-- Why it ends or ended: LEFT, MOVED (to another school), STOPPED, EXCLUDED, DID_NOT_JOIN, or CHANGED for another
-- class of the school; empty while it has no end, and for ends before this was kept.
ALTER TABLE enrolments ADD COLUMN ended TEXT NOT NULL DEFAULT '';

CREATE TABLE transfers (
    -- Begins with the school that asks.
    transfer_id     TEXT   NOT NULL PRIMARY KEY,
    student_id      TEXT   NOT NULL REFERENCES students (student_id),
    to_school       TEXT   NOT NULL REFERENCES schools (school),
    to_class        TEXT   NOT NULL REFERENCES classes (class_id),
    from_school     TEXT   NOT NULL REFERENCES schools (school),
    school_year     TEXT   NOT NULL,
    date            TEXT   NOT NULL,
    reason          TEXT   NOT NULL,
    -- ASKED until somebody acts; ESCALATED, and EXPIRED before somebody notes it, follow from the days.
    state           TEXT   NOT NULL,
    asked_on        TEXT   NOT NULL,
    -- The last day on which the leaving school alone may answer.
    answer_by       TEXT   NOT NULL,
    -- The first day on which nobody may.
    expires_on      TEXT   NOT NULL,
    decided_on      TEXT   NOT NULL,
    decision_reason TEXT   NOT NULL,
    at              BIGINT NOT NULL,
    version         BIGINT NOT NULL
);
CREATE INDEX transfers_in ON transfers (to_school, at, transfer_id);
CREATE INDEX transfers_out ON transfers (from_school, at, transfer_id);
CREATE INDEX transfers_waiting ON transfers (state, answer_by);
-- A school asks for a student once at a time.
CREATE UNIQUE INDEX transfers_open ON transfers (student_id, to_school) WHERE state = 'ASKED';

-- How often a school asked on a day: asking tells whether a code is somebody's.
CREATE TABLE transfer_asks (
    school TEXT   NOT NULL,
    day    TEXT   NOT NULL,
    asked  BIGINT NOT NULL,
    PRIMARY KEY (school, day)
);

CREATE UNIQUE INDEX staff_ppr ON staff (school, ppr) WHERE ppr <> '';
