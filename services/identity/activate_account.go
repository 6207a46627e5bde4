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

// ActivateAccount makes or opens an account with a printed single-use code.
//
// A family's code makes the student's or guardian's account. A staff code gives its password to the account
// that the office prepared. A reset code gives a new password, and where it was printed by somebody above the
// owner, a new second factor. Where a role needs a second factor, the first call shows one and the code stays
// good; the call that proves it does everything in one transaction.
//
// With an access token beside it, a guardian's code adds the guardian role to the signed-in person's own
// account (a teacher who is a parent): the password is then the account's.
func (s authServer) ActivateAccount(ctx context.Context, req *authv1.ActivateAccountRequest) (*authv1.SessionResponse, error) {
	code, t, err := s.findCode(ctx, subjectCode, req.GetActivationCode())
	if err != nil {
		return nil, err
	}
	a := activation{Service: s.Service, req: req, code: code, try: t}
	err = a.prepare(ctx)
	if err != nil {
		if errs.KindOf(err) != errs.Unauthenticated || errs.Is(err, errorsv1.Reason_SECOND_FACTOR_REQUIRED) {
			s.forgiveNow(ctx, t)
		}
		return nil, err
	}
	if a.factor.shown != nil {
		return a.show(ctx)
	}
	is, identifier, err := a.apply(ctx)
	if err != nil {
		return nil, err
	}
	response, err := s.sessionResponse(ctx, is)
	if err != nil {
		return nil, err
	}
	response.Identifier = identifier
	return response, nil
}

// findCode reads a typed code and counts the try against it: what cannot be guessed can still be worn down.
func (s *Service) findCode(ctx context.Context, subject, typed string) (store.Code, try, error) {
	text, ok := secrets.ReadCode(typed, secrets.CodeLength)
	if !ok {
		return store.Code{}, try{}, codeRefused(errorsv1.Reason_ACTIVATION_CODE_INVALID)
	}
	hash := s.keys.CodeHash(hashCode, text)
	code, found, err := store.CodeByHash(ctx, s.db, hash)
	if err != nil {
		return store.Code{}, try{}, err
	}
	t, err := s.beginFor(ctx, subject, hash, found)
	if err != nil {
		return store.Code{}, try{}, err
	}
	if !found {
		return store.Code{}, try{}, codeRefused(errorsv1.Reason_ACTIVATION_CODE_INVALID)
	}
	if state := codeState(code, s.now()); state != errorsv1.Reason_REASON_UNSPECIFIED {
		return store.Code{}, try{}, codeRefused(state)
	}
	if err := s.requireSchool(ctx, code); err != nil {
		if !isCodeRefusal(err) {
			s.forgiveNow(ctx, t)
		}
		return store.Code{}, try{}, err
	}
	return code, t, nil
}

// activation is one call of ActivateAccount on its way.
type activation struct {
	*Service
	req  *authv1.ActivateAccountRequest
	code store.Code
	try  try

	// account is the one that the code opens, or the signed-in one; empty for a new account.
	account store.Account
	joins   bool
	roles   []store.Role
	phone   string
	hash    string
	// factor is shown when one must be set up and none was proven yet.
	factor newFactor
	// proven is the sealed second factor to store, with the step that proved it.
	proven []byte
	step   int64
}

// prepare does everything that needs no transaction: it ends in a refusal, in a second factor to show, or
// ready to be applied.
func (a *activation) prepare(ctx context.Context) error {
	err := a.findAccount(ctx)
	if err != nil {
		return err
	}
	if a.joins {
		return nil
	}
	a.phone, err = a.choosePhone()
	if err != nil {
		return err
	}
	own := []string{a.code.MassarCode, a.phone}
	if a.account.ID != "" {
		identifier, err := store.IdentifierOf(ctx, a.db, a.account.ID)
		if err != nil {
			return err
		}
		own = append(own, identifier)
	}
	staff := isStaffAccount(a.roles)
	if w := secrets.CheckPassword(a.req.GetPassword(), staff, own...); w != secrets.Strong {
		return weakError("password", w, staff)
	}
	err = a.prepareFactor(ctx)
	if err != nil || a.factor.shown != nil {
		return err
	}
	a.hash, err = a.hashNew(ctx, "password", a.req.GetPassword(), staff, own...)
	return err
}

// findAccount finds whose account it will be and which roles it has then.
func (a *activation) findAccount(ctx context.Context) error {
	if a.code.AccountID != "" {
		account, ok, err := store.AccountByID(ctx, a.db, a.code.AccountID)
		if err != nil {
			return err
		}
		if !ok {
			return codeRefused(errorsv1.Reason_ACTIVATION_CODE_INVALID)
		}
		if account.Suspended {
			return errs.E(errs.Denied, errorsv1.Reason_ACCOUNT_SUSPENDED, "activating an account", nil)
		}
		a.account = account
		a.roles, err = store.RolesOf(ctx, a.db, account.ID)
		return err
	}
	if a.code.Relation == relationSelf {
		a.roles = []store.Role{{Role: roleStudent, PersonID: a.code.StudentID}}
		return nil
	}
	return a.findJoining(ctx)
}

// prepareFactor decides about the second factor: none needed, one to show, or one that the typed code proves.
func (a *activation) prepareFactor(ctx context.Context) error {
	policy, err := store.Policy(ctx, a.db)
	if err != nil {
		return err
	}
	replaces := a.code.Purpose == store.PurposeReset && a.code.NewFactor
	if a.account.HasFactor() && !replaces {
		// The factor in use is asked for when the change is applied.
		return nil
	}
	if !replaces && !policyAsks(policy, a.roles) {
		return nil
	}
	typed := strings.TrimSpace(a.req.GetTotp())
	if typed == "" {
		identifier, err := a.identifierToShow(ctx)
		if err != nil {
			return err
		}
		a.factor, err = a.makeFactor(codeFactorLabel(a.code.Hash), identifier)
		return err
	}
	if len(a.code.TOTPPending) == 0 {
		return factorRefused(errorsv1.Reason_SECOND_FACTOR_INVALID)
	}
	secret, err := a.keys.Open(codeFactorLabel(a.code.Hash), a.code.TOTPPending)
	if err != nil {
		return err
	}
	step, ok, err := secrets.TOTPStep(secret, typed, a.clock.Now())
	if err != nil {
		return err
	}
	if !ok {
		return factorRefused(errorsv1.Reason_SECOND_FACTOR_INVALID)
	}
	a.proven, a.step = secret, step
	return nil
}

// identifierToShow names the account in the authenticator app.
func (a *activation) identifierToShow(ctx context.Context) (string, error) {
	switch {
	case a.account.ID != "":
		return store.IdentifierOf(ctx, a.db, a.account.ID)
	case a.code.Relation == relationSelf:
		return a.code.MassarCode, nil
	case a.phone != "":
		return a.phone, nil
	}
	return secrets.Issuer, nil
}

// show answers the first of two calls. The factor shown last is the one that counts, so that whoever saw the
// paper earlier holds nothing.
func (a *activation) show(ctx context.Context) (*authv1.SessionResponse, error) {
	err := a.db.InTx(ctx, func(ctx context.Context, tx sqldb.Tx) error {
		ok, err := store.BeginCodeFactor(ctx, tx, a.code.Hash, a.factor.sealed, strings.Join(a.factor.recovery, " "))
		if err != nil {
			return err
		}
		if !ok {
			return codeRefused(errorsv1.Reason_ACTIVATION_CODE_USED)
		}
		return a.try.forgive(ctx, tx)
	})
	if err != nil {
		return nil, err
	}
	return &authv1.SessionResponse{SecondFactor: a.factor.shown}, nil
}

// choosePhone is the telephone that a new guardian signs in with, if there is one. Where the office printed
// the code for a telephone, no other will do.
func (a *activation) choosePhone() (string, error) {
	if a.code.AccountID != "" || a.code.Relation == relationSelf {
		return "", nil
	}
	typed := strings.TrimSpace(a.req.GetPhone())
	if typed == "" {
		return a.code.Phone, nil
	}
	phone, ok := normalPhone(typed)
	if !ok || a.code.Phone != "" && phone != a.code.Phone {
		return "", errs.E(errs.Invalid, errorsv1.Reason_PHONE_INVALID, "activating an account", nil,
			errs.Field("phone", errorsv1.Reason_PHONE_INVALID))
	}
	return phone, nil
}
