-- A family's code says which school printed it: it ends when the student is no longer of that school.

-- +goose Up
-- The code of the school; empty for an account's code, and for those printed before: of these issued_by tells.
ALTER TABLE activation_codes ADD COLUMN school TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE activation_codes DROP COLUMN school;
