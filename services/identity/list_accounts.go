package identity

import (
	"context"
	"maps"
	"slices"

	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/identity/internal/store"
)

// ListAccounts says of students and staff of the caller's school whether they have an account. Persons that
// are not the caller's are left out, as if they did not exist.
func (s identityServer) ListAccounts(ctx context.Context, req *identityv1.ListAccountsRequest) (*identityv1.ListAccountsResponse, error) {
	response := &identityv1.ListAccountsResponse{}
	if len(req.GetPersonIds()) == 0 {
		return response, nil
	}
	c, err := s.scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	found, err := s.accountsAsked(ctx, c, req)
	if err != nil {
		return nil, err
	}
	for _, id := range req.GetPersonIds() {
		if account := found[id]; account != nil {
			response.Accounts = append(response.Accounts, account)
			delete(found, id)
		}
	}
	return response, nil
}

// accountsAsked looks up the persons' own accounts, or those of their guardians by a relation.
func (s *Service) accountsAsked(ctx context.Context, c callerScope, req *identityv1.ListAccountsRequest) (map[string]*identityv1.PersonAccount, error) {
	if relation := int32(req.GetRelation()); relation != 0 && relation != relationSelf {
		return s.guardianAccounts(ctx, c, req.GetPersonIds(), relation)
	}
	return s.accountsOf(ctx, c, req.GetPersonIds(), req.GetStaffOnly())
}

// guardianAccounts says of each of the caller's students whether somebody is joined to him by a relation, and whether a
// code for it waits to be used. Of several who are joined, one who may sign in counts.
func (s *Service) guardianAccounts(ctx context.Context, c callerScope, persons []string, relation int32) (map[string]*identityv1.PersonAccount, error) {
	students, err := s.studentsInScope(ctx, c, persons)
	if err != nil {
		return nil, err
	}
	own := slices.Collect(maps.Keys(students))
	links, err := store.JoinedAs(ctx, s.db, relation, own)
	if err != nil {
		return nil, err
	}
	guardians := make([]string, 0, len(links))
	for _, link := range links {
		guardians = append(guardians, link.GuardianID)
	}
	roles, err := store.RolesByPersons(ctx, s.db, guardians)
	if err != nil {
		return nil, err
	}
	accountOf := make(map[string]string, len(roles))
	accounts := make([]string, 0, len(roles))
	for _, role := range roles {
		accountOf[role.PersonID] = role.AccountID
		accounts = append(accounts, role.AccountID)
	}
	states, err := store.AccountStates(ctx, s.db, accounts)
	if err != nil {
		return nil, err
	}
	schools, err := store.StudentsWithCode(ctx, s.db, relation, own, s.now())
	if err != nil {
		return nil, err
	}
	found := make(map[string]*identityv1.PersonAccount, len(own))
	for _, id := range own {
		found[id] = &identityv1.PersonAccount{PersonId: id}
	}
	for id, school := range schools {
		found[id].CodeIssued = isPrinted(students[id], school)
	}
	for _, link := range links {
		account, state := found[link.StudentID], states[accountOf[link.GuardianID]]
		if account.GetAccountId() == "" || account.GetSuspended() && !state.Suspended {
			account.AccountId, account.Active, account.Suspended = accountOf[link.GuardianID], state.Active, state.Suspended
		}
	}
	return found, nil
}

// accountsOf looks each person up: staff by node, the others by asking school whether they are its students,
// unless there can be none among them.
func (s *Service) accountsOf(ctx context.Context, c callerScope, persons []string, staffOnly bool) (map[string]*identityv1.PersonAccount, error) {
	found := make(map[string]*identityv1.PersonAccount, len(persons))
	roles, err := store.RolesByPersons(ctx, s.db, persons)
	if err != nil {
		return nil, err
	}
	staff := map[string]bool{}
	accountOf := map[string]string{}
	var accounts []string
	for _, r := range roles {
		accountOf[r.PersonID] = r.AccountID
		accounts = append(accounts, r.AccountID)
		if !isStaff(r.Role) {
			continue
		}
		staff[r.PersonID] = true
		if c.covers(r.Node) {
			found[r.PersonID] = &identityv1.PersonAccount{PersonId: r.PersonID}
		}
	}
	var others []string
	for _, id := range persons {
		if !staff[id] && !staffOnly {
			others = append(others, id)
		}
	}
	students, err := s.studentsInScope(ctx, c, others)
	if err != nil {
		return nil, err
	}
	for id := range students {
		found[id] = &identityv1.PersonAccount{PersonId: id}
	}
	states, err := store.AccountStates(ctx, s.db, accounts)
	if err != nil {
		return nil, err
	}
	printed, err := s.printed(ctx, students, accounts)
	if err != nil {
		return nil, err
	}
	for person, account := range found {
		id := accountOf[person]
		account.AccountId = id
		account.Active = states[id].Active
		account.Suspended = states[id].Suspended
		account.CodeIssued = printed[person] || id != "" && printed[id]
	}
	return found, nil
}

// printed are the students and accounts for whom a code waits to be used; not one that another school printed.
func (s *Service) printed(ctx context.Context, students map[string]*typev1.Student, accounts []string) (map[string]bool, error) {
	schools, err := store.StudentsWithCode(ctx, s.db, relationSelf, slices.Collect(maps.Keys(students)), s.now())
	if err != nil {
		return nil, err
	}
	withCode, err := store.AccountsWithCode(ctx, s.db, accounts, s.now())
	if err != nil {
		return nil, err
	}
	printed := make(map[string]bool, len(schools)+len(withCode))
	for id, school := range schools {
		printed[id] = isPrinted(students[id], school)
	}
	for _, id := range withCode {
		printed[id] = true
	}
	return printed, nil
}
