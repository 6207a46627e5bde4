package identity

import (
	"context"
	"encoding/base64"

	authv1 "github.com/massar-platform/massar/proto/gen/massar/auth/v1"
)

// GetJwks publishes the keys of access tokens: the one that signs, those before it whose tokens may live,
// and the next one ahead of its time.
func (s authServer) GetJwks(ctx context.Context, _ *authv1.GetJwksRequest) (*authv1.GetJwksResponse, error) {
	keys, err := s.ring.published(ctx)
	if err != nil {
		return nil, err
	}
	response := &authv1.GetJwksResponse{Keys: make([]*authv1.Jwk, 0, len(keys))}
	for _, key := range keys {
		response.Keys = append(response.Keys, &authv1.Jwk{
			Kty: "OKP", Crv: "Ed25519", X: base64.RawURLEncoding.EncodeToString(key.public), Kid: key.kid, Use: "sig", Alg: "EdDSA",
		})
	}
	return response, nil
}
