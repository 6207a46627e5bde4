package localtext

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// ErrNotAllowed is the cause of every refusal of CleanName and CleanText.
var ErrNotAllowed = errors.New("the text holds a character that is not allowed")

// maxMarks is how many signs may stand on one letter. Arabic needs three.
const maxMarks = 4

// CleanName returns the form in which a name or a label is stored: NFC, without
// space at its ends and with single spaces inside. It refuses what is not UTF-8,
// control characters (also tabs and line breaks), the characters that turn the
// direction of what follows, other invisible characters, characters of no script,
// and letters under a heap of signs.
func CleanName(s string) (string, error) { return clean(s, false) }

// CleanText is CleanName for a text of several lines, such as a remark: it keeps
// line breaks (as "\n"), takes tabs as spaces and keeps the joiners that some
// scripts and emoji need.
func CleanText(s string) (string, error) { return clean(s, true) }

func clean(s string, lines bool) (string, error) {
	if !utf8.ValidString(s) {
		return "", fmt.Errorf("%w: it is not UTF-8", ErrNotAllowed)
	}
	if lines {
		s = strings.ReplaceAll(s, "\r\n", "\n")
	}
	// Checked before normalising: NFC would break a heap of signs apart.
	if err := check(s, lines); err != nil {
		return "", err
	}
	s = norm.NFC.String(s)
	var b strings.Builder
	b.Grow(len(s))
	var gap rune
	for _, r := range s {
		switch {
		case r == '\n':
			gap = '\n'
			continue
		case unicode.IsSpace(r):
			if gap == 0 {
				gap = ' '
			}
			continue
		}
		if gap != 0 && b.Len() > 0 {
			b.WriteRune(gap)
		}
		gap = 0
		b.WriteRune(r)
	}
	return b.String(), nil
}

func check(s string, lines bool) error {
	marks := 0
	for i, r := range s {
		if unicode.Is(unicode.M, r) {
			if marks++; marks > maxMarks {
				return fmt.Errorf("%w: more than %d signs on one letter, at byte %d", ErrNotAllowed, maxMarks, i)
			}
			continue
		}
		marks = 0
		if !allowed(r, lines) {
			return fmt.Errorf("%w: U+%04X at byte %d", ErrNotAllowed, r, i)
		}
	}
	return nil
}

const (
	zeroWidthNonJoiner = '\u200c'
	zeroWidthJoiner    = '\u200d'
)

func allowed(r rune, lines bool) bool {
	switch {
	case r == '\n', r == '\t', r == zeroWidthJoiner, r == zeroWidthNonJoiner:
		return lines
	case r == unicode.ReplacementChar, r == 0xFFFC, r&0xFFFE == 0xFFFE, r >= 0xFDD0 && r <= 0xFDEF:
		return false
	case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Zl, unicode.Zp):
		return false
	// Letters that show nothing: Hangul fillers and the empty Braille cell.
	case r == 0x115F, r == 0x1160, r == 0x3164, r == 0xFFA0, r == 0x2800:
		return false
	}
	return true
}
