package identity

import (
	"context"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/sqldb"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/identity/internal/store"
)

// callerScope is a staff caller with the nodes of his role.
type callerScope struct {
	auth.Principal
	nodes []string
}

// scopeOf reads the caller's nodes.
func (s *Service) scopeOf(ctx context.Context) (callerScope, error) {
	p, err := caller(ctx)
	if err != nil {
		return callerScope{}, err
	}
	nodes, err := store.NodesOf(ctx, s.db, p.AccountID, int32(p.Role))
	return callerScope{Principal: p, nodes: nodes}, err
}

func (c callerScope) covers(node string) bool {
	for _, own := range c.nodes {
		if auth.NodeCovers(own, node) {
			return true
		}
	}
	return false
}

// rank orders roles by power; a teacher has none over accounts.
func (c callerScope) rank() int32 { return int32(c.Role) }

// studentsInScope asks school, with the caller's own token, which of these students are his. School decides;
// officers ask one by one, since the bulk question is the office's alone.
func (s *Service) studentsInScope(ctx context.Context, c callerScope, students []string) (map[string]*typev1.Student, error) {
	found := make(map[string]*typev1.Student, len(students))
	if len(students) == 0 {
		return found, nil
	}
	if c.Role == optionsv1.Role_ROLE_SCHOOL_OFFICE {
		response, err := s.school.CheckStudents(ctx, &schoolv1.CheckStudentsRequest{StudentIds: students})
		if err != nil {
			return nil, err
		}
		for _, student := range response.GetStudents() {
			found[student.GetStudentId()] = student
		}
		return found, nil
	}
	for _, id := range students {
		student, err := s.school.GetStudent(ctx, &schoolv1.GetStudentRequest{StudentId: id})
		switch {
		case err == nil:
			found[id] = student
		case errs.KindOf(err) != errs.NotFound:
			return nil, err
		}
	}
	return found, nil
}

// studentInScope finds one student of the caller's, or says that there is none.
func (s *Service) studentInScope(ctx context.Context, studentID string) (callerScope, *typev1.Student, error) {
	c, err := s.scopeOf(ctx)
	if err != nil {
		return callerScope{}, nil, err
	}
	found, err := s.studentsInScope(ctx, c, []string{studentID})
	if err != nil {
		return callerScope{}, nil, err
	}
	student, ok := found[studentID]
	if !ok {
		return callerScope{}, nil, errs.E(errs.NotFound, errorsv1.Reason_STUDENT_NOT_FOUND, "checking a student", nil)
	}
	return c, student, nil
}

// accountInScope finds an account that the caller is over. Staff accounts count by their nodes only, family
// accounts by the students behind them; not the caller's is the same as not there. It looks before the
// transaction, since school must be asked; holdInScope looks again inside.
func (s *Service) accountInScope(ctx context.Context, c callerScope, accountID string) (store.Account, error) {
	account, ok, err := store.AccountByID(ctx, s.db, accountID)
	if err != nil {
		return store.Account{}, err
	}
	if !ok || accountID == c.AccountID {
		return store.Account{}, accountNotFound(findingAccount)
	}
	roles, err := store.RolesOf(ctx, s.db, accountID)
	if err != nil {
		return store.Account{}, err
	}
	inScope := false
	if isStaffAccount(roles) {
		inScope = c.over(roles)
	} else {
		inScope, err = s.overFamily(ctx, c, roles)
		if err != nil {
			return store.Account{}, err
		}
	}
	if !inScope {
		return store.Account{}, accountNotFound(findingAccount)
	}
	return account, nil
}

const findingAccount = "finding an account in scope"

// holdInScope keeps an account that accountInScope found until the transaction ends, and refuses it when it
// was given a staff role since that is not the caller's to manage. It returns the roles.
func holdInScope(ctx context.Context, tx sqldb.Tx, c callerScope, account store.Account) ([]store.Role, error) {
	roles, err := holdRoles(ctx, tx, account)
	if err != nil {
		return nil, err
	}
	if isStaffAccount(roles) && !c.over(roles) {
		return nil, accountNotFound(findingAccount)
	}
	return roles, nil
}

// holdRoles keeps an account as it was read until the transaction ends, so that nobody adds a role between the
// judgement of its roles and the change, and lists the roles.
func holdRoles(ctx context.Context, tx sqldb.Tx, account store.Account) ([]store.Role, error) {
	_, ok, err := store.HoldAccount(ctx, tx, account.ID, account.PasswordHash)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, errs.E(errs.Aborted, errorsv1.Reason_CONFLICT, findingAccount, nil)
	}
	return store.RolesOf(ctx, tx, account.ID)
}

// over says whether a staff account is the caller's to manage: every staff role of it, a teacher's included,
// lies in his scope and ranks below his own. One role elsewhere is enough to keep him out, since what he does
// concerns the whole account: an officer above both places does it.
func (c callerScope) over(roles []store.Role) bool {
	for _, r := range roles {
		if isStaff(r.Role) && (r.Role >= c.rank() || !c.covers(r.Node)) {
			return false
		}
	}
	return isStaffAccount(roles)
}

// overFamily says whether a student behind a family's account is the caller's.
func (s *Service) overFamily(ctx context.Context, c callerScope, roles []store.Role) (bool, error) {
	students, err := s.studentsBehind(ctx, roles)
	if err != nil {
		return false, err
	}
	found, err := s.studentsInScope(ctx, c, students)
	return len(found) > 0, err
}

// studentsBehind are the student and the guardian's children behind a family's account.
func (s *Service) studentsBehind(ctx context.Context, roles []store.Role) ([]string, error) {
	var students []string
	for _, r := range roles {
		switch r.Role {
		case roleStudent:
			students = append(students, r.PersonID)
		case roleGuardian:
			links, err := store.LinksOfGuardian(ctx, s.db, r.PersonID)
			if err != nil {
				return nil, err
			}
			for _, l := range links {
				students = append(students, l.StudentID)
			}
		}
	}
	return students, nil
}

// bumpPerson kills every access token of the account behind a person, if there is one.
func (s *Service) bumpPerson(ctx context.Context, tx sqldb.Tx, personID string) error {
	roles, err := store.RolesByPersons(ctx, tx, []string{personID})
	if err != nil {
		return err
	}
	seen := map[string]bool{}
	for _, r := range roles {
		if seen[r.AccountID] {
			continue
		}
		seen[r.AccountID] = true
		_, err := store.BumpEpoch(ctx, tx, r.AccountID, s.now())
		if err != nil {
			return err
		}
	}
	return nil
}
