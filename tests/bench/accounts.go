package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os/exec"
)

// account is somebody who can sign in to the demo, as `massar demo accounts --json` lists them.
type account struct {
	Role       string `json:"role"`
	Identifier string `json:"identifier"`
	Password   string `json:"password"`
	TOTPSecret string `json:"totpSecret"`
	SchoolCode string `json:"schoolCode"`
}

// accounts lists those of a role who sign in without a second factor.
func (p *product) accounts(ctx context.Context, role string) ([]account, error) {
	out, err := exec.CommandContext(ctx, p.bench.binary, "demo", "accounts", "--json", "--data", p.dir).Output()
	if err != nil {
		return nil, fmt.Errorf("listing the demo's accounts: %w", err)
	}
	var all, list []account
	if err := json.Unmarshal(out, &all); err != nil {
		return nil, fmt.Errorf("listing the demo's accounts: %w", err)
	}
	for _, one := range all {
		if one.Role == role && one.TOTPSecret == "" {
			list = append(list, one)
		}
	}
	return list, nil
}
