package auth

import (
	"context"
	"crypto/ed25519"
	"errors"
	"slices"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/maypok86/otter/v2"

	"github.com/massar-platform/massar/platform/errs"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
)

// Limits of what is looked at.
const (
	clockSkew       = 60 * time.Second
	maxTokenBytes   = 4 << 10
	maxIDBytes      = 64
	defaultCapacity = 32 << 10
)

// Revocations knows, per account, the lowest epoch whose tokens still live; 0 where nothing was revoked.
type Revocations interface {
	MinEpoch(accountID string) int64
}

// Verifier checks access tokens and remembers those that passed, so that a token is checked once per
// process and not once per hop. What is remembered is still held against the clock and the revocations at
// each call.
type Verifier struct {
	keys     KeySource
	revoked  Revocations
	now      func() time.Time
	parser   *jwt.Parser
	verified *otter.Cache[string, *Principal]
}

// VerifierConfig is what a Verifier needs. Keys is required; without Revocations nothing is ever revoked.
type VerifierConfig struct {
	Keys        KeySource
	Revocations Revocations
	// Capacity bounds the remembered tokens; 0 means 32,768.
	Capacity int
	// Now is real time unless a test says otherwise: tokens never follow the school clock.
	Now func() time.Time
}

// NewVerifier makes a Verifier.
func NewVerifier(cfg VerifierConfig) (*Verifier, error) {
	if cfg.Keys == nil {
		return nil, errors.New("auth: a verifier needs keys")
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Capacity <= 0 {
		cfg.Capacity = defaultCapacity
	}
	cache, err := otter.New(&otter.Options[string, *Principal]{MaximumSize: cfg.Capacity})
	if err != nil {
		return nil, err
	}
	return &Verifier{
		keys: cfg.Keys, revoked: cfg.Revocations, now: cfg.Now, verified: cache,
		parser: jwt.NewParser(
			jwt.WithValidMethods([]string{jwt.SigningMethodEdDSA.Alg()}),
			jwt.WithIssuer(Issuer),
			jwt.WithExpirationRequired(),
			jwt.WithIssuedAt(),
			jwt.WithLeeway(clockSkew),
			jwt.WithTimeFunc(cfg.Now),
			jwt.WithStrictDecoding(),
		),
	}, nil
}

// Verify gives the caller behind a token. It fails with UNAUTHENTICATED for no token, TOKEN_INVALID for one
// that we did not make for this use, TOKEN_EXPIRED, TOKEN_REVOKED, and with UNAVAILABLE when the keys could
// not be had, which is no fault of the token.
func (v *Verifier) Verify(ctx context.Context, token string) (Principal, error) {
	if token == "" {
		return Principal{}, errs.E(errs.Unauthenticated, errorsv1.Reason_UNAUTHENTICATED, "reading the access token", nil)
	}
	p, ok := v.verified.GetIfPresent(token)
	if !ok {
		fresh, err := v.check(ctx, token)
		if err != nil {
			return Principal{}, err
		}
		p = fresh
		v.verified.Set(token, p)
	}
	if v.now().After(p.ExpiresAt.Add(clockSkew)) {
		v.verified.Invalidate(token)
		return Principal{}, errs.E(errs.Unauthenticated, errorsv1.Reason_TOKEN_EXPIRED, "checking the access token", nil)
	}
	if v.revoked != nil && v.revoked.MinEpoch(p.AccountID) > p.Epoch {
		v.verified.Invalidate(token)
		return Principal{}, errs.E(errs.Unauthenticated, errorsv1.Reason_TOKEN_REVOKED, "checking the access token", nil)
	}
	return *p, nil
}

// check does the cryptography and every rule that does not change while the token lives.
func (v *Verifier) check(ctx context.Context, token string) (*Principal, error) {
	if len(token) > maxTokenBytes {
		return nil, invalidToken("longer than any token of ours", nil)
	}
	// The base64 decoder skips line ends, so that one token could be written in many ways.
	if !isTokenText(token) {
		return nil, invalidToken("characters outside base64url", nil)
	}
	var c claims
	parsed, err := v.parser.ParseWithClaims(token, &c, func(t *jwt.Token) (any, error) { return v.keyFor(ctx, t) })
	if err != nil {
		return nil, tokenError(err)
	}
	if !parsed.Valid {
		return nil, invalidToken("not valid", nil)
	}
	role, ok := ParseRole(c.Role)
	switch {
	case !ok:
		return nil, invalidToken("unknown role", nil)
	case len(c.Audience) != 1 || c.Audience[0] != AppOf(role):
		return nil, invalidToken("audience is not the role's app", nil)
	case c.IssuedAt == nil:
		return nil, invalidToken("no iat", nil)
	case !validID(c.Subject) || !validID(c.SessionID) || len(c.PersonID) > maxIDBytes:
		return nil, invalidToken("sub, sid or pid out of shape", nil)
	case c.Epoch < 0:
		return nil, invalidToken("negative epoch", nil)
	}
	return &Principal{
		AccountID: longID(c.Subject), PersonID: longID(c.PersonID), SessionID: longID(c.SessionID),
		Role: role, App: c.Audience[0], Epoch: c.Epoch,
		SecondFactor: slices.Contains(c.Methods, methodMultiFactor),
		ExpiresAt:    c.ExpiresAt.Time, Token: token,
	}, nil
}

// keyFor checks the header before any key is looked for: exactly alg, typ and kid, so that a header can
// neither bring its own key nor point at one.
func (v *Verifier) keyFor(ctx context.Context, t *jwt.Token) (ed25519.PublicKey, error) {
	kid, _ := t.Header["kid"].(string)
	typ, _ := t.Header["typ"].(string)
	if len(t.Header) != 3 || typ != tokenType || !validID(kid) {
		return nil, invalidToken("header is not alg, typ at+jwt and kid", nil)
	}
	key, err := v.keys.Key(ctx, kid)
	switch {
	case err == nil:
		return key, nil
	case errs.KindOf(err) == errs.NotFound:
		return nil, invalidToken("unknown key", err)
	default:
		return nil, errs.E(errs.Unavailable, errorsv1.Reason_UNAVAILABLE, "getting the keys of access tokens", err)
	}
}

// tokenError sorts the library's errors: ours pass, "expired and nothing else" is told apart, the rest is
// one answer.
func tokenError(err error) error {
	var ours *errs.Error
	if errors.As(err, &ours) {
		return ours
	}
	others := []error{jwt.ErrTokenInvalidIssuer, jwt.ErrTokenUsedBeforeIssued, jwt.ErrTokenNotValidYet, jwt.ErrTokenRequiredClaimMissing}
	isOther := func(target error) bool { return errors.Is(err, target) }
	if errors.Is(err, jwt.ErrTokenExpired) && !slices.ContainsFunc(others, isOther) {
		return errs.E(errs.Unauthenticated, errorsv1.Reason_TOKEN_EXPIRED, "checking the access token", err)
	}
	return invalidToken("parsing", err)
}

func invalidToken(why string, err error) *errs.Error {
	return errs.E(errs.Unauthenticated, errorsv1.Reason_TOKEN_INVALID, "checking the access token: "+why, err)
}

// validID keeps ids, and key ids, to characters that can be neither a path nor a URL.
func validID(s string) bool {
	if s == "" || len(s) > maxIDBytes {
		return false
	}
	for _, c := range []byte(s) {
		if !isBase64URL(c) {
			return false
		}
	}
	return true
}

func isTokenText(s string) bool {
	for _, c := range []byte(s) {
		if c != '.' && !isBase64URL(c) {
			return false
		}
	}
	return true
}

func isBase64URL(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_'
}

// Remembered is how many verified tokens are held, for the metrics.
func (v *Verifier) Remembered() int { return v.verified.EstimatedSize() }
