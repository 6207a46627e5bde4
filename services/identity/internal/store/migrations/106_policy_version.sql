-- The policy of second factors is changed as a whole: its version tells a change that was made without seeing the last.

-- +goose Up
INSERT INTO settings (name, value) VALUES ('second_factor_policy_version', '1');

-- +goose Down
DELETE FROM settings WHERE name = 'second_factor_policy_version';
