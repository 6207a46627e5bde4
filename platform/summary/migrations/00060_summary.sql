-- What a service adds up ahead for each school, and which of it has changed since.

-- +goose Up
-- One row per school and period that was added up; the figures stand in tables of the service. due_at is when it is
-- added up again though nothing has changed: figures follow the day, too. period is a word of the service.
CREATE TABLE summaries (
    school     TEXT   NOT NULL,
    period     TEXT   NOT NULL,
    due_at     BIGINT NOT NULL,
    renewed_at BIGINT NOT NULL,
    PRIMARY KEY (school, period)
);
CREATE INDEX summaries_due ON summaries (due_at);

-- A change that is not counted yet, written in the transaction that made it. mark is a UUIDv7: nobody waits for
-- anybody else's, and the oldest says since when figures are behind.
CREATE TABLE summary_marks (
    school TEXT NOT NULL,
    period TEXT NOT NULL,
    mark   TEXT NOT NULL,
    PRIMARY KEY (school, period, mark)
);

-- Whose turn it is, until an instant of the machines' clocks. Of several processes one adds up.
CREATE TABLE summary_turns (
    name     TEXT   NOT NULL PRIMARY KEY,
    holder   TEXT   NOT NULL,
    until_at BIGINT NOT NULL
);
