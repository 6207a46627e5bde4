package identity

import (
	"context"

	"github.com/google/uuid"
	"google.golang.org/grpc/metadata"

	authv1 "github.com/massar-platform/massar/proto/gen/massar/auth/v1"
	"github.com/massar-platform/massar/services/identity/internal/store"
)

// minDeviceKey is the length of a device's public key: 32 bytes in base64url. Anything shorter might be guessed.
const minDeviceKey = 43

// beginSignIn counts a sign-in: against the identifier, or where the account's own device asks, against that
// device alone. Somebody who fails on another's identifier on purpose then locks out strangers, not the owner.
func (s *Service) beginSignIn(ctx context.Context, identifier string, account store.Account, device *authv1.Device) (try, error) {
	own, err := s.ownDevice(ctx, account, device)
	if err != nil {
		return try{}, err
	}
	if own != "" {
		return s.begin(ctx, subjectDevice, account.ID+" "+own)
	}
	return s.beginFor(ctx, subjectSignIn, identifier, account.ID != "")
}

// ownDevice names the device of the account that asks, or nothing: one with the key of an earlier session, or a
// browser with the cookie of a session that lives.
func (s *Service) ownDevice(ctx context.Context, account store.Account, device *authv1.Device) (string, error) {
	if account.ID == "" {
		return "", nil
	}
	if key := device.GetPublicKey(); len(key) >= minDeviceKey {
		known, err := store.DeviceKnown(ctx, s.db, account.ID, key)
		if err != nil || known {
			return key, err
		}
	}
	values := metadata.ValueFromIncomingContext(ctx, CookieHeader)
	if len(values) != 1 {
		return "", nil
	}
	presented, ok := s.keys.ReadRefresh(values[0])
	if !ok {
		return "", nil
	}
	session, ok, err := store.SessionByID(ctx, s.db, uuid.UUID(presented.SessionID).String())
	if err != nil || !ok || session.AccountID != account.ID || session.TokenHash != presented.Hash() || over(session, s.clock.Now()) {
		return "", err
	}
	return session.ID, nil
}
