package identity

import (
	"context"
	"time"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/sqldb"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	"github.com/massar-platform/massar/services/identity/internal/secrets"
	"github.com/massar-platform/massar/services/identity/internal/store"
)

// How long printed codes are good.
const (
	activationLife = 60 * 24 * time.Hour
	resetLife      = 7 * 24 * time.Hour
)

const hashCode = "code"

// codeState is what is wrong with a code: used, or expired (replaced by a newer one included); unspecified
// when it is good.
func codeState(c store.Code, now int64) errorsv1.Reason {
	switch {
	case c.UsedAt != 0:
		return errorsv1.Reason_ACTIVATION_CODE_USED
	case !c.Live || c.ExpiresAt <= now:
		return errorsv1.Reason_ACTIVATION_CODE_EXPIRED
	}
	return errorsv1.Reason_REASON_UNSPECIFIED
}

func codeRefused(reason errorsv1.Reason) error {
	kind := errs.FailedPrecondition
	if reason == errorsv1.Reason_ACTIVATION_CODE_INVALID {
		kind = errs.Invalid
	}
	return errs.E(kind, reason, "reading an activation code", nil)
}

// newCode makes a code and what is stored of it.
func (s *Service) newCode() (printed, hash string, err error) {
	code, err := secrets.NewCode(secrets.CodeLength)
	if err != nil {
		return "", "", err
	}
	return secrets.PrintCode(code), s.keys.CodeHash(hashCode, code), nil
}

// accountCode is a code for an account that exists.
type accountCode struct {
	accountID string
	purpose   string
	life      time.Duration
	newFactor bool
	by        string
}

// issueAccountCode replaces the account's living code of a purpose by a new one.
func (s *Service) issueAccountCode(ctx context.Context, tx sqldb.Tx, c accountCode) (printed, expires string, err error) {
	now := s.clock.Now()
	until := now.Add(c.life).UnixMicro()
	printed, hash, err := s.newCode()
	if err != nil {
		return "", "", err
	}
	err = store.ReplaceAccountCode(ctx, tx, c.accountID, c.purpose, now.UnixMicro())
	if err != nil {
		return "", "", err
	}
	err = store.InsertCodes(ctx, tx, []store.Code{{
		Hash: hash, AccountID: c.accountID, Purpose: c.purpose, NewFactor: c.newFactor, Live: true, ExpiresAt: until,
		IssuedBy: c.by, IssuedAt: now.UnixMicro(),
	}})
	return printed, toTime(until), err
}
