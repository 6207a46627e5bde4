-- Private calendar addresses: the secret itself is not kept.

-- +goose Up
CREATE TABLE feeds (
    account_id TEXT   NOT NULL,
    feed_id    TEXT   NOT NULL,
    secret     TEXT   NOT NULL,
    role       TEXT   NOT NULL,
    person_id  TEXT   NOT NULL,
    student_id TEXT   NOT NULL,
    label      TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, feed_id)
);
CREATE UNIQUE INDEX feeds_secret ON feeds (secret);
