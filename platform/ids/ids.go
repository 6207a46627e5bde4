package ids

import (
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"
)

// New returns a UUIDv7. Ids made by one process ascend, so that new rows go to
// the end of an index.
func New() string {
	// The only failure is an exhausted random source, on which Go itself aborts.
	return uuid.Must(uuid.NewV7()).String()
}

// InSchool returns a new id of something that belongs to the school.
func InSchool(gresa string) string { return gresa + "." + New() }

// SplitSchool takes an id of the form "<GRESA>.<uuid>" apart. ok is false for
// anything else.
func SplitSchool(id string) (gresa, local string, ok bool) {
	gresa, local, found := strings.Cut(id, ".")
	if !found || !ValidGRESA(gresa) || !Valid(local) {
		return "", "", false
	}
	return gresa, local, true
}

// Time is when an id was made, by the clock of the machine that made it; false for a text
// that is no UUIDv7.
func Time(id string) (time.Time, bool) {
	if !Valid(id) || id[14] != '7' {
		return time.Time{}, false
	}
	ms, err := strconv.ParseInt(id[:8]+id[9:13], 16, 64)
	return time.UnixMilli(ms), err == nil
}

// Valid tells whether the text is a UUID in its canonical form: 36 characters,
// lower case. Other spellings of the same UUID are refused, because ids are
// compared as text.
func Valid(id string) bool {
	if len(id) != 36 {
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
			if !isDigit(c) && (c < 'a' || c > 'f') {
				return false
			}
		}
	}
	return true
}

// ValidGRESA tells whether the text has the form of a school code: five digits
// and one capital letter.
func ValidGRESA(code string) bool {
	return len(code) == 6 && allDigits(code[:5]) && isCapital(code[5])
}

// ValidMassarCode tells whether the text has the form of a pupil's code: one
// capital letter and nine digits.
func ValidMassarCode(code string) bool {
	return len(code) == 10 && isCapital(code[0]) && allDigits(code[1:])
}

func allDigits(s string) bool {
	for i := range len(s) {
		if !isDigit(s[i]) {
			return false
		}
	}
	return true
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isCapital(c byte) bool { return c >= 'A' && c <= 'Z' }
