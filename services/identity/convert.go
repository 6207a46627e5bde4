package identity

import (
	"context"
	"errors"
	"time"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/identity/internal/secrets"
	"github.com/massar-platform/massar/services/identity/internal/store"
)

// The roles as the tables hold them: the numbers of both enums, which are the same.
const (
	roleStudent  = int32(optionsv1.Role_ROLE_STUDENT)
	roleGuardian = int32(optionsv1.Role_ROLE_GUARDIAN)
	roleTeacher  = int32(optionsv1.Role_ROLE_TEACHER)
	roleOffice   = int32(optionsv1.Role_ROLE_SCHOOL_OFFICE)
	roleProvince = int32(optionsv1.Role_ROLE_PROVINCE)
	roleAcademy  = int32(optionsv1.Role_ROLE_ACADEMY)
	roleMinistry = int32(optionsv1.Role_ROLE_MINISTRY)
)

const (
	relationSelf = int32(typev1.Relation_SELF)
	rootNode     = "ma"
)

// isStaff says whether a role is held at a node of the organisation.
func isStaff(role int32) bool { return role >= roleTeacher }

func toRole(role int32) typev1.AccountRole_Value { return typev1.AccountRole_Value(role) }

func toName(a store.Account) *typev1.Name { return &typev1.Name{Ar: a.NameAr, Latin: a.NameLatin} }

// toTime writes an instant as JSON shows it.
func toTime(micros int64) string { return time.UnixMicro(micros).UTC().Format(time.RFC3339) }

// caller is who calls, by the token that the chain has verified.
func caller(ctx context.Context) (auth.Principal, error) {
	p, ok := auth.From(ctx)
	if !ok {
		return auth.Principal{}, errs.E(errs.Unauthenticated, errorsv1.Reason_UNAUTHENTICATED, "reading the caller", nil)
	}
	return p, nil
}

// audit writes the line of a change that has no idempotency key.
func (s *Service) audit(ctx context.Context, tx sqldb.Tx, accountID string, role int32, rpc, resource string) error {
	return store.InsertAudit(ctx, tx, store.Audit{
		At: s.now(), AccountID: accountID, Role: auth.RoleName(optionsv1.Role(role)), RPC: rpc, Resource: resource,
		RequestID: write.RequestIDFrom(ctx),
	})
}

// hashError turns the hasher's refusals into answers.
func hashError(ctx context.Context, err error) error {
	switch {
	case errors.Is(err, secrets.ErrBusy):
		return errs.E(errs.Unavailable, errorsv1.Reason_OVERLOADED, "checking a password", err, errs.Meta("retryAfterSeconds", "1"))
	case errors.Is(err, secrets.ErrGivenUp):
		return context.Cause(ctx)
	}
	return err
}

// weakError says what is wrong with a new password.
func weakError(field string, w secrets.Weakness, staff bool) error {
	least := secrets.MinPassword
	if staff {
		least = secrets.MinStaffPassword
	}
	if w == secrets.TooLong {
		return invalidField("judging a new password", field, errorsv1.Reason_FIELD_TOO_LONG, secrets.MaxPassword)
	}
	return errs.E(errs.Invalid, errorsv1.Reason_PASSWORD_TOO_WEAK, "judging a new password", nil,
		errs.Args(least), errs.Field(field, errorsv1.Reason_PASSWORD_TOO_WEAK, least))
}

// invalidField refuses one field of a request.
func invalidField(doing, field string, reason errorsv1.Reason, args ...any) error {
	return errs.E(errs.Invalid, errorsv1.Reason_INVALID_REQUEST, doing, nil, errs.Field(field, reason, args...))
}

func isStaffAccount(roles []store.Role) bool {
	for _, r := range roles {
		if isStaff(r.Role) {
			return true
		}
	}
	return false
}
