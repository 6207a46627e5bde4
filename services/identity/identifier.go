package identity

import (
	"context"
	"crypto/rand"
	"fmt"
	"math/big"
	"regexp"
	"strings"

	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/services/identity/internal/store"
)

// e164 is a telephone number with its country.
var e164 = regexp.MustCompile(`^\+[1-9][0-9]{7,14}$`)

// national is a Moroccan number as people say it.
var national = regexp.MustCompile(`^0[5-8][0-9]{8}$`)

// normalIdentifier brings what a person types to the one form in which it is stored: a Massar code or a
// generated identifier in capitals, a telephone number in E.164, an e-mail address in lower case.
func normalIdentifier(typed string) string {
	typed = strings.TrimSpace(typed)
	if strings.Contains(typed, "@") {
		return strings.ToLower(typed)
	}
	if phone, ok := normalPhone(typed); ok {
		return phone
	}
	return strings.ToUpper(typed)
}

// normalPhone reads a telephone number; false when it is none.
func normalPhone(typed string) (string, bool) {
	phone := strings.Map(func(r rune) rune {
		switch r {
		case ' ', '-', '.', '(', ')', '\u00a0':
			return -1
		}
		return r
	}, typed)
	switch {
	case strings.HasPrefix(phone, "00"):
		phone = "+" + phone[2:]
	case national.MatchString(phone):
		phone = "+212" + phone[1:]
	}
	return phone, e164.MatchString(phone)
}

// generatedTries bounds the search for a free generated identifier; one is enough almost always.
const generatedTries = 8

// generatedIdentifier makes what a guardian without a telephone signs in with: W and eight digits.
func generatedIdentifier(ctx context.Context, tx sqldb.Tx) (string, error) {
	for range generatedTries {
		n, err := rand.Int(rand.Reader, big.NewInt(100_000_000))
		if err != nil {
			return "", fmt.Errorf("making an identifier: %w", err)
		}
		identifier := fmt.Sprintf("W%08d", n.Int64())
		_, taken, err := store.AccountByIdentifier(ctx, tx, identifier)
		if err != nil {
			return "", err
		}
		if !taken {
			return identifier, nil
		}
	}
	return "", fmt.Errorf("making an identifier: none free in %d tries", generatedTries)
}
