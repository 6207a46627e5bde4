package identity_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/errs"
	authv1 "github.com/massar-platform/massar/proto/gen/massar/auth/v1"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

func (h *house) custody(office person, studentID, guardianID string, denied bool) error {
	_, err := h.idara.SetCustody(office.write(h.t.Context()), &identityv1.SetCustodyRequest{
		StudentId: studentID, GuardianId: guardianID, Denied: denied, Reason: "court decision 12/26",
	})
	return err
}

// A guardian who is sent away may hold a second paper: none of the student's guardians' codes outlives that.
func TestNoPrintedCodeOutlivesADenyOrAnUnlink(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		office := h.office(h.ministry(), "office@massar.ma", officeNode)
		for _, deny := range []bool{true, false} {
			studentID, other := h.school.add(officeNode), h.school.add(officeNode)
			phone := "+212661000001"
			codes, err := h.issue(office,
				forOne(studentID, typev1.Relation_FATHER), forOne(studentID, typev1.Relation_TUTOR), forOne(studentID, typev1.Relation_OTHER),
				&identityv1.IssueActivationCodesRequest_For{StudentId: studentID, Relation: typev1.Relation_FATHER, Phone: &phone},
				forOne(studentID, typev1.Relation_SELF), forOne(other, typev1.Relation_TUTOR),
			)
			require.NoError(t, err)
			father := h.activate(codes[0].GetActivationCode(), goodPass, "waliye")
			guardian := h.guardianID(father)
			if deny {
				require.NoError(t, h.custody(office, studentID, guardian, true))
			} else {
				_, err := h.idara.UnlinkGuardian(office.write(t.Context()), &identityv1.UnlinkGuardianRequest{StudentId: studentID, GuardianId: guardian})
				require.NoError(t, err)
			}
			for _, code := range codes[1:4] {
				refused(t, h.try(code.GetActivationCode(), goodPass), errs.FailedPrecondition, errorsv1.Reason_ACTIVATION_CODE_EXPIRED)
			}
			h.poll()
			father = h.renewed(father)
			_, err = h.waliye.LinkChild(father.write(t.Context()), &identityv1.LinkChildRequest{ActivationCode: codes[1].GetActivationCode()})
			refused(t, err, errs.FailedPrecondition, errorsv1.Reason_ACTIVATION_CODE_EXPIRED)
			require.Empty(t, h.reach(father))
			_ = h.activate(codes[4].GetActivationCode(), goodPass, "moutamadris")
			_, err = h.waliye.LinkChild(father.write(t.Context()), &identityv1.LinkChildRequest{ActivationCode: codes[5].GetActivationCode()})
			require.NoError(t, err, "another child's code is not meant")
		}
	})
}

func TestADenyKeepsCodesFromBeingPrinted(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		office := h.office(h.ministry(), "office@massar.ma", officeNode)
		studentID, other := h.school.add(officeNode), h.school.add(officeNode)
		phone, free := "0661000002", "+212661000003"
		on := func(student string, relation typev1.Relation_Value, phone string) *identityv1.IssueActivationCodesRequest_For {
			return &identityv1.IssueActivationCodesRequest_For{StudentId: student, Relation: relation, Phone: &phone}
		}
		codes, err := h.issue(office, on(studentID, typev1.Relation_FATHER, phone))
		require.NoError(t, err)
		father := h.activate(codes[0].GetActivationCode(), goodPass, "waliye")
		require.Equal(t, "+212661000002", father.identifier)
		guardian := h.guardianID(father)
		require.NoError(t, h.custody(office, studentID, guardian, true))

		for _, c := range []struct {
			name   string
			want   *identityv1.IssueActivationCodesRequest_For
			denied bool
		}{
			{"his relation", forOne(studentID, typev1.Relation_FATHER), true},
			{"his relation on another telephone", on(studentID, typev1.Relation_FATHER, free), true},
			{"his telephone as tutor", on(studentID, typev1.Relation_TUTOR, phone), true},
			{"his telephone as other", on(studentID, typev1.Relation_OTHER, "+212 661-000-002"), true},
			{"the mother", forOne(studentID, typev1.Relation_MOTHER), false},
			{"a tutor on another telephone", on(studentID, typev1.Relation_TUTOR, free), false},
			{"the student himself", forOne(studentID, typev1.Relation_SELF), false},
			{"another child of his", on(other, typev1.Relation_FATHER, phone), false},
		} {
			codes, err := h.issue(office, c.want)
			if c.denied {
				refused(t, err, errs.FailedPrecondition, errorsv1.Reason_CUSTODY_DENIED)
				continue
			}
			require.NoError(t, err, c.name)
			require.Len(t, codes, 1, c.name)
		}

		// A class gets its codes, without his.
		codes, err = h.issue(office, forOne(studentID, typev1.Relation_FATHER), forOne(other, typev1.Relation_FATHER))
		require.NoError(t, err)
		require.Len(t, codes, 1)
		require.Equal(t, other, codes[0].GetStudentId())

		require.NoError(t, h.custody(office, studentID, guardian, false))
		_, err = h.issue(office, forOne(studentID, typev1.Relation_FATHER))
		require.NoError(t, err)
	})
}

// A signed-in teacher who is denied as a father does not come back through accounts:activate either.
func TestADenyHoldsForARoleThatJoinsAnAccount(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		office := h.office(h.ministry(), "office@massar.ma", officeNode)
		studentID := h.school.add(officeNode)
		teacher := h.teacher(office, "teacher@massar.ma", officeNode)
		codes, err := h.issue(office, forOne(studentID, typev1.Relation_FATHER))
		require.NoError(t, err)
		join := func(code string) (*authv1.SessionResponse, error) {
			return h.auth.ActivateAccount(teacher.ctx(t.Context()), &authv1.ActivateAccountRequest{
				ActivationCode: code, Password: teacher.password, Totp: new(h.code(teacher)),
			})
		}
		response, err := join(codes[0].GetActivationCode())
		require.NoError(t, err)
		father := person{app: "waliye"}
		father.take(response)
		require.Equal(t, []string{studentID}, h.reach(father))
		require.NoError(t, h.custody(office, studentID, h.guardianID(father), true))
		h.poll()
		teacher = h.again(teacher)
		codes, err = h.issue(office, forOne(studentID, typev1.Relation_TUTOR))
		require.NoError(t, err)
		_, err = join(codes[0].GetActivationCode())
		refused(t, err, errs.FailedPrecondition, errorsv1.Reason_CUSTODY_DENIED)
		require.Empty(t, h.reach(h.renewed(father)))
	})
}
