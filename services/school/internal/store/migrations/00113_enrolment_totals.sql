-- How many students a school has, added up ahead.

-- +goose Up
CREATE TABLE enrolment_totals (
    school      TEXT   NOT NULL PRIMARY KEY,
    school_year TEXT   NOT NULL,
    classes     BIGINT NOT NULL,
    students    BIGINT NOT NULL,
    girls       BIGINT NOT NULL,
    boys        BIGINT NOT NULL
);
