-- One person, one account, several roles. A role at a node is a right; the person id of a role is what
-- the other services know that person by. Nothing here is readable without the pepper that matters:
-- passwords are peppered hashes, secrets of second factors are sealed.

-- +goose Up
CREATE TABLE accounts (
    account_id     TEXT    NOT NULL PRIMARY KEY,
    name_ar        TEXT    NOT NULL,
    name_latin     TEXT    NOT NULL,
    locale         TEXT    NOT NULL,
    -- Empty until the account is activated.
    password_hash  TEXT    NOT NULL,
    suspended      BOOLEAN NOT NULL,
    -- Tokens minted below this are dead.
    epoch          BIGINT  NOT NULL,
    -- Sealed; empty: no second factor.
    totp_secret    BYTEA   NOT NULL,
    -- Sealed; begun, not yet confirmed.
    totp_pending   BYTEA   NOT NULL,
    -- The last time step that was used: no code works twice.
    totp_last_step BIGINT  NOT NULL,
    created_at     BIGINT  NOT NULL
);

CREATE TABLE identifiers (
    identifier TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (account_id)
);
CREATE INDEX identifiers_account ON identifiers (account_id);

CREATE TABLE account_roles (
    account_id TEXT   NOT NULL REFERENCES accounts (account_id),
    role       BIGINT NOT NULL,
    -- Organisation node of a staff role; empty for students and guardians.
    node       TEXT   NOT NULL,
    person_id  TEXT   NOT NULL,
    PRIMARY KEY (account_id, role, node)
);
CREATE INDEX account_roles_person ON account_roles (person_id);
CREATE INDEX account_roles_role ON account_roles (role, node);

CREATE TABLE recovery_codes (
    account_id TEXT    NOT NULL REFERENCES accounts (account_id),
    code_hash  TEXT    NOT NULL,
    -- Belongs to a second factor that is not confirmed yet.
    pending    BOOLEAN NOT NULL,
    used_at    BIGINT  NOT NULL,
    PRIMARY KEY (account_id, code_hash)
);

-- Roles that must bring a second factor.
CREATE TABLE second_factor_policy (
    role BIGINT NOT NULL PRIMARY KEY
);
INSERT INTO second_factor_policy (role) VALUES (3), (4), (5), (6), (7);

-- Facts about the data set itself: under which pepper it was made.
CREATE TABLE settings (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

-- +goose Down
DROP TABLE settings;
DROP TABLE second_factor_policy;
DROP TABLE recovery_codes;
DROP TABLE account_roles;
DROP TABLE identifiers;
DROP TABLE accounts;
