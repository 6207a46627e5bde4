// Package seen is the cursor of somebody who follows a few timetables: of each it
// holds the version that he has seen, and nothing is stored for him anywhere. It has
// a bounded size. The package is pure.
package seen

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"maps"
	"slices"
)

// Most is how many timetables a cursor holds.
const Most = 20

// ErrInvalid is returned for a text that is no cursor.
var ErrInvalid = errors.New("seen: not a cursor")

// form is the first byte of every cursor; a new form gets a new one.
const form = 1

// tag stands for an id.
type tag [8]byte

// Cursor is what somebody has seen. The zero value has seen nothing.
type Cursor struct{ versions map[tag]int64 }

// Set notes that the version of a timetable was seen.
func (c *Cursor) Set(id string, version int64) {
	if c.versions == nil {
		c.versions = make(map[tag]int64, 1)
	}
	c.versions[tagOf(id)] = version
}

// Changed says whether a timetable is newer than the one that was seen, or was not
// followed before.
func (c Cursor) Changed(id string, version int64) bool {
	before, known := c.versions[tagOf(id)]
	return !known || before < version
}

// String writes the cursor as clients carry it.
func (c Cursor) String() string {
	tags := slices.SortedFunc(maps.Keys(c.versions), func(a, b tag) int { return bytes.Compare(a[:], b[:]) })
	raw := []byte{form}
	for _, t := range tags[:min(len(tags), Most)] {
		raw = binary.AppendVarint(append(raw, t[:]...), c.versions[t])
	}
	return base64.RawURLEncoding.EncodeToString(raw)
}

// Parse reads a cursor; an empty text has seen nothing. ErrInvalid for anything else
// that String does not write.
func Parse(text string) (Cursor, error) {
	if text == "" {
		return Cursor{}, nil
	}
	raw, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if err != nil || len(raw) == 0 || raw[0] != form {
		return Cursor{}, ErrInvalid
	}
	c := Cursor{versions: map[tag]int64{}}
	for raw = raw[1:]; len(raw) > 0; {
		if len(raw) < len(tag{}) {
			return Cursor{}, ErrInvalid
		}
		t := tag(raw[:len(tag{})])
		version, n := binary.Varint(raw[len(tag{}):])
		if n <= 0 {
			return Cursor{}, ErrInvalid
		}
		c.versions[t] = version
		raw = raw[len(tag{})+n:]
	}
	if c.String() != text {
		return Cursor{}, ErrInvalid
	}
	return c, nil
}

func tagOf(id string) tag {
	sum := sha256.Sum256([]byte(id))
	return tag(sum[:len(tag{})])
}
