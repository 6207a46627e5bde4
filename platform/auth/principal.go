package auth

import (
	"context"
	"time"

	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
)

// Principal is the signed-in caller, as a verified token tells it.
type Principal struct {
	AccountID string
	// PersonID is the studentId, guardianId or staffId that the account wears in this session.
	PersonID  string
	SessionID string
	Role      optionsv1.Role
	// App is the application that the token was made for.
	App string
	// Epoch is the account's revocation epoch when the token was made.
	Epoch        int64
	SecondFactor bool
	ExpiresAt    time.Time
	// Token is the token itself, to be sent along to the next service.
	Token string
}

type principalKey struct{}

// With puts the caller into the context.
func With(ctx context.Context, p Principal) context.Context {
	return context.WithValue(ctx, principalKey{}, &p)
}

// From gives the caller; false where nobody is signed in (public and system calls).
func From(ctx context.Context) (Principal, bool) {
	p, ok := ctx.Value(principalKey{}).(*Principal)
	if !ok {
		return Principal{}, false
	}
	return *p, true
}

// TokenFrom gives the caller's token, empty where nobody is signed in.
func TokenFrom(ctx context.Context) string {
	p, ok := ctx.Value(principalKey{}).(*Principal)
	if !ok {
		return ""
	}
	return p.Token
}
