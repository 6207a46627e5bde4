package badinput

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"net"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/stretchr/testify/require"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"

	"github.com/massar-platform/massar/platform/ca"
	authv1 "github.com/massar-platform/massar/proto/gen/massar/auth/v1"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/tests/stand"
)

// issuer stands in for identity, so that the tests hold the key that signs tokens, and for grade.
type issuer struct {
	authv1.UnimplementedAuthServiceServer
	identityv1.UnimplementedIdentityServiceServer
	gradev1.UnimplementedGradeServiceServer

	public  ed25519.PublicKey
	private ed25519.PrivateKey
}

const (
	keyID   = "key-of-the-test"
	banned  = "01a208a9-0000-7b2b-ad75-bd59c3aab372"
	pupilID = "01a208a9-1111-7b2b-ad75-bd59c3aab372"
)

// GetJwks publishes the one key.
func (i *issuer) GetJwks(context.Context, *authv1.GetJwksRequest) (*authv1.GetJwksResponse, error) {
	return &authv1.GetJwksResponse{Keys: []*authv1.Jwk{{
		Kty: "OKP", Crv: "Ed25519", Use: "sig", Alg: "EdDSA", Kid: keyID, X: base64.RawURLEncoding.EncodeToString(i.public),
	}}}, nil
}

// ListRevocations says that one account's tokens of epochs below 5 are dead.
func (i *issuer) ListRevocations(_ context.Context, req *identityv1.ListRevocationsRequest) (*identityv1.ListRevocationsResponse, error) {
	if req.GetAfter() > 0 {
		return &identityv1.ListRevocationsResponse{Cursor: req.GetAfter()}, nil
	}
	return &identityv1.ListRevocationsResponse{Cursor: 1, Revocations: []*identityv1.Revocation{{AccountId: banned, MinEpoch: 5}}}, nil
}

// GetStudentMarks answers an empty semester: who gets it was let in.
func (i *issuer) GetStudentMarks(_ context.Context, req *gradev1.GetStudentMarksRequest) (*typev1.StudentMarks, error) {
	return &typev1.StudentMarks{SchoolYear: stand.SchoolYear, Semester: req.GetSemester()}, nil
}

// serve answers on an address with the certificate of identity and grade.
func (i *issuer) serve(t *testing.T, certs string) string {
	t.Helper()
	stand.Massar(t, "ca", "issue", "--dir", certs, "--services", "identity,grade")
	config, err := ca.TLSConfig(filepath.Join(certs, "ca.crt"), filepath.Join(certs, "identity-grade.crt"), filepath.Join(certs, "identity-grade.key"))
	require.NoError(t, err)
	server := grpc.NewServer(grpc.Creds(credentials.NewTLS(config)))
	authv1.RegisterAuthServiceServer(server, i)
	identityv1.RegisterIdentityServiceServer(server, i)
	gradev1.RegisterGradeServiceServer(server, i)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	go func() { _ = server.Serve(listener) }() // ends with Stop
	t.Cleanup(server.Stop)
	return listener.Addr().String()
}

// TestTokenVectors gives the gateway and an audience tokens that are signed with the right key and wrong in
// one thing each, among them those that only time makes wrong.
func TestTokenVectors(t *testing.T) {
	i := &issuer{}
	var err error
	i.public, i.private, err = ed25519.GenerateKey(rand.Reader)
	require.NoError(t, err)
	_, stranger, err := ed25519.GenerateKey(rand.Reader)
	require.NoError(t, err)

	certs := t.TempDir()
	stand.Massar(t, "ca", "init", "--dir", certs)
	address := i.serve(t, certs)
	stand.Massar(t, "ca", "issue", "--dir", certs, "--services", "moutamadris,gateway")
	s := stand.Settings{
		Data: t.TempDir(), Listen: stand.FreeAddress(t), Internal: stand.FreeAddress(t), Certs: certs,
		Services: []string{"moutamadris", "gateway"}, Peers: map[string]string{"identity": address, "grade": address},
	}
	for _, other := range []string{"school", "timetable", "attendance", "waliye", "moudaris", "idara"} {
		s.Peers[other] = address
	}
	p := stand.Start(t, "edge", s)
	p.Ready()

	now := time.Now()
	claims := func(change ...any) jwt.MapClaims {
		c := jwt.MapClaims{
			"iss": "massar", "sub": "01a208a9-2222-7b2b-ad75-bd59c3aab372", "pid": pupilID, "sid": nowhere, "rol": "student",
			"aud": []string{"moutamadris"}, "epo": 1, "amr": []string{"pwd"}, "jti": nowhere,
			"iat": now.Unix(), "exp": now.Add(10 * time.Minute).Unix(),
		}
		for n := 0; n < len(change); n += 2 {
			if change[n+1] == nil {
				delete(c, change[n].(string))
				continue
			}
			c[change[n].(string)] = change[n+1]
		}
		return c
	}
	sign := func(c jwt.MapClaims, key ed25519.PrivateKey, header ...any) string {
		token := jwt.NewWithClaims(jwt.SigningMethodEdDSA, c)
		token.Header["typ"], token.Header["kid"] = "at+jwt", keyID
		for n := 0; n < len(header); n += 2 {
			token.Header[header[n].(string)] = header[n+1]
		}
		text, err := token.SignedString(key)
		require.NoError(t, err)
		return text
	}
	at := func(d time.Duration) int64 { return now.Add(d).Unix() }
	client := stand.Client{T: t, Base: "http://" + s.Listen}
	client.Token = sign(claims(), i.private)
	client.Get(ownMarks).OK()
	client.Token = sign(claims("exp", at(-20*time.Second), "iat", at(-10*time.Minute)), i.private)
	client.Get(ownMarks).OK() // clocks may differ by a minute

	const invalid, expired, revoked = "TOKEN_INVALID", "TOKEN_EXPIRED", "TOKEN_REVOKED"
	for name, v := range map[string]struct{ token, reason string }{
		"expired":                        {sign(claims("exp", at(-2*time.Minute), "iat", at(-12*time.Minute)), i.private), expired},
		"expired years ago":              {sign(claims("exp", at(-9e7*time.Second), "iat", at(-9e7*time.Second)), i.private), expired},
		"revoked":                        {sign(claims("sub", banned, "epo", 4), i.private), revoked},
		"without an end":                 {sign(claims("exp", nil), i.private), invalid},
		"of tomorrow":                    {sign(claims("iat", at(time.Hour)), i.private), invalid},
		"not before tomorrow":            {sign(claims("nbf", at(time.Hour)), i.private), invalid},
		"without a beginning":            {sign(claims("iat", nil), i.private), invalid},
		"of another issuer":              {sign(claims("iss", "elsewhere"), i.private), invalid},
		"without an issuer":              {sign(claims("iss", nil), i.private), invalid},
		"for another app than its role":  {sign(claims("aud", []string{"idara"}), i.private), invalid},
		"for two apps":                   {sign(claims("aud", []string{"moutamadris", "idara"}), i.private), invalid},
		"for no app":                     {sign(claims("aud", nil), i.private), invalid},
		"of a role that is none":         {sign(claims("rol", "root"), i.private), invalid},
		"without a role":                 {sign(claims("rol", nil), i.private), invalid},
		"of nobody":                      {sign(claims("sub", nil), i.private), invalid},
		"of a session of nobody":         {sign(claims("sid", nil), i.private), invalid},
		"of somebody with a path":        {sign(claims("sub", "../../etc"), i.private), invalid},
		"of an epoch below zero":         {sign(claims("epo", -1), i.private), invalid},
		"signed by a stranger":           {sign(claims(), stranger), invalid},
		"an id token":                    {sign(claims(), i.private, "typ", "JWT"), invalid},
		"without a type":                 {sign(claims(), i.private, "typ", ""), invalid},
		"of a key that is not published": {sign(claims(), i.private, "kid", "another-key"), invalid},
		"of a key that is a file":        {sign(claims(), i.private, "kid", "../../dev/null"), invalid},
		"that brings its own key":        {sign(claims(), stranger, "jwk", map[string]string{"kty": "OKP"}), invalid},
		"that says where its key is":     {sign(claims(), stranger, "jku", "http://127.0.0.1/keys"), invalid},
		"with a critical extension":      {sign(claims(), i.private, "crit", []string{"exp"}), invalid},
		"larger than any":                {sign(claims("pad", strings.Repeat("a", 5000)), i.private), invalid},
	} {
		t.Run(name, func(t *testing.T) {
			c := client.For(t)
			c.Token = v.token
			said := map[string]string{}
			for _, lang := range []string{"fr", "ar"} {
				c.Lang = lang
				said[lang] = envelope(t, c.Get(ownMarks).Fails(401, "UNAUTHENTICATED", v.reason), lang)
			}
			require.NotEqual(t, said["fr"], said["ar"])
		})
	}
	t.Run("of the epoch after the revocation", func(t *testing.T) {
		c := client.For(t)
		c.Token = sign(claims("sub", banned, "epo", 5), i.private)
		c.Get(ownMarks).OK()
	})
}
