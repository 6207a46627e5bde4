-- +goose Up
CREATE TABLE engine (name TEXT PRIMARY KEY);
INSERT INTO engine (name) VALUES ('sqlite');
