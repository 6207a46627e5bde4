package identity

import (
	"context"
	"slices"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/sqldb"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/identity/internal/store"
)

// isIn says whether a status, as school says it, is that of a student who is in the class now.
func isIn(status string) bool {
	return status == "ENROLLED" || status == "ARRIVED" || status == "REINTEGRATED"
}

// askedFor is for whom codes are asked, with the students: those listed, or everybody who is in the class now and
// the caller's now: a class of another year still lists who has gone to another school since.
// Only the request counts for its key, so that the printed codes of a class can be had again whatever happened
// in it since.
func (s *Service) askedFor(ctx context.Context, c callerScope, req *identityv1.IssueActivationCodesRequest,
) ([]*identityv1.IssueActivationCodesRequest_For, map[string]*typev1.Student, error) {
	class := req.GetClass()
	if (class == nil) == (len(req.GetFor()) == 0) {
		return nil, nil, invalidField("issuing activation codes", "for", errorsv1.Reason_FIELD_REQUIRED)
	}
	if class == nil {
		students, err := s.checkFor(ctx, c, req.GetFor())
		return req.GetFor(), students, err
	}
	list, err := s.school.ListClassStudents(ctx, &schoolv1.ListClassStudentsRequest{ClassId: class.GetClassId()})
	if err != nil {
		return nil, nil, err
	}
	var inClass []string
	for _, student := range list.GetStudents() {
		if isIn(student.GetStatus()) {
			inClass = append(inClass, student.GetStudentId())
		}
	}
	students, err := s.studentsInScope(ctx, c, inClass)
	if err != nil {
		return nil, nil, err
	}
	var all []*identityv1.IssueActivationCodesRequest_For
	for _, id := range inClass {
		if students[id] != nil {
			all = append(all, &identityv1.IssueActivationCodesRequest_For{StudentId: id, Relation: class.GetRelation()})
		}
	}
	return all, students, nil
}

// codesOf is what the audit log says the codes are of.
func codesOf(req *identityv1.IssueActivationCodesRequest) string {
	if class := req.GetClass(); class != nil {
		return class.GetClassId()
	}
	return req.GetFor()[0].GetStudentId()
}

// withoutLeavers refuses a code for a student who is listed and has left his school, and leaves one out of a class:
// what ends the codes of who leaves would be of no use if new ones could be printed. It is called where
// withoutAccount is, for the same reason.
func withoutLeavers(req *identityv1.IssueActivationCodesRequest, asked []*identityv1.IssueActivationCodesRequest_For,
	students map[string]*typev1.Student,
) ([]*identityv1.IssueActivationCodesRequest_For, error) {
	left := func(want *identityv1.IssueActivationCodesRequest_For) bool {
		return !isIn(students[want.GetStudentId()].GetStatus())
	}
	i := slices.IndexFunc(asked, left)
	if i >= 0 && req.GetClass() == nil {
		return nil, errs.E(errs.FailedPrecondition, errorsv1.Reason_STUDENT_NOT_ENROLLED, "issuing activation codes", nil,
			errs.Meta("studentId", asked[i].GetStudentId()))
	}
	return slices.DeleteFunc(slices.Clone(asked), left), nil
}

// withoutAccount refuses a second account for a student who is listed, and leaves one out of a class. It looks
// inside the transaction: an answer that is stored already is given again before.
func withoutAccount(ctx context.Context, tx sqldb.Tx, req *identityv1.IssueActivationCodesRequest,
	asked []*identityv1.IssueActivationCodesRequest_For,
) ([]*identityv1.IssueActivationCodesRequest_For, error) {
	var selves []string
	for _, want := range asked {
		if want.GetRelation() == typev1.Relation_SELF {
			selves = append(selves, want.GetStudentId())
		}
	}
	taken, err := store.RolesByPersons(ctx, tx, selves)
	if err != nil || len(taken) == 0 {
		return asked, err
	}
	if req.GetClass() == nil {
		return nil, errs.E(errs.AlreadyExists, errorsv1.Reason_ACCOUNT_EXISTS, "issuing activation codes", nil, errs.Meta("studentId", taken[0].PersonID))
	}
	has := make(map[string]bool, len(taken))
	for _, role := range taken {
		has[role.PersonID] = true
	}
	return slices.DeleteFunc(slices.Clone(asked), func(want *identityv1.IssueActivationCodesRequest_For) bool { return has[want.GetStudentId()] }), nil
}

// missingOnly leaves out for whom somebody is joined by the relation already, and who holds a printed code that waits
// to be used: the slips that a class was handed out stay good.
func (s *Service) missingOnly(ctx context.Context, tx sqldb.Tx, relation int32,
	asked []*identityv1.IssueActivationCodesRequest_For, students map[string]*typev1.Student,
) ([]*identityv1.IssueActivationCodesRequest_For, error) {
	list := make([]string, 0, len(asked))
	for _, want := range asked {
		list = append(list, want.GetStudentId())
	}
	joined, err := store.JoinedAs(ctx, tx, relation, list)
	if err != nil {
		return nil, err
	}
	schools, err := store.StudentsWithCode(ctx, tx, relation, list, s.now())
	if err != nil {
		return nil, err
	}
	has := make(map[string]bool, len(joined)+len(schools))
	for _, link := range joined {
		has[link.StudentID] = true
	}
	for id, school := range schools {
		has[id] = has[id] || isPrinted(students[id], school)
	}
	return slices.DeleteFunc(slices.Clone(asked), func(want *identityv1.IssueActivationCodesRequest_For) bool { return has[want.GetStudentId()] }), nil
}

// isPrinted says whether a living code of a school is of use to a student: not when he left, nor when another school
// printed it.
func isPrinted(student *typev1.Student, school string) bool {
	return isIn(student.GetStatus()) && (school == "" || school == student.GetSchoolCode())
}
