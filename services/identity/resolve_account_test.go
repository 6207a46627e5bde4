package identity_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
)

// owner asks, as timetable does for the owner of a calendar address.
func (h *house) owner(accountID string, role optionsv1.Role) *identityv1.ResolveAccountResponse {
	h.t.Helper()
	answer, err := h.timetable.ResolveAccount(h.t.Context(), &identityv1.ResolveAccountRequest{AccountId: accountID, Role: role})
	require.NoError(h.t, err)
	return answer
}

func TestResolveAccount(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		office := h.office(h.ministry(), "office@massar.ma", officeNode)
		studentID, student, father := h.family(office)
		teacher := h.teacher(office, "teacher@massar.ma", officeNode)
		guardian := h.guardianID(father)
		const guardianRole, studentRole, teacherRole = optionsv1.Role_ROLE_GUARDIAN, optionsv1.Role_ROLE_STUDENT, optionsv1.Role_ROLE_TEACHER

		asked := h.owner(student.accountID, studentRole)
		require.True(t, asked.GetActive())
		require.Equal(t, studentID, asked.GetPersonId())
		require.Empty(t, asked.GetStudentIds())

		asked = h.owner(father.accountID, guardianRole)
		require.True(t, asked.GetActive())
		require.Equal(t, guardian, asked.GetPersonId())
		require.Equal(t, []string{studentID}, asked.GetStudentIds())

		asked = h.owner(teacher.accountID, teacherRole)
		require.True(t, asked.GetActive())
		require.Equal(t, []string{officeNode}, asked.GetNodes())

		nothing := (&identityv1.ResolveAccountResponse{}).String()
		require.Equal(t, nothing, h.owner(father.accountID, studentRole).String(), "a role that he does not have")
		require.Equal(t, nothing, h.owner(ids.New(), studentRole).String())

		require.NoError(t, h.custody(office, studentID, guardian, true))
		asked = h.owner(father.accountID, guardianRole)
		require.True(t, asked.GetActive())
		require.Empty(t, asked.GetStudentIds())
		require.NoError(t, h.custody(office, studentID, guardian, false))

		require.NoError(t, h.suspend(office, student.accountID, true))
		require.Equal(t, nothing, h.owner(student.accountID, studentRole).String())
		require.NoError(t, h.suspend(office, student.accountID, false))
		require.True(t, h.owner(student.accountID, studentRole).GetActive())
	})
}

// TestOnlyTimetableResolvesAccounts: it answers about anybody, so nobody else may ask, with or without a token.
func TestOnlyTimetableResolvesAccounts(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ministry := h.ministry()
		for _, client := range []identityv1.IdentityServiceClient{h.idara, h.waliye, h.grade} {
			_, err := client.ResolveAccount(ministry.ctx(t.Context()), &identityv1.ResolveAccountRequest{
				AccountId: ministry.accountID, Role: optionsv1.Role_ROLE_MINISTRY,
			})
			require.Equal(t, errs.Denied, errs.KindOf(err), "%v", err)
		}
	})
}
