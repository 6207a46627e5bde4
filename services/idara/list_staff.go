package idara

import (
	"context"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
)

// ListStaff lists the staff records of a school, each with the account that goes with it.
func (s *Service) ListStaff(ctx context.Context, req *idarav1.ListStaffRequest) (*idarav1.ListStaffResponse, error) {
	out, err := s.school.ListStaff(ctx, &schoolv1.ListStaffRequest{
		SchoolCode: req.GetSchoolCode(),
		PageSize:   req.GetPageSize(),
		PageToken:  req.GetPageToken(),
	})
	if err != nil {
		return nil, err
	}
	answer := &idarav1.ListStaffResponse{NextPageToken: out.GetNextPageToken()}
	byID := make(map[string]*idarav1.Staff, len(out.GetStaff()))
	ask := &identityv1.ListAccountsRequest{StaffOnly: true}
	for _, record := range out.GetStaff() {
		member := staff(record)
		answer.Staff = append(answer.Staff, member)
		byID[member.GetStaffId()] = member
		ask.PersonIds = append(ask.PersonIds, member.GetStaffId())
	}
	if len(byID) == 0 {
		return answer, nil
	}
	known, err := s.identity.ListAccounts(ctx, ask)
	if err != nil {
		return nil, err
	}
	for _, account := range known.GetAccounts() {
		if member := byID[account.GetPersonId()]; member != nil {
			member.AccountId, member.AccountActive, member.AccountSuspended = account.GetAccountId(), account.GetActive(), account.GetSuspended()
		}
	}
	return answer, nil
}
