-- Imports of a class come one after another.

-- +goose Up
-- One row per class into which a sheet was ever handed in: an import takes it before it reads what stands there.
CREATE TABLE imported_classes (
    school   TEXT   NOT NULL,
    class_id TEXT   NOT NULL,
    version  BIGINT NOT NULL,
    PRIMARY KEY (school, class_id)
);
