package main

import (
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"fmt"

	"github.com/massar-platform/massar/platform/auth"
	authv1 "github.com/massar-platform/massar/proto/gen/massar/auth/v1"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
)

// keys reads the public keys of access tokens out of identity's JWKS.
func keys(answer *authv1.GetJwksResponse) (auth.Keys, error) {
	found := make(auth.Keys, len(answer.GetKeys()))
	for _, jwk := range answer.GetKeys() {
		raw, err := base64.RawURLEncoding.DecodeString(jwk.GetX())
		if err != nil || len(raw) != ed25519.PublicKeySize {
			return nil, fmt.Errorf("the key %q of the JWKS is no Ed25519 key", jwk.GetKid())
		}
		found[jwk.GetKid()] = ed25519.PublicKey(raw)
	}
	return found, nil
}

// fetchKeys asks identity for the keys that sign tokens.
func (p *process) fetchKeys(ctx context.Context) (auth.Keys, error) {
	conn, err := p.dialer.Conn(p.self(), "identity")
	if err != nil {
		return nil, err
	}
	answer, err := authv1.NewAuthServiceClient(conn).GetJwks(ctx, &authv1.GetJwksRequest{})
	if err != nil {
		return nil, err
	}
	return keys(answer)
}

// fetchRevocations asks identity which tokens died since a cursor.
func (p *process) fetchRevocations(ctx context.Context, cursor int64) ([]auth.Revoked, int64, error) {
	conn, err := p.dialer.Conn(p.self(), "identity")
	if err != nil {
		return nil, 0, err
	}
	ctx, cancel := context.WithTimeout(ctx, revocationPoll*3)
	defer cancel()
	answer, err := identityv1.NewIdentityServiceClient(conn).ListRevocations(ctx, &identityv1.ListRevocationsRequest{After: cursor})
	if err != nil {
		return nil, 0, err
	}
	revoked := make([]auth.Revoked, 0, len(answer.GetRevocations()))
	for _, r := range answer.GetRevocations() {
		revoked = append(revoked, auth.Revoked{AccountID: r.GetAccountId(), MinEpoch: r.GetMinEpoch()})
	}
	return revoked, answer.GetCursor(), nil
}
