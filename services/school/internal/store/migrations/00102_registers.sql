-- What a school decides about registers, and versions of groups, so that other services can be told about them.

-- +goose Up
ALTER TABLE schools ADD COLUMN register_hours BIGINT NOT NULL DEFAULT 0;
ALTER TABLE schools ADD COLUMN half_day_rule TEXT NOT NULL DEFAULT '';

-- The version stays when the group has ended.
CREATE TABLE group_versions (
    school   TEXT   NOT NULL,
    class_id TEXT   NOT NULL REFERENCES classes (class_id),
    name     TEXT   NOT NULL,
    version  BIGINT NOT NULL,
    PRIMARY KEY (class_id, name)
);

-- Version 0 is a group from before this table: nobody has been told about it. The service does so when it starts.
INSERT INTO group_versions (school, class_id, name, version) SELECT DISTINCT school, class_id, name, 0 FROM class_groups;
CREATE INDEX group_versions_untold ON group_versions (class_id, name) WHERE version = 0;
