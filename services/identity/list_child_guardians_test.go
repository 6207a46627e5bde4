package identity_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// Guardians of one child see that the others are there and which decisions stand; whoever is denied sees nothing.
func TestGuardiansSeeEachOther(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		office := h.office(h.ministry(), "office@massar.ma", officeNode)
		child, student, father := h.family(office)
		other, _, stranger := h.family(office)
		codes, err := h.issue(office, forOne(child, typev1.Relation_MOTHER))
		require.NoError(t, err)
		mother := h.activate(codes[0].GetActivationCode(), goodPass, "waliye")
		list := func(p person, of string) ([]*typev1.ChildGuardian, error) {
			answer, err := h.waliye.ListChildGuardians(p.ctx(t.Context()), &identityv1.ListChildGuardiansRequest{StudentId: of})
			return answer.GetGuardians(), err
		}
		seen := func(p person) map[typev1.Relation_Value][]string {
			guardians, err := list(p, child)
			require.NoError(t, err)
			out, selves := map[typev1.Relation_Value][]string{}, 0
			for _, g := range guardians {
				require.NotNil(t, g.GetName())
				out[g.GetRelation()] = append([]string{}, g.GetRestrictions()...)
				if g.GetSelf() {
					selves++
				}
			}
			require.Equal(t, 1, selves, "the caller is one of them")
			return out
		}
		both := map[typev1.Relation_Value][]string{typev1.Relation_FATHER: {}, typev1.Relation_MOTHER: {}}
		require.Equal(t, both, seen(father))
		require.Equal(t, both, seen(mother))
		for name, ask := range map[string]struct {
			by person
			of string
		}{"a stranger": {stranger, child}, "of another child": {mother, other}, "of nobody": {mother, ids.New()}} {
			_, err := list(ask.by, ask.of)
			require.Equal(t, errs.NotFound, errs.KindOf(err), name)
			refused(t, err, errs.NotFound, errorsv1.Reason_STUDENT_NOT_FOUND)
		}
		_, err = list(student, child)
		require.Equal(t, errs.Denied, errs.KindOf(err), "the student himself is no guardian")

		_, err = h.idara.SetCustody(office.write(t.Context()), &identityv1.SetCustodyRequest{
			StudentId: child, GuardianId: h.guardianID(father), Denied: true, Reason: "court decision 12/26",
		})
		require.NoError(t, err)
		h.poll()
		father = h.renewed(father)
		_, err = list(father, child)
		refused(t, err, errs.NotFound, errorsv1.Reason_STUDENT_NOT_FOUND)
		denied := map[typev1.Relation_Value][]string{typev1.Relation_FATHER: {"CUSTODY"}, typev1.Relation_MOTHER: {}}
		require.Equal(t, denied, seen(mother))
		_, err = h.waliye.UnlinkGuardian(father.write(t.Context()), &identityv1.UnlinkGuardianRequest{StudentId: child})
		require.NoError(t, err)
		require.Equal(t, denied, seen(mother), "the decision stands though the link has ended")
	})
}
