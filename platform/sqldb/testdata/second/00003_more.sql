-- +goose Up
ALTER TABLE classes ADD COLUMN room TEXT;
