-- +goose Up

-- One row per accepted write: what was asked and what was answered.
CREATE TABLE idempotency (
    account_id   TEXT   NOT NULL,
    rpc          TEXT   NOT NULL,
    key          TEXT   NOT NULL,
    request_hash BYTEA  NOT NULL,
    answer       BYTEA,
    created_at   BIGINT NOT NULL,
    PRIMARY KEY (account_id, rpc, key)
);
CREATE INDEX idempotency_age ON idempotency (created_at);

-- Who did what to which resource; never names, marks or codes.
CREATE TABLE audit_log (
    id         TEXT   NOT NULL PRIMARY KEY,
    at         BIGINT NOT NULL,
    account_id TEXT   NOT NULL,
    role       TEXT   NOT NULL,
    rpc        TEXT   NOT NULL,
    resource   TEXT   NOT NULL,
    request_id TEXT   NOT NULL,
    detail     TEXT   NOT NULL
);

-- Events for other services; pos is given after the commit.
CREATE TABLE outbox (
    id      TEXT   NOT NULL PRIMARY KEY,
    pos     BIGINT,
    topic   TEXT   NOT NULL,
    key     TEXT   NOT NULL,
    payload BYTEA  NOT NULL,
    at      BIGINT NOT NULL
);
CREATE UNIQUE INDEX outbox_pos ON outbox (pos) WHERE pos IS NOT NULL;
CREATE INDEX outbox_unnumbered ON outbox (id) WHERE pos IS NULL;

-- The last number given. Its row is also the lock under which numbers are given.
CREATE TABLE outbox_head (
    id  BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    pos BIGINT NOT NULL
);
INSERT INTO outbox_head (id, pos) VALUES (1, 0);

-- +goose Down
DROP TABLE outbox_head;
DROP TABLE outbox;
DROP TABLE audit_log;
DROP TABLE idempotency;
