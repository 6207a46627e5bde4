package main

import (
	"crypto/ed25519"
	"encoding/base64"
	"fmt"

	"github.com/massar-platform/massar/platform/auth"
	authv1 "github.com/massar-platform/massar/proto/gen/massar/auth/v1"
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
