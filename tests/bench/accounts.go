package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os/exec"
	"slices"
	"time"

	"github.com/pquerna/otp/totp"
)

// account is somebody who can sign in to the demo, as `massar demo accounts --json` lists them.
type account struct {
	Role       string `json:"role"`
	Identifier string `json:"identifier"`
	Password   string `json:"password"`
	TOTPSecret string `json:"totpSecret"`
	SchoolCode string `json:"schoolCode"`
}

// factor is what the account's authenticator shows at an instant.
func (a account) factor(at time.Time) (string, error) { return totp.GenerateCode(a.TOTPSecret, at) }

// officer is the account of a role that needs a second factor.
func (p *product) officer(ctx context.Context, role string) (account, error) {
	all, err := p.everybody(ctx)
	if err != nil {
		return account{}, err
	}
	for _, one := range all {
		if one.Role == role && one.TOTPSecret != "" {
			return one, nil
		}
	}
	return account{}, fmt.Errorf("the demo has no %s with a second factor", role)
}

// accounts lists those of a role who sign in without a second factor.
func (p *product) accounts(ctx context.Context, role string) ([]account, error) {
	all, err := p.everybody(ctx)
	return slices.DeleteFunc(all, func(a account) bool { return a.Role != role || a.TOTPSecret != "" }), err
}

func (p *product) everybody(ctx context.Context) ([]account, error) {
	out, err := exec.CommandContext(ctx, p.bench.binary, "demo", "accounts", "--json", "--data", p.dir).Output()
	if err != nil {
		return nil, fmt.Errorf("listing the demo's accounts: %w", err)
	}
	var all []account
	if err := json.Unmarshal(out, &all); err != nil {
		return nil, fmt.Errorf("listing the demo's accounts: %w", err)
	}
	return all, nil
}
