package lessonid

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"time"
)

const (
	uuidLength = 36
	// dayDigits are the last hexadecimal digits of a UUID, which hold the day.
	dayDigits = 4
	noDay     = "0000"
	lastDay   = 1<<16 - 1
)

// New returns the UUID of a new slot.
func New() string {
	var b [16]byte
	// Go itself aborts when the source of random numbers fails.
	_, _ = rand.Read(b[:])
	b[6] = b[6]&0x0f | 0x80
	b[8] = b[8]&0x3f | 0x80
	b[14], b[15] = 0, 0
	h := hex.EncodeToString(b[:])
	return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}

// Lesson returns the id of the lesson that a slot gives on a day such as
// "2026-11-23". ok is false when slot is no id of a slot, or when the day is no
// date or lies outside of the days that an id can hold.
func Lesson(slot, day string) (id string, ok bool) {
	if !IsSlot(slot) {
		return "", false
	}
	n, ok := number(day)
	if !ok {
		return "", false
	}
	return slot[:len(slot)-dayDigits] + fmt.Sprintf("%04x", n), true
}

// Split takes the id of a lesson apart into the id of its slot and the day for
// which it was planned. ok is false for anything else, the id of a slot
// included.
func Split(lesson string) (slot, day string, ok bool) {
	if !valid(lesson) {
		return "", "", false
	}
	cut := len(lesson) - dayDigits
	n, err := strconv.ParseUint(lesson[cut:], 16, 16)
	if err != nil || n == 0 {
		return "", "", false
	}
	return lesson[:cut] + noDay, epoch().AddDate(0, 0, int(n)).Format(time.DateOnly), true
}

// IsSlot tells whether the text is the id of a slot.
func IsSlot(id string) bool { return valid(id) && strings.HasSuffix(id, noDay) }

// School is the school of an id of the form <GRESA>.<uuid>, and empty for a bare
// UUID.
func School(id string) string {
	school, _, found := strings.Cut(id, ".")
	if !found {
		return ""
	}
	return school
}

func epoch() time.Time { return time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC) }

func number(day string) (int, bool) {
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return 0, false
	}
	n := int(at.Sub(epoch()) / (24 * time.Hour))
	return n, n > 0 && n <= lastDay
}

// valid accepts a UUID of version 8 in its canonical form, with or without a
// school in front. Other spellings are refused: ids are compared as text.
func valid(id string) bool {
	if school, local, found := strings.Cut(id, "."); found {
		if !gresa(school) {
			return false
		}
		id = local
	}
	if len(id) != uuidLength {
		return false
	}
	for i := range len(id) {
		c := id[i]
		switch i {
		case 8, 13, 18, 23:
			if c != '-' {
				return false
			}
		default:
			if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
				return false
			}
		}
	}
	return id[14] == '8' && strings.IndexByte("89ab", id[19]) >= 0
}

// gresa accepts the form of a school code: five digits and one capital letter.
func gresa(code string) bool {
	if len(code) != 6 || code[5] < 'A' || code[5] > 'Z' {
		return false
	}
	for i := range 5 {
		if code[i] < '0' || code[i] > '9' {
			return false
		}
	}
	return true
}
