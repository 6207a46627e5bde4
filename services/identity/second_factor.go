package identity

import (
	"context"
	"strings"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/sqldb"
	authv1 "github.com/massar-platform/massar/proto/gen/massar/auth/v1"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	"github.com/massar-platform/massar/services/identity/internal/secrets"
	"github.com/massar-platform/massar/services/identity/internal/store"
)

// recoveryCodes is how many recovery codes come with a second factor.
const recoveryCodes = 8

const hashRecovery = "recovery"

func factorLabel(accountID string) string { return "second factor of account " + accountID }

func codeFactorLabel(codeHash string) string { return "second factor shown for code " + codeHash }

// factorRequired is the answer to a sign-in that brought no second factor. enrol says that none is set up,
// so that asking again cannot help: the office prints a code with which one is set up.
func factorRequired(enrol bool) error {
	var opts []errs.Option
	if enrol {
		opts = append(opts, errs.Meta("enrol", "true"))
	}
	return errs.E(errs.Unauthenticated, errorsv1.Reason_SECOND_FACTOR_REQUIRED, "asking for a second factor", nil, opts...)
}

func factorRefused(reason errorsv1.Reason) error {
	return errs.E(errs.Unauthenticated, reason, "checking a second factor", nil)
}

// useFactor takes an authenticator's code or a recovery code, each good once. The refusal is what the person
// is told; nothing was changed then. err means that it could not be looked at.
func (s *Service) useFactor(ctx context.Context, tx sqldb.Tx, a store.Account, typed string) (refusal, err error) {
	typed = strings.TrimSpace(typed)
	if typed == "" {
		return factorRequired(false), nil
	}
	if !secrets.IsTOTP(typed) {
		return s.useRecovery(ctx, tx, a, typed)
	}
	secret, err := s.keys.Open(factorLabel(a.ID), a.TOTPSecret)
	if err != nil {
		return nil, err
	}
	step, ok, err := secrets.TOTPStep(secret, typed, s.clock.Now())
	if err != nil {
		return nil, err
	}
	if !ok {
		return factorRefused(errorsv1.Reason_SECOND_FACTOR_INVALID), nil
	}
	fresh, err := store.UseStep(ctx, tx, a.ID, step)
	if err != nil || fresh {
		return nil, err
	}
	return factorRefused(errorsv1.Reason_SECOND_FACTOR_REUSED), nil
}

func (s *Service) useRecovery(ctx context.Context, tx sqldb.Tx, a store.Account, typed string) (refusal, err error) {
	code, ok := secrets.ReadCode(typed, secrets.RecoveryLength)
	if !ok {
		return factorRefused(errorsv1.Reason_SECOND_FACTOR_INVALID), nil
	}
	hash := s.keys.CodeHash(hashRecovery, code)
	fresh, err := store.UseRecovery(ctx, tx, a.ID, hash, s.now())
	if err != nil || fresh {
		return nil, err
	}
	used, err := store.RecoveryUsed(ctx, tx, a.ID, hash)
	if err != nil {
		return nil, err
	}
	if used {
		return factorRefused(errorsv1.Reason_SECOND_FACTOR_REUSED), nil
	}
	return factorRefused(errorsv1.Reason_SECOND_FACTOR_INVALID), nil
}

// newFactor is a second factor that was just made: what is shown once, and what is stored of it.
type newFactor struct {
	shown    *authv1.SecondFactorEnrolment
	sealed   []byte
	recovery []string
}

// makeFactor makes a second factor; label binds the sealed secret to its row.
func (s *Service) makeFactor(label, identifier string) (newFactor, error) {
	secret, err := secrets.NewTOTPSecret()
	if err != nil {
		return newFactor{}, err
	}
	uri, err := secrets.TOTPURI(secret, identifier)
	if err != nil {
		return newFactor{}, err
	}
	f := newFactor{shown: &authv1.SecondFactorEnrolment{Secret: secrets.PrintTOTPSecret(secret), OtpauthUri: uri}}
	f.sealed, err = s.keys.Seal(label, secret)
	if err != nil {
		return newFactor{}, err
	}
	for range recoveryCodes {
		code, err := secrets.NewCode(secrets.RecoveryLength)
		if err != nil {
			return newFactor{}, err
		}
		f.shown.RecoveryCodes = append(f.shown.RecoveryCodes, secrets.PrintCode(code))
		f.recovery = append(f.recovery, s.keys.CodeHash(hashRecovery, code))
	}
	return f, nil
}

// policyAsks says whether any of the roles must bring a second factor.
func policyAsks(policy map[int32]bool, roles []store.Role) bool {
	for _, r := range roles {
		if policy[r.Role] {
			return true
		}
	}
	return false
}
