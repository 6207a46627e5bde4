-- Which lines from before are noted, and the indexes of those, while a binary of before 115 goes on serving. Whatever ends
-- this half-way (a lock that did not come, a deadlock), it may be run again from its beginning.

-- +goose NO TRANSACTION
-- +goose Up
-- Lines that the older binary writes are noted: it names no such column, and one too many costs nothing but room.
ALTER TABLE entries ALTER COLUMN noted SET DEFAULT TRUE;

-- Nor does it note a line of the newer one that it turns. A trigger before the update would lock each line twice.
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION note_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE entries SET noted = TRUE
    WHERE school = NEW.school AND lesson_id = NEW.lesson_id AND student_id = NEW.student_id AND NOT noted;
    RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE OR REPLACE TRIGGER entries_note AFTER UPDATE ON entries FOR EACH ROW
    WHEN (NEW.state <> 'PRESENT' AND NOT NEW.noted) EXECUTE FUNCTION note_entry();

-- A line of version 1 is as it was first written; of later ones nobody has kept whether they were always PRESENT. Each
-- school is a transaction of its own, so that nobody who saves waits for more than the lines of his school.
-- +goose StatementBegin
DO $$
DECLARE
    here TEXT;
BEGIN
    SELECT MIN(school) INTO here FROM entries;
    WHILE here IS NOT NULL LOOP
        UPDATE entries SET noted = NOT noted WHERE school = here AND noted <> (version > 1 OR state <> 'PRESENT');
        COMMIT;
        SELECT MIN(school) INTO here FROM entries WHERE school > here;
    END LOOP;
END $$;
-- +goose StatementEnd

-- An index that is built beside the writers waits for whoever began before; nobody waits for it.
SET lock_timeout = 0;
DROP INDEX CONCURRENTLY IF EXISTS entries_student_noted;
CREATE INDEX CONCURRENTLY entries_student_noted ON entries (student_id, date) WHERE noted;
DROP INDEX CONCURRENTLY IF EXISTS entries_class_noted;
CREATE INDEX CONCURRENTLY entries_class_noted ON entries (school, class_id, date) WHERE noted;
RESET lock_timeout;

-- Where lines are, an older binary may still read by the indexes of before, and write: the runbook says how they and the
-- trigger go once there is none. A new database never had one.
-- +goose StatementBegin
DO $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM entries) THEN
        DROP TRIGGER entries_note ON entries;
        DROP FUNCTION note_entry;
        DROP INDEX IF EXISTS entries_student, entries_class;
    END IF;
END $$;
-- +goose StatementEnd
