-- Who looks for papers that belong to nothing.

-- +goose Up
-- One row per kind of sweep: whose turn it is, until an instant of the machines' clocks. Of several processes one sweeps.
CREATE TABLE sweeps (
    name     TEXT   NOT NULL,
    holder   TEXT   NOT NULL,
    until_at BIGINT NOT NULL,
    PRIMARY KEY (name)
);
