-- +goose Up
CREATE TABLE classes (
    school_code TEXT NOT NULL,
    class_id    TEXT NOT NULL,
    label       TEXT NOT NULL,
    sort_key    TEXT NOT NULL,
    PRIMARY KEY (school_code, class_id)
);

CREATE TABLE marks (
    school_code TEXT NOT NULL,
    mark_id     TEXT NOT NULL,
    class_id    TEXT NOT NULL,
    thousandths BIGINT CHECK (thousandths >= 0),
    released    BOOLEAN NOT NULL DEFAULT FALSE,
    load        DOUBLE PRECISION,
    seal        BYTEA,
    note        TEXT,
    version     BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (school_code, mark_id),
    FOREIGN KEY (school_code, class_id) REFERENCES classes (school_code, class_id)
);
CREATE UNIQUE INDEX marks_note ON marks (school_code, note) WHERE note IS NOT NULL;
CREATE INDEX classes_label ON classes (school_code, LOWER(label));

-- +goose Down
DROP TABLE marks;
DROP TABLE classes;
