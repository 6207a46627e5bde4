-- Absence of a school in a month, added up ahead: the month sheets of its classes together.

-- +goose Up
CREATE TABLE absence_totals (
    school            TEXT   NOT NULL,
    month             TEXT   NOT NULL,
    study_half_days   BIGINT NOT NULL,
    justified         BIGINT NOT NULL,
    unjustified       BIGINT NOT NULL,
    undecided         BIGINT NOT NULL,
    registers_missing BIGINT NOT NULL,
    PRIMARY KEY (month, school)
);
