-- What an entry was turned into costs no index.

-- +goose Up
-- noted says that a line is or was other than PRESENT: it is set once and stays. The indexes hold the lines that are noted,
-- which are hardly more than those that are not PRESENT now, and no save that turns one of them takes it out or puts it in
-- again. Of lines from before nobody has said that they never were.
ALTER TABLE entries ADD COLUMN noted BOOLEAN NOT NULL DEFAULT TRUE;
DROP INDEX entries_student;
DROP INDEX entries_class;
CREATE INDEX entries_student ON entries (student_id, date) WHERE noted;
CREATE INDEX entries_class ON entries (school, class_id, date) WHERE noted;
