package auth

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"github.com/massar-platform/massar/platform/errs"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
)

// tokenType is the `typ` of an access token (RFC 9068): no other kind of JWT passes for one.
const tokenType = "at+jwt"

// TokenLifetime is how long an access token lives unless the minter is told otherwise.
const TokenLifetime = 10 * time.Minute

// claims is the whole content of an access token: no names, no schools, no children.
type claims struct {
	jwt.RegisteredClaims
	PersonID  string   `json:"pid"`
	SessionID string   `json:"sid"`
	Role      string   `json:"rol"`
	Epoch     int64    `json:"epo"`
	Methods   []string `json:"amr"`
}

// Authentication methods of the `amr` claim (RFC 8176).
const (
	methodPassword    = "pwd"
	methodMultiFactor = "mfa"
)

// Minter signs access tokens with one key. Rotating the key means making another minter.
type Minter struct {
	kid      string
	key      ed25519.PrivateKey
	lifetime time.Duration
	now      func() time.Time
}

// MinterOption changes a minter.
type MinterOption func(*Minter)

// WithLifetime sets how long tokens live.
func WithLifetime(d time.Duration) MinterOption { return func(m *Minter) { m.lifetime = d } }

// WithMinterTime sets where the minter reads the time.
func WithMinterTime(now func() time.Time) MinterOption { return func(m *Minter) { m.now = now } }

// NewMinter makes a minter that signs with key and names it kid.
func NewMinter(kid string, key ed25519.PrivateKey, opts ...MinterOption) (*Minter, error) {
	if !validID(kid) {
		return nil, errs.E(errs.Internal, errorsv1.Reason_INTERNAL, "making a token minter: key id "+kid+" is not [A-Za-z0-9_-]{1,64}", nil)
	}
	if len(key) != ed25519.PrivateKeySize {
		return nil, errs.E(errs.Internal, errorsv1.Reason_INTERNAL, "making a token minter: not an Ed25519 key", nil)
	}
	m := &Minter{kid: kid, key: key, lifetime: TokenLifetime, now: time.Now}
	for _, opt := range opts {
		opt(m)
	}
	return m, nil
}

// newTokenID tells two tokens of one session and second apart.
func newTokenID() string {
	var raw [6]byte
	_, _ = rand.Read(raw[:]) // does not fail
	return base64.RawURLEncoding.EncodeToString(raw[:])
}

// Lifetime is how long the tokens of this minter live.
func (m *Minter) Lifetime() time.Duration { return m.lifetime }

// Mint signs a token for p. An empty App becomes the one of the role; a role that does not belong to the
// app is refused. ExpiresAt and Token of p are not read.
func (m *Minter) Mint(p Principal) (string, error) {
	app := AppOf(p.Role)
	if p.App == "" {
		p.App = app
	}
	if app == "" || p.App != app {
		return "", errs.E(errs.Denied, errorsv1.Reason_APP_NOT_FOR_ROLE, "minting a token for "+RoleName(p.Role)+" in "+p.App, nil)
	}
	now := m.now()
	c := claims{
		RegisteredClaims: jwt.RegisteredClaims{
			Issuer: Issuer, Subject: shortID(p.AccountID), Audience: jwt.ClaimStrings{p.App},
			IssuedAt: jwt.NewNumericDate(now), ExpiresAt: jwt.NewNumericDate(now.Add(m.lifetime)), ID: newTokenID(),
		},
		PersonID: shortID(p.PersonID), SessionID: shortID(p.SessionID), Role: RoleName(p.Role), Epoch: p.Epoch,
		Methods: []string{methodPassword},
	}
	if p.SecondFactor {
		c.Methods = append(c.Methods, methodMultiFactor)
	}
	token := jwt.NewWithClaims(jwt.SigningMethodEdDSA, c)
	token.Header["typ"] = tokenType
	token.Header["kid"] = m.kid
	signed, err := token.SignedString(m.key)
	if err != nil {
		return "", errs.E(errs.Internal, errorsv1.Reason_INTERNAL, "signing an access token", err)
	}
	return signed, nil
}
