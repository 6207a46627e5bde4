-- Which lines from before are noted, and the indexes of those. The process that migrates is the only one.

-- +goose Up
-- A line of version 1 is as it was first written; of later ones nobody has kept whether they were always PRESENT.
UPDATE entries SET noted = NOT noted WHERE noted <> (version > 1 OR state <> 'PRESENT');
DROP INDEX entries_student;
DROP INDEX entries_class;
CREATE INDEX entries_student_noted ON entries (student_id, date) WHERE noted;
CREATE INDEX entries_class_noted ON entries (school, class_id, date) WHERE noted;
