package identity_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	authv1 "github.com/massar-platform/massar/proto/gen/massar/auth/v1"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// reach is what a person may reach now, as any service would learn it.
func (h *house) reach(p person) []string {
	h.t.Helper()
	scope, err := h.grade.ResolveScope(p.ctx(h.t.Context()), &identityv1.ResolveScopeRequest{})
	require.NoError(h.t, err)
	return append(scope.GetNodes(), scope.GetStudentIds()...)
}

// renewed is the person with a fresh access token.
func (h *house) renewed(p person) person {
	h.t.Helper()
	response, err := h.refresh(p.refresh)
	require.NoError(h.t, err)
	p.take(response)
	return p
}

func (h *house) guardianID(p person) string {
	h.t.Helper()
	account, err := h.waliye.GetAccount(p.ctx(h.t.Context()), &identityv1.GetAccountRequest{})
	require.NoError(h.t, err)
	return account.GetPersonId()
}

func TestScopes(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ministry := h.ministry()
		office := h.office(ministry, "office@massar.ma", officeNode)
		studentID, student, father := h.family(office)
		require.Equal(t, []string{"ma"}, h.reach(ministry))
		require.Equal(t, []string{officeNode}, h.reach(office))
		require.Equal(t, []string{studentID}, h.reach(father))
		require.Empty(t, h.reach(student), "a student's own id is in his token")
		account, err := h.waliye.GetAccount(student.ctx(t.Context()), &identityv1.GetAccountRequest{})
		require.NoError(t, err)
		require.Equal(t, studentID, account.GetPersonId())
		require.Equal(t, "Alaoui Sara", account.GetName().GetLatin())
	})
}

func TestCustodyDenyBeatsEveryLink(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		office := h.office(h.ministry(), "office@massar.ma", officeNode)
		studentID, _, father := h.family(office)
		guardian := h.guardianID(father)
		custody := func(denied bool) error {
			_, err := h.idara.SetCustody(office.write(t.Context()), &identityv1.SetCustodyRequest{
				StudentId: studentID, GuardianId: guardian, Denied: denied, Reason: "court decision 12/26",
			})
			return err
		}
		require.NoError(t, custody(true))
		h.poll()
		_, err := h.grade.ResolveScope(father.ctx(t.Context()), &identityv1.ResolveScopeRequest{})
		refused(t, err, errs.Unauthenticated, errorsv1.Reason_TOKEN_REVOKED)
		father = h.renewed(father)
		require.Empty(t, h.reach(father))
		children, err := h.waliye.ListChildren(father.ctx(t.Context()), &identityv1.ListChildrenRequest{})
		require.NoError(t, err)
		require.Len(t, children.GetChildren(), 1)
		require.True(t, children.GetChildren()[0].GetCustodyDenied())

		// Leaving and coming back with a new code of any relation changes nothing, and does not look like success.
		_, err = h.waliye.UnlinkGuardian(father.write(t.Context()), &identityv1.UnlinkGuardianRequest{StudentId: studentID})
		require.NoError(t, err)
		h.poll()
		father = h.renewed(father)
		_, err = h.issue(office, forOne(studentID, typev1.Relation_FATHER))
		refused(t, err, errs.FailedPrecondition, errorsv1.Reason_CUSTODY_DENIED)
		codes, err := h.issue(office, forOne(studentID, typev1.Relation_MOTHER))
		require.NoError(t, err)
		_, err = h.waliye.LinkChild(father.write(t.Context()), &identityv1.LinkChildRequest{ActivationCode: codes[0].GetActivationCode()})
		refused(t, err, errs.FailedPrecondition, errorsv1.Reason_CUSTODY_DENIED)
		require.Empty(t, h.reach(father))
		_ = h.activate(codes[0].GetActivationCode(), goodPass, "waliye")

		// The office sees the decision though the link has ended.
		guardians, err := h.idara.ListGuardians(office.ctx(t.Context()), &identityv1.ListGuardiansRequest{StudentId: studentID})
		require.NoError(t, err)
		denied := map[string]bool{}
		for _, g := range guardians.GetGuardians() {
			denied[g.GetGuardianId()] = g.GetCustodyDenied()
		}
		require.Len(t, denied, 2)
		require.True(t, denied[guardian])

		require.NoError(t, custody(false))
		h.poll()
		father = h.renewed(father)
		require.Empty(t, h.reach(father))
		codes, err = h.issue(office, forOne(studentID, typev1.Relation_FATHER))
		require.NoError(t, err)
		_, err = h.waliye.LinkChild(father.write(t.Context()), &identityv1.LinkChildRequest{ActivationCode: codes[0].GetActivationCode()})
		require.NoError(t, err)
		require.Equal(t, []string{studentID}, h.reach(father))

		guardian = ids.New()
		refused(t, custody(true), errs.NotFound, errorsv1.Reason_GUARDIAN_LINK_NOT_FOUND)
	})
}

func TestLinkChild(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		office := h.office(h.ministry(), "office@massar.ma", officeNode)
		studentID, _, father := h.family(office)
		second := h.school.add(officeNode)
		link := func(code string) error {
			_, err := h.waliye.LinkChild(father.write(t.Context()), &identityv1.LinkChildRequest{ActivationCode: code})
			return err
		}
		codes, err := h.issue(office, forOne(second, typev1.Relation_FATHER), forOne(second, typev1.Relation_SELF), forOne(studentID, typev1.Relation_TUTOR))
		require.NoError(t, err)
		require.NoError(t, link(codes[0].GetActivationCode()))
		require.ElementsMatch(t, []string{studentID, second}, h.reach(father))
		refused(t, link(codes[0].GetActivationCode()), errs.FailedPrecondition, errorsv1.Reason_ACTIVATION_CODE_USED)
		refused(t, link(codes[1].GetActivationCode()), errs.Invalid, errorsv1.Reason_ACTIVATION_CODE_INVALID)
		refused(t, link(codes[2].GetActivationCode()), errs.AlreadyExists, errorsv1.Reason_GUARDIAN_LINK_EXISTS)
		for range 8 {
			refused(t, link("ZZZZZZZZZZZZZ"), errs.Invalid, errorsv1.Reason_ACTIVATION_CODE_INVALID)
		}
		refused(t, link("ZZZZZZZZZZZZZ"), errs.ResourceExhausted, errorsv1.Reason_TOO_MANY_TRIES)
	})
}

func TestUnlinkedGuardiansReachNothing(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ministry := h.ministry()
		office := h.office(ministry, "office@massar.ma", officeNode)
		foreign := h.office(h.again(ministry), "foreign@massar.ma", otherNode)
		studentID, _, father := h.family(office)
		_, _, stranger := h.family(office)
		guardian := h.guardianID(father)
		unlink := func(p person, guardianID string) error {
			client := h.waliye
			if p.app == "idara" {
				client = h.idara
			}
			_, err := client.UnlinkGuardian(p.write(t.Context()), &identityv1.UnlinkGuardianRequest{StudentId: studentID, GuardianId: guardianID})
			return err
		}
		refused(t, unlink(stranger, guardian), errs.NotFound, errorsv1.Reason_GUARDIAN_LINK_NOT_FOUND)
		refused(t, unlink(stranger, ""), errs.NotFound, errorsv1.Reason_GUARDIAN_LINK_NOT_FOUND)
		refused(t, unlink(foreign, guardian), errs.NotFound, errorsv1.Reason_STUDENT_NOT_FOUND)
		office = h.again(office)
		refused(t, unlink(office, ""), errs.Invalid, errorsv1.Reason_INVALID_REQUEST)
		require.NoError(t, unlink(office, guardian))
		refused(t, unlink(office, guardian), errs.NotFound, errorsv1.Reason_GUARDIAN_LINK_NOT_FOUND)
		h.poll()
		refused(t, h.works(father.access), errs.Unauthenticated, errorsv1.Reason_TOKEN_REVOKED)
		require.Empty(t, h.reach(h.renewed(father)))
		guardians, err := h.idara.ListGuardians(office.ctx(t.Context()), &identityv1.ListGuardiansRequest{StudentId: studentID})
		require.NoError(t, err)
		require.Empty(t, guardians.GetGuardians())
		_, err = h.idara.ListGuardians(foreign.ctx(t.Context()), &identityv1.ListGuardiansRequest{StudentId: studentID})
		refused(t, err, errs.NotFound, errorsv1.Reason_STUDENT_NOT_FOUND)
	})
}

func TestListAccountsShowsOnlyOnesOwn(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ministry := h.ministry()
		office := h.office(ministry, "office@massar.ma", officeNode)
		studentID, student, father := h.family(office)
		teacher := h.teacher(office, "teacher@massar.ma", officeNode)
		waiting, unknown, foreign := h.school.add(officeNode), h.school.add(officeNode), h.school.add(otherNode)
		_, err := h.issue(office, forOne(waiting, typev1.Relation_SELF))
		require.NoError(t, err)
		account, err := h.waliye.GetAccount(teacher.ctx(t.Context()), &identityv1.GetAccountRequest{})
		require.NoError(t, err)
		persons := []string{studentID, waiting, unknown, foreign, account.GetPersonId(), h.guardianID(father), ids.New()}
		list := func(p person) []*identityv1.PersonAccount {
			response, err := h.idara.ListAccounts(p.ctx(t.Context()), &identityv1.ListAccountsRequest{PersonIds: persons})
			require.NoError(t, err)
			return response.GetAccounts()
		}
		got := list(office)
		require.Len(t, got, 4)
		require.Equal(t, student.accountID, got[0].GetAccountId())
		require.True(t, got[0].GetActive())
		require.False(t, got[0].GetCodeIssued())
		require.True(t, got[1].GetCodeIssued())
		require.Empty(t, got[1].GetAccountId())
		require.False(t, got[2].GetCodeIssued())
		require.Equal(t, teacher.accountID, got[3].GetAccountId())
		got = list(h.office(h.again(ministry), "foreign@massar.ma", otherNode))
		require.Len(t, got, 1)
		require.Equal(t, foreign, got[0].GetPersonId())
	})
}

// A staff list finds the accounts behind its records without asking school about any of them; an officer sees those
// below his node.
func TestListAccountsOfStaff(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ministry := h.ministry()
		office := h.office(ministry, "office@massar.ma", officeNode)
		foreign := h.office(h.again(ministry), "foreign@massar.ma", otherNode)
		teacher := h.teacher(office, "teacher@massar.ma", officeNode)
		waiting := h.record(officeNode)
		made, err := h.staff(office, "waiting@massar.ma", typev1.AccountRole_TEACHER, officeNode, waiting)
		require.NoError(t, err)
		account, err := h.waliye.GetAccount(teacher.ctx(t.Context()), &identityv1.GetAccountRequest{})
		require.NoError(t, err)
		student := h.school.add(officeNode)
		persons := []string{waiting, h.record(officeNode), account.GetPersonId(), student}
		want := []*identityv1.PersonAccount{
			{PersonId: waiting, AccountId: made.GetAccountId(), CodeIssued: true},
			{PersonId: account.GetPersonId(), AccountId: teacher.accountID, Active: true},
		}
		for name, tt := range map[string]struct {
			as   person
			want []*identityv1.PersonAccount
		}{"the office": {office, want}, "the ministry": {h.again(ministry), want}, "another office": {as: foreign}} {
			got, err := h.idara.ListAccounts(tt.as.ctx(t.Context()), &identityv1.ListAccountsRequest{PersonIds: persons, StaffOnly: true})
			require.NoError(t, err, name)
			require.True(t, proto.Equal(&identityv1.ListAccountsResponse{Accounts: tt.want}, got), "%s: %v", name, got)
		}
	})
}

func TestPasswordReset(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ministry := h.ministry()
		office := h.office(ministry, "office@massar.ma", officeNode)
		_, student, father := h.family(office)
		issue := func(p person, account string) (string, error) {
			response, err := h.idara.IssueResetCode(p.write(t.Context()), &identityv1.IssueResetCodeRequest{AccountId: account})
			return response.GetResetCode(), err
		}
		reset := func(identifier, code, password string) error {
			_, err := h.auth.ResetPassword(t.Context(), &authv1.ResetPasswordRequest{Identifier: identifier, ResetCode: code, NewPassword: password})
			return err
		}
		for _, account := range []string{ministry.accountID, office.accountID, ids.New()} {
			_, err := issue(office, account)
			refused(t, err, errs.NotFound, errorsv1.Reason_ACCOUNT_NOT_FOUND)
		}
		code, err := issue(office, student.accountID)
		require.NoError(t, err)
		refused(t, reset(father.identifier, code, otherPass), errs.Invalid, errorsv1.Reason_RESET_CODE_INVALID)
		refused(t, reset("nobody", code, otherPass), errs.Invalid, errorsv1.Reason_RESET_CODE_INVALID)
		refused(t, reset(student.identifier, "ABCD-EFGH-JKMNP", otherPass), errs.Invalid, errorsv1.Reason_RESET_CODE_INVALID)
		refused(t, reset(student.identifier, code, "12345678"), errs.Invalid, errorsv1.Reason_PASSWORD_TOO_WEAK)
		require.NoError(t, reset(student.identifier, code, otherPass))
		refused(t, reset(student.identifier, code, goodPass), errs.Invalid, errorsv1.Reason_RESET_CODE_INVALID)
		_, err = h.refresh(student.refresh)
		refused(t, err, errs.Unauthenticated, errorsv1.Reason_TOKEN_REVOKED)
		student.password = otherPass
		_ = h.again(student)

		code, err = issue(office, father.accountID)
		require.NoError(t, err)
		fresh, err := issue(office, father.accountID)
		require.NoError(t, err)
		refused(t, reset(father.identifier, code, otherPass), errs.Invalid, errorsv1.Reason_RESET_CODE_INVALID)
		h.clock.Advance(8 * 24 * 3600e9)
		refused(t, reset(father.identifier, fresh, otherPass), errs.Invalid, errorsv1.Reason_RESET_CODE_INVALID)
	})
}
