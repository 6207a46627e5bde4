-- Until when attendance leaves an absence undecided.

-- +goose Up
-- undecided_until is the last day on which the absence is undecided: a justification that waits for the office keeps it
-- so for longer than the delay. Empty where that is not known.
ALTER TABLE proj_absences ADD COLUMN undecided_until TEXT NOT NULL DEFAULT '';

-- Attendance is asked for everything again: the rows that are there do not have the day.
UPDATE proj_absences SET version = 0;
DELETE FROM projection_cursor WHERE source = 'attendance';
