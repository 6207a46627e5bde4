-- Decisions are looked up by student when a code is printed or used. Failures of subjects that name nobody are
-- told apart, so that inventing names cannot fill the table.

-- +goose Up
CREATE INDEX custody_denies_student ON custody_denies (student_id);
ALTER TABLE login_limits ADD COLUMN known BOOLEAN NOT NULL DEFAULT TRUE;
CREATE INDEX login_limits_unknown ON login_limits (updated_at) WHERE NOT known;

-- +goose Down
DROP INDEX login_limits_unknown;
ALTER TABLE login_limits DROP COLUMN known;
DROP INDEX custody_denies_student;
