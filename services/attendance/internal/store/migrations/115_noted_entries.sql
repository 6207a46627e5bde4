-- What an entry was turned into costs no index.

-- +goose Up
-- noted says that a line is or was other than PRESENT: it is set once and stays. The indexes of the next version hold the
-- lines that are noted, which are hardly more than those that are not PRESENT now, and no save that turns one of them takes
-- it out or puts it in again. A default that is constant writes no row; the next version sets those that have to be.
ALTER TABLE entries ADD COLUMN noted BOOLEAN NOT NULL DEFAULT FALSE;
