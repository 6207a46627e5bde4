package page

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"github.com/massar-platform/massar/platform/errs"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
)

// The bounds of a page.
const (
	DefaultSize = 50
	MaxSize     = 500
)

const (
	// version is the first byte of every token; a new form gets a new one.
	version = 1
	sumSize = 8
	// maxToken bounds what is decoded.
	maxToken = 2048
)

// Request is what a caller asked for, checked.
type Request struct {
	// Size is the number of rows of the page, between 1 and MaxSize.
	Size int
	// After is the key of the last row of the page before, nil for the first page.
	After []string

	scope [sumSize]byte
}

// Parse checks a page size and a token. list names the list together with every
// filter that changes which rows it has or their order, for example
// Parse(size, token, "students", classID); keys is how many values one row's key
// has. It fails with PAGE_TOKEN_INVALID.
func Parse(size int32, token string, keys int, list ...string) (Request, error) {
	r := Request{Size: DefaultSize, scope: scopeOf(keys, list)}
	if size > 0 {
		r.Size = min(int(size), MaxSize)
	}
	if token == "" {
		return r, nil
	}
	after, err := decode(token, r.scope)
	switch {
	case err != nil:
	case len(after) != keys:
		err = errors.New("the token has another number of keys")
	case slices.ContainsFunc(after, func(key string) bool { return strings.ContainsRune(key, 0) }):
		// A token is no secret and may be made by hand.
		err = errors.New("the token has a key that no column can hold")
	}
	if err != nil {
		return Request{}, errs.E(errs.Invalid, errorsv1.Reason_PAGE_TOKEN_INVALID, "reading the page token", err)
	}
	r.After = after
	return r, nil
}

// Limit is how many rows to select: one more than the page has, which tells
// whether another page follows.
func (r Request) Limit() int64 { return int64(r.Size) + 1 }

// Next cuts the surplus row off and returns the token of the next page, empty when
// this page is the last one. key gives the key of a row, in the order of the list.
func Next[T any](r Request, rows []T, key func(T) []string) (page []T, token string) {
	if len(rows) <= r.Size {
		return rows, ""
	}
	rows = rows[:r.Size]
	return rows, encode(key(rows[len(rows)-1]), r.scope)
}

// scopeOf is a digest of the list's identity; it is no secret, it only tells one
// list from another.
func scopeOf(keys int, list []string) [sumSize]byte {
	var b strings.Builder
	b.WriteByte(byte(keys))
	for _, part := range list {
		b.WriteString(part)
		b.WriteByte(0)
	}
	sum := sha256.Sum256([]byte(b.String()))
	return [sumSize]byte(sum[:sumSize])
}

func encode(after []string, scope [sumSize]byte) string {
	// A list of strings always has a JSON form.
	keys, _ := json.Marshal(after)
	raw := append([]byte{version}, scope[:]...)
	return base64.RawURLEncoding.EncodeToString(append(raw, keys...))
}

func decode(token string, scope [sumSize]byte) ([]string, error) {
	if len(token) > maxToken {
		return nil, errors.New("the token is too long")
	}
	raw, err := base64.RawURLEncoding.Strict().DecodeString(token)
	if err != nil {
		return nil, err
	}
	if len(raw) <= sumSize || raw[0] != version {
		return nil, errors.New("the token has an unknown form")
	}
	if !bytes.Equal(raw[1:1+sumSize], scope[:]) {
		return nil, errors.New("the token belongs to another list")
	}
	var after []string
	if err := json.Unmarshal(raw[1+sumSize:], &after); err != nil {
		return nil, err
	}
	return after, nil
}
