-- Private calendar addresses: of the secret only its SHA-256 is kept. number counts from 1 to the most that an account
-- may have; lang is that of the calendar, because the programs that read it ask for none. An empty student_id is the
-- owner's own week.

-- +goose Up
CREATE TABLE feeds (
    account_id TEXT   NOT NULL,
    feed_id    TEXT   NOT NULL,
    secret     TEXT   NOT NULL,
    role       BIGINT NOT NULL,
    person_id  TEXT   NOT NULL,
    student_id TEXT   NOT NULL,
    number     BIGINT NOT NULL,
    label      TEXT   NOT NULL,
    lang       TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, feed_id)
);
CREATE UNIQUE INDEX feeds_secret ON feeds (secret);
CREATE UNIQUE INDEX feeds_number ON feeds (account_id, number);
