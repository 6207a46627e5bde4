-- Mark sheets, their cells and remarks, and the chained trail of every change.
-- Marks are thousandths, instants microseconds UTC.

-- +goose Up
-- A sheet is class x subject x semester. Its row is the lock of everything below it, and
-- holds the head of its trail. entered counts the cells that hold a mark or a state.
-- publish_at is the hour of the publication that holds this sheet: a validated sheet reads
-- PUBLISHED once the school clock has reached it. PUBLISHED is therefore never stored.
CREATE TABLE mark_sheets (
    school       TEXT   NOT NULL,
    sheet_id     TEXT   NOT NULL,
    class_id     TEXT   NOT NULL,
    school_year  TEXT   NOT NULL,
    semester     BIGINT NOT NULL CHECK (semester IN (1, 2)),
    subject      TEXT   NOT NULL,
    scale        BIGINT NOT NULL,
    mark_columns BIGINT NOT NULL,
    state        TEXT   NOT NULL CHECK (state IN ('OPEN', 'SUBMITTED', 'VALIDATED')),
    publish_at   BIGINT,
    entered      BIGINT NOT NULL,
    head_seq     BIGINT NOT NULL,
    head_hash    BYTEA  NOT NULL,
    version      BIGINT NOT NULL,
    created_at   BIGINT NOT NULL,
    updated_at   BIGINT NOT NULL,
    PRIMARY KEY (school, sheet_id),
    UNIQUE (school, class_id, school_year, semester, subject)
);

-- col is C1 to C5 or ACT.
CREATE TABLE sheet_columns (
    school   TEXT   NOT NULL,
    sheet_id TEXT   NOT NULL,
    col      TEXT   NOT NULL,
    kind     TEXT   NOT NULL CHECK (kind IN ('CONTROL', 'ACTIVITIES')),
    number   BIGINT NOT NULL,
    label    TEXT   NOT NULL,
    date     TEXT   NOT NULL,
    state    TEXT   NOT NULL CHECK (state IN ('OPEN', 'RELEASED', 'LOCKED')),
    PRIMARY KEY (school, sheet_id, col)
);

-- PENDING is an absence that nobody has decided, since pending_since; ABSENT is a decided
-- one, and then justified says how. MISSING is a cell that was cleared.
CREATE TABLE cells (
    school        TEXT   NOT NULL,
    sheet_id      TEXT   NOT NULL,
    student_id    TEXT   NOT NULL,
    col           TEXT   NOT NULL,
    mark          BIGINT,
    state         TEXT   NOT NULL CHECK (state IN ('GRADED', 'ABSENT', 'PENDING', 'EXEMPT', 'MISSING')),
    justified     BOOLEAN,
    pending_since BIGINT,
    version       BIGINT NOT NULL,
    by_account    TEXT   NOT NULL,
    by_person     TEXT   NOT NULL,
    at            BIGINT NOT NULL,
    PRIMARY KEY (school, sheet_id, student_id, col),
    CHECK ((state = 'GRADED') = (mark IS NOT NULL))
);

CREATE TABLE remarks (
    school     TEXT   NOT NULL,
    sheet_id   TEXT   NOT NULL,
    student_id TEXT   NOT NULL,
    text       TEXT   NOT NULL,
    version    BIGINT NOT NULL,
    by_account TEXT   NOT NULL,
    by_person  TEXT   NOT NULL,
    at         BIGINT NOT NULL,
    PRIMARY KEY (school, sheet_id, student_id)
);

-- Append only. hash = SHA-256(prev_hash || the event), per sheet; see internal/trail.
CREATE TABLE mark_events (
    school       TEXT   NOT NULL,
    sheet_id     TEXT   NOT NULL,
    seq          BIGINT NOT NULL,
    at           BIGINT NOT NULL,
    account_id   TEXT   NOT NULL,
    person_id    TEXT   NOT NULL,
    role         TEXT   NOT NULL,
    session_id   TEXT   NOT NULL,
    kind         TEXT   NOT NULL,
    student_id   TEXT   NOT NULL,
    col          TEXT   NOT NULL,
    before_value TEXT   NOT NULL,
    after_value  TEXT   NOT NULL,
    reason       TEXT   NOT NULL,
    request_id   TEXT   NOT NULL,
    prev_hash    BYTEA  NOT NULL,
    hash         BYTEA  NOT NULL,
    PRIMARY KEY (school, sheet_id, seq)
);
