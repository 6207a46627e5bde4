-- The projection of school's rows was grade's own until other services needed it: its tables are platform/roster's,
-- versions 40 to 49. The version stays, so that an older binary does not create them again.

-- +goose Up
