package moudaris

import (
	"context"

	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	moudarisv1 "github.com/massar-platform/massar/proto/gen/massar/moudaris/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
)

// GetMe says who is signed in, with the staff record and school of the teacher.
func (s *Service) GetMe(ctx context.Context, _ *moudarisv1.GetMeRequest) (*moudarisv1.GetMeResponse, error) {
	account, err := s.identity.GetAccount(ctx, &identityv1.GetAccountRequest{})
	if err != nil {
		return nil, err
	}
	member, err := s.school.GetStaff(ctx, &schoolv1.GetStaffRequest{StaffId: account.GetPersonId()})
	if err != nil {
		return nil, err
	}
	place, err := s.school.GetSchool(ctx, &schoolv1.GetSchoolRequest{SchoolCode: member.GetSchoolCode()})
	if err != nil {
		return nil, err
	}
	return &moudarisv1.GetMeResponse{
		AccountId:  account.GetAccountId(),
		Name:       member.GetName(),
		Locale:     account.GetLocale(),
		Identifier: account.GetIdentifier(),
		StaffId:    member.GetStaffId(),
		School:     place.GetRef(),
	}, nil
}
