-- Staff reading what concerns other people. Grade's databases had this table, in this form, before other services
-- needed it: there nothing is created.

-- +goose Up
CREATE TABLE IF NOT EXISTS read_log (
    school     TEXT   NOT NULL,
    read_id    TEXT   NOT NULL,
    at         BIGINT NOT NULL,
    account_id TEXT   NOT NULL,
    person_id  TEXT   NOT NULL,
    role       TEXT   NOT NULL,
    rpc        TEXT   NOT NULL,
    ref        TEXT   NOT NULL,
    request_id TEXT   NOT NULL,
    PRIMARY KEY (school, read_id)
);
