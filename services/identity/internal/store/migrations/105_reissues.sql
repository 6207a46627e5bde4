-- A browser that was killed may have lost the cookie of its last rotation: its old token then gets another successor.

-- +goose Up
ALTER TABLE sessions ADD COLUMN reissues BIGINT NOT NULL DEFAULT 0;

-- +goose Down
ALTER TABLE sessions DROP COLUMN reissues;
