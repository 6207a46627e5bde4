-- How far entry has come in a school, added up ahead.

-- +goose Up
-- classes are those with sheets; scheduled ones wait for the hour of their publication, published ones are behind it.
CREATE TABLE entry_totals (
    school            TEXT   NOT NULL,
    school_year       TEXT   NOT NULL,
    semester          BIGINT NOT NULL CHECK (semester IN (1, 2)),
    entered           BIGINT NOT NULL,
    expected          BIGINT NOT NULL,
    sheets_open       BIGINT NOT NULL,
    sheets_submitted  BIGINT NOT NULL,
    sheets_validated  BIGINT NOT NULL,
    sheets_published  BIGINT NOT NULL,
    classes           BIGINT NOT NULL,
    classes_scheduled BIGINT NOT NULL,
    classes_published BIGINT NOT NULL,
    PRIMARY KEY (school_year, semester, school)
);
