-- Printed single-use codes (only their keyed hashes), and what guardians may reach.

-- +goose Up
CREATE TABLE activation_codes (
    code_hash   TEXT    NOT NULL PRIMARY KEY,
    -- The student and relation that a family's code is for; empty and 0 for staff.
    student_id  TEXT    NOT NULL,
    relation    BIGINT  NOT NULL,
    phone       TEXT    NOT NULL,
    massar_code TEXT    NOT NULL,
    -- Name of the student; of use only where the code makes the student's own account.
    name_ar     TEXT    NOT NULL,
    name_latin  TEXT    NOT NULL,
    -- The account that a staff code activates, or that a reset code opens; empty for families.
    account_id  TEXT    NOT NULL,
    -- ACTIVATE or RESET.
    purpose     TEXT    NOT NULL,
    -- A reset by somebody above the owner, which also sets up a new second factor.
    new_factor  BOOLEAN NOT NULL,
    -- Still to be used. At most one for each (student, relation, phone) and for each account.
    live        BOOLEAN NOT NULL,
    used_at     BIGINT  NOT NULL,
    expires_at  BIGINT  NOT NULL,
    -- Sealed: a second factor that was shown and not yet proven, and its recovery codes' hashes.
    totp_pending BYTEA  NOT NULL,
    recovery     TEXT   NOT NULL,
    issued_by   TEXT    NOT NULL,
    issued_at   BIGINT  NOT NULL
);
CREATE UNIQUE INDEX activation_codes_family ON activation_codes (student_id, relation, phone)
    WHERE live AND student_id <> '';
CREATE UNIQUE INDEX activation_codes_account ON activation_codes (account_id, purpose)
    WHERE live AND account_id <> '';

CREATE TABLE guardian_links (
    guardian_id TEXT   NOT NULL,
    student_id  TEXT   NOT NULL,
    relation    BIGINT NOT NULL,
    linked_at   BIGINT NOT NULL,
    -- 0 while the link holds.
    ended_at    BIGINT NOT NULL,
    PRIMARY KEY (guardian_id, student_id)
);
CREATE INDEX guardian_links_student ON guardian_links (student_id);

-- A deny stands on its own: it outlives a link and meets the next one.
CREATE TABLE custody_denies (
    student_id  TEXT   NOT NULL,
    guardian_id TEXT   NOT NULL,
    reason      TEXT   NOT NULL,
    decided_by  TEXT   NOT NULL,
    decided_at  BIGINT NOT NULL,
    PRIMARY KEY (guardian_id, student_id)
);

-- +goose Down
DROP TABLE custody_denies;
DROP TABLE guardian_links;
DROP TABLE activation_codes;
