-- What families read, and what happens to it after the hour.

-- +goose Up
-- rules, roster and missing are JSON read in Go: the rule values and the class list as they
-- stood at publication (audit rebuild starts from them), and the sheets left out with why.
CREATE TABLE publications (
    school         TEXT   NOT NULL,
    class_id       TEXT   NOT NULL,
    school_year    TEXT   NOT NULL,
    semester       BIGINT NOT NULL CHECK (semester IN (1, 2)),
    state          TEXT   NOT NULL CHECK (state IN ('SCHEDULED', 'CANCELLED')),
    publish_at     BIGINT NOT NULL,
    guardian_delay BIGINT NOT NULL,
    rules          TEXT   NOT NULL,
    roster         TEXT   NOT NULL,
    missing        TEXT   NOT NULL,
    students       BIGINT NOT NULL,
    version        BIGINT NOT NULL,
    by_account     TEXT   NOT NULL,
    by_person      TEXT   NOT NULL,
    created_at     BIGINT NOT NULL,
    updated_at     BIGINT NOT NULL,
    PRIMARY KEY (school, class_id, school_year, semester)
);

-- One student's semester ready to send: massar.type.v1.StudentMarks encoded, per language.
-- EARLY holds the controls released before the semester closes, PUBLISHED the whole;
-- PUBLISHED counts once the school clock has reached publish_at (guardian_at for guardians).
CREATE TABLE student_views (
    student_id  TEXT   NOT NULL,
    school_year TEXT   NOT NULL,
    semester    BIGINT NOT NULL CHECK (semester IN (1, 2)),
    kind        TEXT   NOT NULL CHECK (kind IN ('EARLY', 'PUBLISHED')),
    school      TEXT   NOT NULL,
    class_id    TEXT   NOT NULL,
    publish_at  BIGINT NOT NULL,
    guardian_at BIGINT NOT NULL,
    body_ar     BYTEA  NOT NULL,
    body_fr     BYTEA  NOT NULL,
    version     BIGINT NOT NULL,
    updated_at  BIGINT NOT NULL,
    PRIMARY KEY (student_id, school_year, semester, kind)
);
CREATE INDEX student_views_class ON student_views (school, class_id, school_year, semester);

CREATE TABLE corrections (
    school            TEXT   NOT NULL,
    correction_id     TEXT   NOT NULL,
    sheet_id          TEXT   NOT NULL,
    class_id          TEXT   NOT NULL,
    school_year       TEXT   NOT NULL,
    semester          BIGINT NOT NULL,
    subject           TEXT   NOT NULL,
    student_id        TEXT   NOT NULL,
    col               TEXT   NOT NULL,
    before_mark       BIGINT,
    before_state      TEXT   NOT NULL,
    before_justified  BOOLEAN,
    before_version    BIGINT NOT NULL,
    after_mark        BIGINT,
    after_state       TEXT   NOT NULL,
    reason            TEXT   NOT NULL,
    state             TEXT   NOT NULL CHECK (state IN ('PROPOSED', 'APPROVED', 'REFUSED')),
    proposed_account  TEXT   NOT NULL,
    proposed_person   TEXT   NOT NULL,
    proposed_at       BIGINT NOT NULL,
    decided_account   TEXT   NOT NULL,
    decided_person    TEXT   NOT NULL,
    decided_at        BIGINT,
    decision_reason   TEXT   NOT NULL,
    version           BIGINT NOT NULL,
    PRIMARY KEY (school, correction_id)
);
CREATE INDEX corrections_state ON corrections (school, state, correction_id);
CREATE INDEX corrections_sheet ON corrections (school, sheet_id, correction_id);
-- One open proposal per cell.
CREATE UNIQUE INDEX corrections_open ON corrections (school, sheet_id, student_id, col) WHERE state = 'PROPOSED';
