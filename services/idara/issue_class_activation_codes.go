package idara

import (
	"context"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// IssueClassActivationCodes prints codes for a whole class: for students who have no account yet, or for
// one guardian of each student.
func (s *Service) IssueClassActivationCodes(ctx context.Context, req *idarav1.IssueClassActivationCodesRequest) (*idarav1.ActivationCodesResponse, error) {
	students, err := s.school.ListClassStudents(ctx, &schoolv1.ListClassStudentsRequest{ClassId: req.GetClassId()})
	if err != nil {
		return nil, err
	}
	wanted, err := s.withoutAccount(ctx, students.GetStudents(), req.GetRelation())
	if err != nil {
		return nil, err
	}
	answer := &idarav1.ActivationCodesResponse{}
	if len(wanted) == 0 {
		return answer, nil
	}
	ask := &identityv1.IssueActivationCodesRequest{}
	for _, studentID := range wanted {
		ask.For = append(ask.For, &identityv1.IssueActivationCodesRequest_For{StudentId: studentID, Relation: req.GetRelation()})
	}
	out, err := s.identity.IssueActivationCodes(ctx, ask)
	if err != nil {
		return nil, err
	}
	for _, code := range out.GetCodes() {
		answer.Codes = append(answer.Codes, activationCode(code))
	}
	return answer, nil
}

// withoutAccount keeps the enrolled students; for their own codes, only those who have no account.
func (s *Service) withoutAccount(ctx context.Context, students []*typev1.Student, relation typev1.Relation_Value) ([]string, error) {
	var enrolled []string
	for _, student := range students {
		if student.GetStatus() == "ENROLLED" {
			enrolled = append(enrolled, student.GetStudentId())
		}
	}
	if relation != typev1.Relation_SELF || len(enrolled) == 0 {
		return enrolled, nil
	}
	out, err := s.identity.ListAccounts(ctx, &identityv1.ListAccountsRequest{PersonIds: enrolled})
	if err != nil {
		return nil, err
	}
	active := make(map[string]bool, len(out.GetAccounts()))
	for _, account := range out.GetAccounts() {
		active[account.GetPersonId()] = account.GetActive()
	}
	without := enrolled[:0]
	for _, studentID := range enrolled {
		if !active[studentID] {
			without = append(without, studentID)
		}
	}
	return without, nil
}
