package identity_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// ListClassStudents: every student of a school is in its one class, whatever the class is called, and so is who
// was listed there and is elsewhere now.
func (f *fakeSchool) ListClassStudents(ctx context.Context, req *schoolv1.ListClassStudentsRequest) (*schoolv1.ListClassStudentsResponse, error) {
	code, _, _ := strings.Cut(req.GetClassId(), ".")
	answer := &schoolv1.ListClassStudentsResponse{}
	for id, in := range f.students {
		if !strings.HasSuffix(in.node, "/"+code) {
			continue
		}
		student, err := f.find(ctx, id)
		if err != nil {
			return nil, errs.E(errs.NotFound, errorsv1.Reason_CLASS_NOT_FOUND, "finding a class", nil)
		}
		student.Status = []string{"ENROLLED", "ARRIVED", "REINTEGRATED"}[len(answer.GetStudents())%3]
		answer.Students = append(answer.Students, student)
	}
	for id, former := range f.listed {
		if former == code {
			answer.Students = append(answer.Students, &typev1.Student{StudentId: id, MassarCode: f.students[id].massa, Status: "ENROLLED"})
		}
	}
	slices.SortFunc(answer.Students, func(a, b *typev1.Student) int { return strings.Compare(a.GetStudentId(), b.GetStudentId()) })
	answer.Students = append(answer.Students, &typev1.Student{StudentId: ids.New(), Status: "LEFT"})
	return answer, nil
}

func classCodes(relation typev1.Relation_Value) *identityv1.IssueActivationCodesRequest {
	return &identityv1.IssueActivationCodesRequest{Class: &identityv1.IssueActivationCodesRequest_Class{ClassId: "12345A." + ids.New(), Relation: relation}}
}

// The printed codes of a class are had again with the same key, after some of them were used and the class has
// changed: who lost the answer must not have to print the whole class anew.
func TestTheCodesOfAClassAreHadAgain(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		office := h.office(h.ministry(), "office@massar.ma", officeNode)
		first, second := h.school.add(officeNode), h.school.add(officeNode)
		ctx := write.WithKey(office.ctx(t.Context()), uuid.NewString())
		req := classCodes(typev1.Relation_SELF)
		printed, err := h.idara.IssueActivationCodes(ctx, req)
		require.NoError(t, err)
		require.Len(t, printed.GetCodes(), 2)
		require.Equal(t, []string{first, second}, []string{printed.GetCodes()[0].GetStudentId(), printed.GetCodes()[1].GetStudentId()})
		h.activate(printed.GetCodes()[0].GetActivationCode(), goodPass, "moutamadris")
		h.school.add(officeNode)
		again, err := h.idara.IssueActivationCodes(ctx, req)
		require.NoError(t, err)
		require.True(t, proto.Equal(printed, again))
		h.activate(again.GetCodes()[1].GetActivationCode(), goodPass, "moutamadris")

		// A new key is a new intent: those who have an account are left out.
		next, err := h.idara.IssueActivationCodes(office.write(t.Context()), req)
		require.NoError(t, err)
		require.Len(t, next.GetCodes(), 1)
		h.activate(next.GetCodes()[0].GetActivationCode(), goodPass, "moutamadris")
		ctx = office.write(t.Context())
		for range 2 {
			none, err := h.idara.IssueActivationCodes(ctx, req)
			require.NoError(t, err)
			require.Empty(t, none.GetCodes())
		}
		fathers, err := h.idara.IssueActivationCodes(office.write(t.Context()), classCodes(typev1.Relation_FATHER))
		require.NoError(t, err)
		require.Len(t, fathers.GetCodes(), 3)
	})
}

// So is the code of one student, after it was used.
func TestAUsedCodeIsHadAgain(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		office := h.office(h.ministry(), "office@massar.ma", officeNode)
		ctx := office.write(t.Context())
		req := &identityv1.IssueActivationCodesRequest{For: []*identityv1.IssueActivationCodesRequest_For{forOne(h.school.add(officeNode), typev1.Relation_SELF)}}
		printed, err := h.idara.IssueActivationCodes(ctx, req)
		require.NoError(t, err)
		h.activate(printed.GetCodes()[0].GetActivationCode(), goodPass, "moutamadris")
		again, err := h.idara.IssueActivationCodes(ctx, req)
		require.NoError(t, err)
		require.True(t, proto.Equal(printed, again))
		_, err = h.idara.IssueActivationCodes(office.write(t.Context()), req)
		refused(t, err, errs.AlreadyExists, errorsv1.Reason_ACCOUNT_EXISTS)
	})
}

func TestCodesForAClassOrAList(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		office := h.office(h.ministry(), "office@massar.ma", officeNode)
		both := classCodes(typev1.Relation_SELF)
		both.For = []*identityv1.IssueActivationCodesRequest_For{forOne(h.school.add(officeNode), typev1.Relation_SELF)}
		for _, req := range []*identityv1.IssueActivationCodesRequest{both, {}} {
			_, err := h.idara.IssueActivationCodes(office.write(t.Context()), req)
			refused(t, err, errs.Invalid, errorsv1.Reason_INVALID_REQUEST)
		}
		h.school.add(otherNode)
		foreign := classCodes(typev1.Relation_SELF)
		foreign.Class.ClassId = "54321B." + ids.New()
		_, err := h.idara.IssueActivationCodes(office.write(t.Context()), foreign)
		refused(t, err, errs.NotFound, errorsv1.Reason_CLASS_NOT_FOUND)
	})
}

// A class of another year lists who has gone elsewhere since: a former school prints no codes for them, nor does
// it end those that their school has printed.
func TestAFormerSchoolPrintsNoCodes(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ministry := h.ministry()
		former := h.office(ministry, "former@massar.ma", officeNode)
		present := h.office(h.again(ministry), "present@massar.ma", otherNode)
		former = h.again(former)
		gone := h.school.add(otherNode)
		h.school.listed[gone] = "12345A"
		for _, relation := range []typev1.Relation_Value{typev1.Relation_SELF, typev1.Relation_FATHER} {
			own, err := h.issue(present, forOne(gone, relation))
			require.NoError(t, err)
			printed, err := h.idara.IssueActivationCodes(former.write(t.Context()), classCodes(relation))
			require.NoError(t, err)
			require.Empty(t, printed.GetCodes(), "everybody of the class is elsewhere")
			_ = h.activate(own[0].GetActivationCode(), goodPass, "")
		}
		stayed := h.school.add(officeNode)
		printed, err := h.idara.IssueActivationCodes(former.write(t.Context()), classCodes(typev1.Relation_MOTHER))
		require.NoError(t, err)
		require.Len(t, printed.GetCodes(), 1)
		require.Equal(t, stayed, printed.GetCodes()[0].GetStudentId())
	})
}
