package secrets

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"strings"
)

// alphabet is Crockford's base 32: no I, L, O, U, so that a printed code is read and typed without doubt.
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// The lengths of printed codes, in characters of five bits.
const (
	// CodeLength is an activation or reset code: 65 bits.
	CodeLength = 13
	// RecoveryLength is a recovery code of the second factor: 80 bits.
	RecoveryLength = 16
)

// NewCode makes a random code of so many characters.
func NewCode(length int) (string, error) {
	raw := make([]byte, length)
	if _, err := rand.Read(raw); err != nil {
		return "", fmt.Errorf("making a code: %w", err)
	}
	return encode(raw), nil
}

// encode takes five bits of each byte; 256 is a multiple of 32, so every character is as likely as any other.
func encode(raw []byte) string {
	out := make([]byte, len(raw))
	for i, b := range raw {
		out[i] = alphabet[b&31]
	}
	return string(out)
}

// PrintCode groups a code for paper: 4-4-5 for thirteen characters, fours otherwise.
func PrintCode(code string) string {
	if len(code) == CodeLength {
		return code[:4] + "-" + code[4:8] + "-" + code[8:]
	}
	var b strings.Builder
	for i := 0; i < len(code); i += 4 {
		if i > 0 {
			b.WriteByte('-')
		}
		b.WriteString(code[i:min(i+4, len(code))])
	}
	return b.String()
}

// ReadCode reads a code as people type it: any case, dashes and spaces anywhere, I and L for 1, O for 0.
// False when it cannot be a code of that length.
func ReadCode(typed string, length int) (string, bool) {
	out := make([]byte, 0, length)
	for _, r := range strings.ToUpper(typed) {
		switch r {
		case '-', ' ', '\u00a0', '\u2010', '\u2011', '\u2013':
			continue
		case 'I', 'L':
			r = '1'
		case 'O':
			r = '0'
		}
		if r > 'Z' || strings.IndexByte(alphabet, byte(r)) < 0 || len(out) == length {
			return "", false
		}
		out = append(out, byte(r))
	}
	return string(out), len(out) == length
}

// CodeHash is what is stored of a code and what it is found by. The kind keeps codes of different uses apart.
func (k Keys) CodeHash(kind, code string) string {
	return hex.EncodeToString(mac(k.code, []byte(kind), []byte(code)))
}
