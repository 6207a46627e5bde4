-- Sessions, signing keys, revocations and the counters of failures.

-- +goose Up
CREATE TABLE sessions (
    session_id    TEXT    NOT NULL PRIMARY KEY,
    account_id    TEXT    NOT NULL REFERENCES accounts (account_id),
    app           TEXT    NOT NULL,
    role          BIGINT  NOT NULL,
    person_id     TEXT    NOT NULL,
    second_factor BOOLEAN NOT NULL,
    cookie        BOOLEAN NOT NULL,
    -- The one refresh token that is good now: its generation and SHA-256.
    generation    BIGINT  NOT NULL,
    token_hash    TEXT    NOT NULL,
    rotated_at    BIGINT  NOT NULL,
    device_name   TEXT    NOT NULL,
    device_key    TEXT    NOT NULL,
    created_at    BIGINT  NOT NULL,
    idle_until    BIGINT  NOT NULL,
    expires_at    BIGINT  NOT NULL
);
CREATE INDEX sessions_account ON sessions (account_id);
CREATE INDEX sessions_idle ON sessions (idle_until);

CREATE TABLE revocations (
    account_id TEXT   NOT NULL PRIMARY KEY,
    min_epoch  BIGINT NOT NULL,
    at         BIGINT NOT NULL
);
CREATE INDEX revocations_at ON revocations (at);

-- Failures per identifier, account or code, under a keyed hash: the table names nobody, and counts for
-- unknown accounts as for known ones.
CREATE TABLE login_limits (
    subject      TEXT   NOT NULL PRIMARY KEY,
    consecutive  BIGINT NOT NULL,
    locked_until BIGINT NOT NULL,
    day          TEXT   NOT NULL,
    day_failures BIGINT NOT NULL,
    updated_at   BIGINT NOT NULL
);
CREATE INDEX login_limits_updated ON login_limits (updated_at);

CREATE TABLE signing_keys (
    -- Two processes that rotate at once make the same generation: one wins.
    generation BIGINT NOT NULL PRIMARY KEY,
    kid        TEXT   NOT NULL UNIQUE,
    public_key BYTEA  NOT NULL,
    -- Sealed under a key made from the pepper.
    sealed_key BYTEA  NOT NULL,
    created_at BIGINT NOT NULL,
    -- Published before, signs from here on.
    use_from   BIGINT NOT NULL
);

-- +goose Down
DROP TABLE signing_keys;
DROP TABLE login_limits;
DROP TABLE revocations;
DROP TABLE sessions;
