package links

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"time"
)

// Lifetime is how long an address opens.
const Lifetime = 5 * time.Minute

// ErrInvalid is returned for a token that we did not write, or that has run out. Which of the two is not told.
var ErrInvalid = errors.New("links: not a valid address")

// Grant is what a token says.
type Grant struct {
	// Document that it opens.
	Document string
	// Account that asked for it.
	Account string
	// Expires is when it stops to open.
	Expires time.Time
}

// version is the first byte of every token; a new form gets a new one.
const version = 1

// maxToken bounds what is decoded.
const maxToken = 600

// Sign writes the token of a grant. The expiry is kept in whole seconds.
func (k Key) Sign(g Grant) (string, error) {
	body := binary.BigEndian.AppendUint64([]byte{version}, uint64(g.Expires.Unix()))
	for _, text := range []string{g.Document, g.Account} {
		if text == "" || len(text) > 255 {
			return "", errors.New("links: a grant names a document and an account")
		}
		body = append(append(body, byte(len(text))), text...)
	}
	return base64.RawURLEncoding.EncodeToString(k.digest(body)) + base64.RawURLEncoding.EncodeToString(body), nil
}

// digestText is how many characters a digest takes.
const digestText = 43

// Open reads a token that we wrote and that has not run out.
func (k Key) Open(token string, now time.Time) (Grant, error) {
	if len(token) <= digestText || len(token) > maxToken {
		return Grant{}, ErrInvalid
	}
	strict := base64.RawURLEncoding.Strict()
	digest, err := strict.DecodeString(token[:digestText])
	if err != nil {
		return Grant{}, ErrInvalid
	}
	body, err := strict.DecodeString(token[digestText:])
	if err != nil || !hmac.Equal(digest, k.digest(body)) {
		return Grant{}, ErrInvalid
	}
	g, ok := read(body)
	if !ok || !now.Before(g.Expires) {
		return Grant{}, ErrInvalid
	}
	return g, nil
}

func read(body []byte) (g Grant, ok bool) {
	if len(body) < 9 || body[0] != version {
		return g, false
	}
	g.Expires = time.Unix(int64(binary.BigEndian.Uint64(body[1:])), 0).UTC()
	rest := body[9:]
	for _, to := range []*string{&g.Document, &g.Account} {
		if len(rest) == 0 || len(rest) < 1+int(rest[0]) {
			return g, false
		}
		*to = string(rest[1 : 1+rest[0]])
		rest = rest[1+rest[0]:]
	}
	return g, len(rest) == 0
}

func (k Key) digest(body []byte) []byte {
	mac := hmac.New(sha256.New, k.key)
	mac.Write(bytes.Join([][]byte{[]byte("massar attendance document"), body}, []byte{0}))
	return mac.Sum(nil)
}
