package secrets

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
)

// The parts of a refresh token: the session, the generation, 256 bits of secret, and a tag that proves that
// this token was issued here.
const (
	sidBytes     = 16
	genBytes     = 4
	secretBytes  = 32
	tagBytes     = 16
	refreshBytes = sidBytes + genBytes + secretBytes + tagBytes
)

// Refresh is one refresh token. Its text is opaque to the client.
//
// The successor of a token is made from the token itself under the pepper, so that a lost answer can be given
// again without storing the token. The tag lets any token of any generation be recognised as ours, so that an
// old one shows theft without a table of old ones.
type Refresh struct {
	SessionID  [sidBytes]byte
	Generation uint32
	secret     [secretBytes]byte
}

// NewRefresh makes the first token of a session.
func NewRefresh(sessionID [16]byte) (Refresh, error) {
	r := Refresh{SessionID: sessionID}
	if _, err := rand.Read(r.secret[:]); err != nil {
		return Refresh{}, fmt.Errorf("making a refresh token: %w", err)
	}
	return r, nil
}

// Next is the successor of a token: the first one, or the one that was given instead after reissues others were lost.
func (k Keys) Next(r Refresh, reissues int64) Refresh {
	next := Refresh{SessionID: r.SessionID, Generation: r.Generation + 1}
	parts := [][]byte{[]byte("next"), r.body()}
	if reissues > 0 {
		parts = append(parts, binary.BigEndian.AppendUint64(nil, uint64(reissues)))
	}
	copy(next.secret[:], mac(k.refresh, parts...))
	return next
}

// PrintRefresh is the token as the client holds it.
func (k Keys) PrintRefresh(r Refresh) string {
	body := r.body()
	return base64.RawURLEncoding.EncodeToString(append(body, k.tag(body)...))
}

// ReadRefresh reads a token that the client presents; false when it was not issued here.
func (k Keys) ReadRefresh(text string) (Refresh, bool) {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if err != nil || len(raw) != refreshBytes {
		return Refresh{}, false
	}
	body, tag := raw[:refreshBytes-tagBytes], raw[refreshBytes-tagBytes:]
	if !hmac.Equal(tag, k.tag(body)) {
		return Refresh{}, false
	}
	var r Refresh
	copy(r.SessionID[:], body)
	r.Generation = binary.BigEndian.Uint32(body[sidBytes:])
	copy(r.secret[:], body[sidBytes+genBytes:])
	return r, true
}

// Hash is what is stored of a token.
func (r Refresh) Hash() string {
	sum := sha256.Sum256(r.body())
	return hex.EncodeToString(sum[:])
}

func (r Refresh) body() []byte {
	body := make([]byte, 0, refreshBytes)
	body = append(body, r.SessionID[:]...)
	body = binary.BigEndian.AppendUint32(body, r.Generation)
	return append(body, r.secret[:]...)
}

func (k Keys) tag(body []byte) []byte { return mac(k.refresh, []byte("tag"), body)[:tagBytes] }
