-- The slots of one activity of several classes share a mark, and so their teacher and room; empty is a lesson of its own.
-- A kept lesson has that of its slot unless it was moved or replaced.

-- +goose Up
ALTER TABLE slots ADD COLUMN joint TEXT NOT NULL DEFAULT '';
ALTER TABLE frozen_lessons ADD COLUMN joint TEXT NOT NULL DEFAULT '';
