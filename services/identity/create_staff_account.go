package identity

import (
	"context"
	"strings"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	"github.com/massar-platform/massar/services/identity/internal/store"
)

const (
	creatingStaff = "creating a staff account"
	// createStaffAccount is the name under which answers are kept.
	createStaffAccount = "identity.CreateStaffAccount"
)

// CreateStaffAccount prepares the account of a staff member or officer and prints its code, or adds the role
// to the account that the same e-mail has already.
func (s identityServer) CreateStaffAccount(ctx context.Context, req *identityv1.CreateStaffAccountRequest,
) (*identityv1.CreateStaffAccountResponse, error) {
	c, err := s.scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	wanted, err := s.checkStaff(ctx, c, req)
	if err != nil {
		return nil, err
	}
	if req.GetValidateOnly() {
		return s.tryStaff(ctx, c, wanted)
	}
	op := write.Op{
		RPC: createStaffAccount, Resource: wanted.role.Node, Request: req, Secret: s.keys.Answers(),
		Detail: map[string]string{"role": req.GetRole().String()},
	}
	return write.Do(ctx, s.db, op, func(ctx context.Context, tx sqldb.Tx) (*identityv1.CreateStaffAccountResponse, error) {
		return s.staffAccount(ctx, tx, c, wanted)
	})
}

func (s *Service) staffAccount(ctx context.Context, tx sqldb.Tx, c callerScope, w staffWanted) (*identityv1.CreateStaffAccountResponse, error) {
	account, exists, err := store.AccountByIdentifier(ctx, tx, w.email)
	if err != nil {
		return nil, err
	}
	if exists {
		return s.addStaffRole(ctx, tx, c, account, w)
	}
	return s.newStaff(ctx, tx, c, w)
}

// staffWanted is a checked request.
type staffWanted struct {
	email string
	ar    string
	latin string
	role  store.Role
}

// newStaff makes an account that waits for its code.
func (s *Service) newStaff(ctx context.Context, tx sqldb.Tx, c callerScope, w staffWanted) (*identityv1.CreateStaffAccountResponse, error) {
	if w.role.PersonID == "" {
		w.role.PersonID = ids.New()
	}
	account := store.Account{ID: ids.New(), NameAr: w.ar, NameLatin: w.latin, Locale: string(localtext.Default), CreatedAt: s.now()}
	free, err := store.InsertAccount(ctx, tx, account, w.email)
	if err != nil {
		return nil, err
	}
	if !free {
		// Made by somebody else since we looked: asking again finds it.
		return nil, errs.E(errs.Aborted, errorsv1.Reason_CONFLICT, creatingStaff, nil)
	}
	w.role.AccountID = account.ID
	_, err = store.AddRole(ctx, tx, w.role)
	if err != nil {
		return nil, err
	}
	return s.staffAnswer(ctx, tx, c, w.role)
}

// addStaffRole gives an existing account one role more. The account must be the caller's to manage already:
// a role in one's own school is otherwise a hold on somebody else's colleague. Where the account still waits
// for its first code, a fresh one is printed; else none is, since a code opens the whole account.
func (s *Service) addStaffRole(ctx context.Context, tx sqldb.Tx, c callerScope, account store.Account, w staffWanted,
) (*identityv1.CreateStaffAccountResponse, error) {
	roles, err := holdRoles(ctx, tx, account)
	if err != nil {
		return nil, err
	}
	if !c.over(roles) {
		return nil, errs.E(errs.AlreadyExists, errorsv1.Reason_IDENTIFIER_TAKEN, creatingStaff, nil,
			errs.Field("email", errorsv1.Reason_IDENTIFIER_TAKEN))
	}
	w.role.AccountID = account.ID
	w.role.PersonID, err = personFor(roles, w.role)
	if err != nil {
		return nil, err
	}
	added, err := store.AddRole(ctx, tx, w.role)
	if err != nil {
		return nil, err
	}
	if added {
		now := s.now()
		_, err := store.BumpEpoch(ctx, tx, account.ID, now)
		if err != nil {
			return nil, err
		}
		// Whoever printed a reset code was over the roles of then, not over this one.
		err = store.ReplaceAccountCode(ctx, tx, account.ID, store.PurposeReset, now)
		if err != nil {
			return nil, err
		}
	}
	if !account.Active() {
		return s.staffAnswer(ctx, tx, c, w.role)
	}
	return &identityv1.CreateStaffAccountResponse{AccountId: account.ID, StaffId: w.role.PersonID}, nil
}

// personFor is the staff id of a new role: the one asked for, else the one that the person has. One role has
// one staff id, since the token carries one.
func personFor(roles []store.Role, wanted store.Role) (string, error) {
	person := wanted.PersonID
	for _, r := range roles {
		if !isStaff(r.Role) {
			continue
		}
		if person == "" {
			person = r.PersonID
		}
		if r.Role == wanted.Role && r.PersonID != person {
			return "", errs.E(errs.AlreadyExists, errorsv1.Reason_ACCOUNT_EXISTS, creatingStaff, nil, errs.Meta("staffId", r.PersonID))
		}
	}
	if person == "" {
		person = ids.New()
	}
	return person, nil
}

func (s *Service) staffAnswer(ctx context.Context, tx sqldb.Tx, c callerScope, role store.Role) (*identityv1.CreateStaffAccountResponse, error) {
	printed, expires, err := s.issueAccountCode(ctx, tx, accountCode{
		accountID: role.AccountID, purpose: store.PurposeActivate, life: activationLife, by: c.AccountID,
	})
	if err != nil {
		return nil, err
	}
	return &identityv1.CreateStaffAccountResponse{
		AccountId: role.AccountID, StaffId: role.PersonID, ActivationCode: printed, ExpiresAt: expires,
	}, nil
}

// mayCreate is who makes whom: the office its teachers, officers whoever stands below them, teachers excepted,
// since a teacher is a record of his school first. An office makes no colleague of its own: who decides with it
// would then be its own choice.
func mayCreate(caller, wanted int32) bool {
	if caller == roleOffice {
		return wanted == roleTeacher
	}
	return wanted >= roleOffice && wanted < caller
}

// checkStaff holds a request against the caller's right, the form of the node and what school knows.
func (s *Service) checkStaff(ctx context.Context, c callerScope, req *identityv1.CreateStaffAccountRequest) (staffWanted, error) {
	w := staffWanted{
		email: normalIdentifier(req.GetEmail()),
		role:  store.Role{Role: int32(req.GetRole()), Node: req.GetNode(), PersonID: strings.ToLower(req.GetStaffId())},
	}
	if !mayCreate(c.rank(), w.role.Role) {
		return w, errs.E(errs.Denied, errorsv1.Reason_ACCESS_DENIED, creatingStaff, nil, errs.Field("role", errorsv1.Reason_ACCESS_DENIED))
	}
	if !fitsNode(w.role.Role, w.role.Node) {
		return w, invalidField(creatingStaff, "node", errorsv1.Reason_FIELD_FORMAT)
	}
	if !c.covers(w.role.Node) {
		return w, errs.E(errs.NotFound, errorsv1.Reason_NOT_FOUND, creatingStaff, nil, errs.Field("node", errorsv1.Reason_NOT_FOUND))
	}
	var err error
	w.ar, err = cleanName(req.GetName().GetAr(), "name.ar")
	if err != nil {
		return w, err
	}
	w.latin, err = cleanName(req.GetName().GetLatin(), "name.latin")
	if err != nil {
		return w, err
	}
	if w.ar == "" && w.latin == "" {
		return w, invalidField(creatingStaff, "name", errorsv1.Reason_FIELD_REQUIRED)
	}
	if w.role.PersonID == "" && w.role.Role == roleTeacher && !req.GetValidateOnly() {
		return w, invalidField(creatingStaff, "staffId", errorsv1.Reason_FIELD_REQUIRED)
	}
	return w, s.checkSchool(ctx, w)
}

// maxName bounds a name in bytes.
const maxName = 200

func cleanName(typed, field string) (string, error) {
	name, err := localtext.CleanName(typed)
	if err != nil {
		return "", errs.E(errs.Invalid, errorsv1.Reason_TEXT_NOT_ALLOWED, creatingStaff, err, errs.Field(field, errorsv1.Reason_TEXT_NOT_ALLOWED))
	}
	if len(name) > maxName {
		return "", invalidField(creatingStaff, field, errorsv1.Reason_FIELD_TOO_LONG, maxName)
	}
	return name, nil
}
