-- Files that leave and come back, and changes that clients ask for. The log of reads was here, too; its table is
-- platform/readlog's.

-- +goose Up
-- What an exported workbook held, so that an import knows which cells were touched since.
-- cells is JSON read in Go: student, column, value, version.
CREATE TABLE snapshots (
    school      TEXT   NOT NULL,
    snapshot_id TEXT   NOT NULL,
    sheet_id    TEXT   NOT NULL,
    cells       TEXT   NOT NULL,
    account_id  TEXT   NOT NULL,
    at          BIGINT NOT NULL,
    PRIMARY KEY (school, snapshot_id)
);
CREATE INDEX snapshots_sheet ON snapshots (school, sheet_id, at);

-- The technical keys of MASSAR's own workbooks (cells E5, K5, M5, O5 and column B), learnt at
-- the first accepted import: place names the cell, ref is our id of what it identifies.
CREATE TABLE canvas_keys (
    school    TEXT   NOT NULL,
    place     TEXT   NOT NULL,
    ref       TEXT   NOT NULL,
    value     TEXT   NOT NULL,
    learnt_at BIGINT NOT NULL,
    PRIMARY KEY (school, place, ref)
);

-- topic is a student id (what families may read has changed), with /student or /guardians behind it
-- where it concerns only them, or a school code (what staff see has changed; then sheet_id narrows it
-- for teachers). change_id is a UUIDv7.
CREATE TABLE changes (
    topic     TEXT   NOT NULL,
    change_id TEXT   NOT NULL,
    kind      TEXT   NOT NULL CHECK (kind IN ('MARKS', 'MARK_SHEET', 'CORRECTION', 'PUBLICATION')),
    ref       TEXT   NOT NULL,
    sheet_id  TEXT   NOT NULL,
    at        BIGINT NOT NULL,
    PRIMARY KEY (topic, change_id)
);
