package secrets

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base32"
	"fmt"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"
	"github.com/pquerna/otp/totp"
)

const (
	totpSecretBytes = 20
	totpPeriod      = 30
	totpDigits      = 6
	// totpSkew is how many steps a phone's clock may be off, either way.
	totpSkew = 1
	// Issuer is what the authenticator app shows above the code.
	Issuer = "MASSAR"
)

// NewTOTPSecret makes the secret of an authenticator (160 bits, as RFC 4226 recommends).
func NewTOTPSecret() ([]byte, error) {
	secret := make([]byte, totpSecretBytes)
	if _, err := rand.Read(secret); err != nil {
		return nil, fmt.Errorf("making a second factor: %w", err)
	}
	return secret, nil
}

// PrintTOTPSecret is the secret as a person types it into an authenticator.
func PrintTOTPSecret(secret []byte) string {
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(secret)
}

// TOTPURI is the secret as an authenticator reads it from a picture.
func TOTPURI(secret []byte, account string) (string, error) {
	key, err := totp.Generate(totp.GenerateOpts{
		Issuer: Issuer, AccountName: account, Secret: secret,
		Period: totpPeriod, Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1,
	})
	if err != nil {
		return "", fmt.Errorf("describing a second factor: %w", err)
	}
	return key.URL(), nil
}

// TOTPStep finds the time step that a typed code belongs to, one step early or late included; false when it
// belongs to none. The caller remembers the last step used, so that no code works twice.
func TOTPStep(secret []byte, typed string, now time.Time) (step int64, ok bool, err error) {
	if !IsTOTP(typed) {
		return 0, false, nil
	}
	text := PrintTOTPSecret(secret)
	current := now.Unix() / totpPeriod
	for candidate := current - totpSkew; candidate <= current+totpSkew; candidate++ {
		want, err := hotp.GenerateCodeCustom(text, uint64(candidate), //nolint:gosec // after 1970
			hotp.ValidateOpts{Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
		if err != nil {
			return 0, false, fmt.Errorf("checking a second factor: %w", err)
		}
		// No early exit: the time says nothing about which step matched. The newest wins.
		if subtle.ConstantTimeCompare([]byte(want), []byte(typed)) == 1 {
			step, ok = candidate, true
		}
	}
	return step, ok, nil
}

// IsTOTP says whether the text has the form of an authenticator's code: six digits. Anything else that a
// person types there is taken for a recovery code.
func IsTOTP(typed string) bool {
	if len(typed) != totpDigits {
		return false
	}
	for _, c := range []byte(typed) {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}
