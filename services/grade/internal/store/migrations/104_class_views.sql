-- What the early views of a class are computed from, and the lock under which its views are
-- written: whoever writes views of a class's semester moves version first. stamp and roster
-- are JSON read in Go, as in publications; empty until a first view is written.

-- +goose Up
CREATE TABLE class_views (
    school      TEXT   NOT NULL,
    class_id    TEXT   NOT NULL,
    school_year TEXT   NOT NULL,
    semester    BIGINT NOT NULL CHECK (semester IN (1, 2)),
    stamp       TEXT   NOT NULL,
    roster      TEXT   NOT NULL,
    version     BIGINT NOT NULL,
    updated_at  BIGINT NOT NULL,
    PRIMARY KEY (school, class_id, school_year, semester)
);

-- pending_until is the last school day on which the undecided absences of the class still
-- wait, the earliest of them; empty where there is none. A reader on a later day has them
-- decided first.
ALTER TABLE student_views ADD COLUMN pending_until TEXT NOT NULL DEFAULT '';

CREATE INDEX cells_pending ON cells (school, sheet_id) WHERE state = 'PENDING';

-- announced says how far families were told that the hour has come: 0 not yet, 1 students,
-- 2 guardians too.
ALTER TABLE publications ADD COLUMN announced BIGINT NOT NULL DEFAULT 0;

CREATE INDEX publications_due ON publications (publish_at) WHERE state = 'SCHEDULED' AND announced < 2;
