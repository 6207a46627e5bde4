package identity_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// guardians says, in the order asked, whether the guardians of students by a relation have an account or a code.
func (h *house) guardians(office person, relation typev1.Relation_Value, students ...string) []*identityv1.PersonAccount {
	h.t.Helper()
	out, err := h.idara.ListAccounts(office.ctx(h.t.Context()), &identityv1.ListAccountsRequest{PersonIds: students, Relation: relation})
	require.NoError(h.t, err)
	return out.GetAccounts()
}

// Slips of a class that were handed out stay good when the codes that are still missing are printed: neither who
// holds one nor who has an account gets another.
func TestOnlyTheMissingCodesOfAClass(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		office := h.office(h.ministry(), "office@massar.ma", officeNode)
		joined, holds := h.school.add(officeNode), h.school.add(officeNode)
		mother := h.activate(h.one(office, joined, typev1.Relation_MOTHER), goodPass, "waliye")
		handedOut := h.one(office, holds, typev1.Relation_MOTHER)
		_ = h.one(office, holds, typev1.Relation_FATHER)
		without := h.school.add(officeNode)
		_ = h.one(office, without, typev1.Relation_FATHER)
		foreign := h.school.add(otherNode)

		states := h.guardians(office, typev1.Relation_MOTHER, joined, holds, without, foreign)
		require.Len(t, states, 3, "a student of another school is left out")
		require.Equal(t, joined, states[0].GetPersonId())
		require.NotEmpty(t, states[0].GetAccountId())
		require.True(t, states[0].GetActive())
		require.False(t, states[0].GetSuspended())
		require.False(t, states[0].GetCodeIssued(), "it was used")
		require.Empty(t, states[1].GetAccountId())
		require.True(t, states[1].GetCodeIssued())
		require.False(t, states[2].GetCodeIssued(), "the father's is not the mother's")

		missing := classCodes(typev1.Relation_MOTHER)
		missing.Class.OnlyMissing = true
		printed, err := h.idara.IssueActivationCodes(office.write(t.Context()), missing)
		require.NoError(t, err)
		require.Len(t, printed.GetCodes(), 1)
		require.Equal(t, without, printed.GetCodes()[0].GetStudentId())
		printed, err = h.idara.IssueActivationCodes(office.write(t.Context()), missing)
		require.NoError(t, err)
		require.Empty(t, printed.GetCodes(), "nobody is without one now")
		require.NoError(t, h.link(mother, handedOut), "the slip of before is still good")

		// All anew is everybody, those with an account as well, and ends what was not used.
		all, err := h.idara.IssueActivationCodes(office.write(t.Context()), classCodes(typev1.Relation_MOTHER))
		require.NoError(t, err)
		require.Len(t, all.GetCodes(), 3)
		require.NoError(t, h.suspend(office, states[0].GetAccountId(), true))
		require.True(t, h.guardians(office, typev1.Relation_MOTHER, joined)[0].GetSuspended())
		require.Empty(t, h.guardians(office, typev1.Relation_TUTOR, joined)[0].GetAccountId())
	})
}

// For the students themselves a code that waits counts as well.
func TestOnlyTheMissingCodesOfStudents(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		office := h.office(h.ministry(), "office@massar.ma", officeNode)
		holds, without := h.school.add(officeNode), h.school.add(officeNode)
		code := h.one(office, holds, typev1.Relation_SELF)
		missing := classCodes(typev1.Relation_SELF)
		missing.Class.OnlyMissing = true
		printed, err := h.idara.IssueActivationCodes(office.write(t.Context()), missing)
		require.NoError(t, err)
		require.Len(t, printed.GetCodes(), 1)
		require.Equal(t, without, printed.GetCodes()[0].GetStudentId())
		_ = h.activate(code, goodPass, "moutamadris")
		require.Equal(t, []bool{true, false}, []bool{
			h.guardians(office, typev1.Relation_SELF, holds)[0].GetActive(), h.guardians(office, typev1.Relation_SELF, without)[0].GetActive(),
		})
	})
}
