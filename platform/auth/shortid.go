package auth

import (
	"encoding/base64"

	"github.com/google/uuid"
)

// Ids are UUIDs, and a token carries three of them; a phone fetches one with every opening of an app, on a line that
// is paid for. So they stand in tokens as the 22 base64url characters of their bytes, not as 36 of hexadecimal.

// shortIDLen is the length of the 16 bytes of a UUID in base64url.
const shortIDLen = 22

// shortID is an id as tokens carry it; one that is no UUID in its usual form stays as it is.
func shortID(id string) string {
	parsed, err := uuid.Parse(id)
	if err != nil || parsed.String() != id {
		return id
	}
	return base64.RawURLEncoding.EncodeToString(parsed[:])
}

// longID is the id behind a token's claim.
func longID(claim string) string {
	if len(claim) != shortIDLen {
		return claim
	}
	raw, err := base64.RawURLEncoding.Strict().DecodeString(claim)
	if err != nil {
		return claim
	}
	return uuid.UUID(raw).String()
}
