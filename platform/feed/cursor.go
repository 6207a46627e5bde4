package feed

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Overlap is how far a cursor looks back. A commit takes 10 seconds at most.
const Overlap = 30 * time.Second

// Remembered is how many changes a cursor can remember to have told.
const Remembered = 80

const (
	version  = 1
	idBytes  = 16
	tagBytes = 4
)

// ErrInvalid is returned for a text that is no cursor.
var ErrInvalid = errors.New("feed: not a cursor")

// Cursor is where a client stands: it was told the changes up to low, and those
// behind it whose tags are in told.
type Cursor struct {
	low  string
	told [][tagBytes]byte
}

// Floor is the smallest id of an instant.
func Floor(t time.Time) string {
	ms := uint64(max(t.UnixMilli(), 0))
	return fmt.Sprintf("%08x-%04x-0000-0000-000000000000", ms>>16&0xffffffff, ms&0xffff)
}

// IDAt moves a UUIDv7 to another instant; what makes it unique stays.
func IDAt(id string, t time.Time) string { return Floor(t)[:13] + id[13:] }

// Start is the cursor of a client that begins now. There are the ids that are
// visible behind Since: it has not missed those.
func Start(now time.Time, there []string) Cursor {
	return Cursor{low: Floor(now.Add(-Overlap))}.advance(now, there, false)
}

// Since is the id behind which changes are to be read for a client that begins now.
func Since(now time.Time) string { return Floor(now.Add(-Overlap)) }

// Low is the id behind which changes are to be read.
func (c Cursor) Low() string { return c.low }

// Limit is how many changes to read so that a page of fresh ones is among them.
func (c Cursor) Limit(page int) int { return page + len(c.told) + 1 }

// Next takes the ids read behind Low, in order and at most Limit of them. It
// gives the places of those not yet told, at most a page, the cursor behind them,
// and whether more wait.
func (c Cursor) Next(now time.Time, read []string, page int) (fresh []int, next Cursor, more bool) {
	seen := len(read)
	for i, id := range read {
		if slices.Contains(c.told, tagOf(id)) {
			continue
		}
		if len(fresh) == page {
			seen, more = i, true
			break
		}
		fresh = append(fresh, i)
	}
	return fresh, c.advance(now, read[:seen], more), more
}

// advance moves low as far as it may go; ids are all that was told behind it.
func (c Cursor) advance(now time.Time, ids []string, more bool) Cursor {
	low := max(c.low, Floor(now.Add(-Overlap)))
	if more {
		// What follows the page has not been told, however old it is.
		low = min(low, ids[len(ids)-1])
	}
	if over := len(ids) - Remembered; over > 0 {
		low = max(low, ids[over-1])
	}
	next := Cursor{low: low}
	for _, id := range ids {
		if id > low {
			next.told = append(next.told, tagOf(id))
		}
	}
	return next
}

// tagOf is the random end of an id.
func tagOf(id string) [tagBytes]byte {
	var tag [tagBytes]byte
	if len(id) >= 2*tagBytes {
		// Ids come from the database; one that is no hex keeps the zero tag.
		_, _ = hex.Decode(tag[:], []byte(id[len(id)-2*tagBytes:]))
	}
	return tag
}

// String is the cursor as clients keep it.
func (c Cursor) String() string {
	b := make([]byte, 0, 1+idBytes+tagBytes*len(c.told))
	b = append(b, version)
	id, err := hex.DecodeString(strings.ReplaceAll(c.low, "-", ""))
	if err != nil || len(id) != idBytes {
		id = make([]byte, idBytes)
	}
	b = append(b, id...)
	for _, tag := range c.told {
		b = append(b, tag[:]...)
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

// Parse reads a cursor; ErrInvalid for anything that String does not write.
func Parse(text string) (Cursor, error) {
	b, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if err != nil || len(b) < 1+idBytes || b[0] != version || (len(b)-1-idBytes)%tagBytes != 0 ||
		len(b) > 1+idBytes+tagBytes*Remembered {
		return Cursor{}, ErrInvalid
	}
	id := b[1 : 1+idBytes]
	c := Cursor{low: fmt.Sprintf("%08x-%04x-%04x-%04x-%012x", binary.BigEndian.Uint32(id), binary.BigEndian.Uint16(id[4:]),
		binary.BigEndian.Uint16(id[6:]), binary.BigEndian.Uint16(id[8:]), id[10:])}
	for rest := b[1+idBytes:]; len(rest) > 0; rest = rest[tagBytes:] {
		c.told = append(c.told, [tagBytes]byte(rest))
	}
	return c, nil
}
