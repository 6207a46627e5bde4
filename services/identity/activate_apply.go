package identity

import (
	"context"
	"strings"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/sqldb"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	"github.com/massar-platform/massar/services/identity/internal/store"
)

// apply takes the code and does what it is for, in one transaction.
func (a *activation) apply(ctx context.Context) (issued, string, error) {
	var is issued
	var identifier string
	var refusal error
	err := a.db.InTx(ctx, func(ctx context.Context, tx sqldb.Tx) error {
		refusal = nil
		account, why, err := a.settle(ctx, tx)
		if err != nil || why != nil {
			refusal = why
			return err
		}
		used, err := store.UseCode(ctx, tx, a.code.Hash, a.now())
		if err != nil {
			return err
		}
		if !used {
			return codeRefused(errorsv1.Reason_ACTIVATION_CODE_USED)
		}
		err = a.try.succeed(ctx, tx)
		if err != nil {
			return err
		}
		err = a.setFactor(ctx, tx, &account)
		if err != nil {
			return err
		}
		err = a.linkChild(ctx, tx)
		if err != nil {
			return err
		}
		is, identifier, err = a.signIn(ctx, tx, account)
		return err
	})
	if err != nil {
		return issued{}, "", err
	}
	return is, identifier, refusal
}

// settle makes or opens the account. A refusal is about the second factor in use: it changes nothing.
func (a *activation) settle(ctx context.Context, tx sqldb.Tx) (account store.Account, refusal, err error) {
	if a.account.ID == "" {
		account, err = a.newAccount(ctx, tx)
		return account, nil, err
	}
	account = a.account
	if account.HasFactor() && a.proven == nil {
		refusal, err = a.useFactor(ctx, tx, account, a.req.GetTotp())
		if err != nil {
			return account, nil, err
		}
		if refusal != nil {
			if errs.Is(refusal, errorsv1.Reason_SECOND_FACTOR_REQUIRED) {
				err = a.try.forgive(ctx, tx)
			}
			return account, refusal, err
		}
	}
	switch {
	case a.joins:
		account.Epoch, err = a.join(ctx, tx, account)
	case a.code.Purpose == store.PurposeReset:
		err = a.replacePassword(ctx, tx, account.ID, a.hash, "")
		account.Epoch++
	default:
		var ok bool
		ok, err = store.Activate(ctx, tx, account.ID, a.hash, a.locale())
		account.Locale = a.locale()
		if err == nil && !ok {
			err = codeRefused(errorsv1.Reason_ACTIVATION_CODE_USED)
		}
	}
	return account, nil, err
}

func (a *activation) locale() string {
	if locale := a.req.GetLocale(); locale != "" {
		return locale
	}
	return string(localtext.Default)
}

// newAccount makes a family's account.
func (a *activation) newAccount(ctx context.Context, tx sqldb.Tx) (store.Account, error) {
	account := store.Account{ID: ids.New(), Locale: a.locale(), PasswordHash: a.hash, CreatedAt: a.now()}
	identifier, taken := a.phone, errorsv1.Reason_IDENTIFIER_TAKEN
	var err error
	switch {
	case a.code.Relation == relationSelf:
		account.NameAr, account.NameLatin = a.code.NameAr, a.code.NameLatin
		identifier, taken = a.code.MassarCode, errorsv1.Reason_ACCOUNT_EXISTS
	case identifier == "":
		identifier, err = generatedIdentifier(ctx, tx)
		if err != nil {
			return store.Account{}, err
		}
	}
	ok, err := store.InsertAccount(ctx, tx, account, identifier)
	if err != nil {
		return store.Account{}, err
	}
	if !ok {
		return store.Account{}, errs.E(errs.AlreadyExists, taken, "activating an account", nil)
	}
	for i := range a.roles {
		a.roles[i].AccountID = account.ID
		_, err := store.AddRole(ctx, tx, a.roles[i])
		if err != nil {
			return store.Account{}, err
		}
	}
	return account, nil
}

// setFactor stores the second factor that was proven, sealed for its account.
func (a *activation) setFactor(ctx context.Context, tx sqldb.Tx, account *store.Account) error {
	if a.proven == nil {
		return nil
	}
	sealed, err := a.keys.Seal(factorLabel(account.ID), a.proven)
	if err != nil {
		return err
	}
	account.TOTPSecret = sealed
	return store.SetFactor(ctx, tx, account.ID, sealed, a.step, strings.Fields(a.code.Recovery))
}

// linkChild joins the child of a guardian's code.
func (a *activation) linkChild(ctx context.Context, tx sqldb.Tx) error {
	if a.code.AccountID != "" || a.code.Relation == relationSelf {
		return nil
	}
	guardian, ok := roleForApp(a.roles, auth.AppWaliye)
	if !ok {
		return errs.E(errs.Internal, errorsv1.Reason_INTERNAL, "linking a child: no guardian", nil)
	}
	return a.link(ctx, tx, guardian.PersonID, a.code)
}

// signIn opens the first session: as a guardian where a guardian's code was brought, else in the highest role.
func (a *activation) signIn(ctx context.Context, tx sqldb.Tx, account store.Account) (issued, string, error) {
	role, ok := highestRole(a.roles)
	if a.joins {
		role, ok = roleForApp(a.roles, auth.AppWaliye)
	}
	if !ok {
		return issued{}, "", errs.E(errs.Internal, errorsv1.Reason_INTERNAL, "activating an account: no role", nil)
	}
	identifier, err := store.IdentifierOf(ctx, tx, account.ID)
	if err != nil {
		return issued{}, "", err
	}
	is, err := a.openSession(ctx, tx, signedIn{
		account: account, role: role, factor: account.HasFactor(), device: a.req.GetDevice(), cookie: a.req.GetCookie(),
	})
	if err != nil {
		return issued{}, "", err
	}
	return is, identifier, a.audit(ctx, tx, account.ID, role.Role, "auth.ActivateAccount", account.ID)
}
