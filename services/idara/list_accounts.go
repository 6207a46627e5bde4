package idara

import (
	"context"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
)

// ListAccounts says which students of a class, or which of their guardians, have an account.
func (s *Service) ListAccounts(ctx context.Context, req *idarav1.ListAccountsRequest) (*idarav1.ListAccountsResponse, error) {
	students, err := s.school.ListClassStudents(ctx, &schoolv1.ListClassStudentsRequest{ClassId: req.GetClassId()})
	if err != nil {
		return nil, err
	}
	persons := make([]string, 0, len(students.GetStudents()))
	for _, student := range students.GetStudents() {
		persons = append(persons, student.GetStudentId())
	}
	answer := &idarav1.ListAccountsResponse{}
	if len(persons) == 0 {
		return answer, nil
	}
	out, err := s.identity.ListAccounts(ctx, &identityv1.ListAccountsRequest{PersonIds: persons, Relation: req.GetRelation()})
	if err != nil {
		return nil, err
	}
	for _, account := range out.GetAccounts() {
		answer.Accounts = append(answer.Accounts, &idarav1.PersonAccount{
			PersonId:   account.GetPersonId(),
			AccountId:  account.GetAccountId(),
			Active:     account.GetActive(),
			Suspended:  account.GetSuspended(),
			CodeIssued: account.GetCodeIssued(),
		})
	}
	return answer, nil
}
