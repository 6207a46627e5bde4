-- Justifications with their papers, figures from before the registers, letters and imports.

-- +goose Up
-- from_date and last_date are both included. school and class_id are those of the student when it was brought.
CREATE TABLE justifications (
    school           TEXT   NOT NULL,
    justification_id TEXT   NOT NULL,
    student_id       TEXT   NOT NULL,
    class_id         TEXT   NOT NULL,
    from_date        TEXT   NOT NULL,
    last_date        TEXT   NOT NULL,
    reason           TEXT   NOT NULL,
    body             TEXT   NOT NULL,
    state            TEXT   NOT NULL,
    submitted_role   TEXT   NOT NULL,
    submitted_by     TEXT   NOT NULL,
    submitted_at     BIGINT NOT NULL,
    decided_by       TEXT   NOT NULL,
    decided_at       BIGINT NOT NULL,
    decision_reason  TEXT   NOT NULL,
    version          BIGINT NOT NULL,
    PRIMARY KEY (school, justification_id)
);
CREATE INDEX justifications_student ON justifications (student_id, last_date);
CREATE INDEX justifications_state ON justifications (school, state, justification_id);

-- One row per student who ever had a justification: they are brought one after another, so that two of one school about the
-- same days are not both written.
CREATE TABLE excused_students (
    student_id TEXT   NOT NULL,
    version    BIGINT NOT NULL,
    PRIMARY KEY (student_id)
);

CREATE TABLE documents (
    school           TEXT   NOT NULL,
    document_id      TEXT   NOT NULL,
    justification_id TEXT   NOT NULL,
    blob_key         TEXT   NOT NULL,
    content_type     TEXT   NOT NULL,
    size             BIGINT NOT NULL,
    sha256           TEXT   NOT NULL,
    account_id       TEXT   NOT NULL,
    at               BIGINT NOT NULL,
    PRIMARY KEY (school, document_id)
);
CREATE INDEX documents_justification ON documents (school, justification_id);

-- Figures of MASSAR's annual sheet for months before the registers; decimal texts. month is YYYY-MM.
CREATE TABLE imported_months (
    school            TEXT NOT NULL,
    class_id          TEXT NOT NULL,
    student_id        TEXT NOT NULL,
    month             TEXT NOT NULL,
    days_justified    TEXT NOT NULL,
    hours_justified   TEXT NOT NULL,
    days_unjustified  TEXT NOT NULL,
    hours_unjustified TEXT NOT NULL,
    PRIMARY KEY (school, class_id, student_id, month)
);

-- body is the letter as it stood, JSON read in Go.
CREATE TABLE letters (
    school     TEXT   NOT NULL,
    letter_id  TEXT   NOT NULL,
    student_id TEXT   NOT NULL,
    from_date  TEXT   NOT NULL,
    last_date  TEXT   NOT NULL,
    absences   BIGINT NOT NULL,
    body       TEXT   NOT NULL,
    account_id TEXT   NOT NULL,
    at         BIGINT NOT NULL,
    PRIMARY KEY (school, letter_id)
);
CREATE INDEX letters_student ON letters (student_id, at);

-- body is JSON read in Go: the findings without messages.
CREATE TABLE imports (
    school    TEXT   NOT NULL,
    import_id TEXT   NOT NULL,
    kind      TEXT   NOT NULL,
    body      TEXT   NOT NULL,
    account   TEXT   NOT NULL,
    at        BIGINT NOT NULL,
    PRIMARY KEY (school, import_id)
);
