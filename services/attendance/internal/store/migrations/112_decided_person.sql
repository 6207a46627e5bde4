-- Who decided about a justification, for whoever comes second.

-- +goose Up
-- decided_person is the staff member; empty where an account without one decided, and for decisions from before.
ALTER TABLE justifications ADD COLUMN decided_person TEXT NOT NULL DEFAULT '';
