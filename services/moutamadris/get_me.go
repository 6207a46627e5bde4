package moutamadris

import (
	"context"

	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	moutamadrisv1 "github.com/massar-platform/massar/proto/gen/massar/moutamadris/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// GetMe says who is signed in, with the student's class and school.
func (s *Service) GetMe(ctx context.Context, _ *moutamadrisv1.GetMeRequest) (*moutamadrisv1.GetMeResponse, error) {
	account, err := s.identity.GetAccount(ctx, &identityv1.GetAccountRequest{})
	if err != nil {
		return nil, err
	}
	student, place, err := s.student(ctx)
	if err != nil {
		return nil, err
	}
	return &moutamadrisv1.GetMeResponse{
		AccountId:  account.GetAccountId(),
		Name:       student.GetName(),
		Locale:     account.GetLocale(),
		Identifier: account.GetIdentifier(),
		Student:    student,
		School:     place.GetRef(),
	}, nil
}

// student gives the signed-in student and the school he is enrolled in.
func (s *Service) student(ctx context.Context) (*typev1.Student, *schoolv1.School, error) {
	student, err := s.school.GetStudent(ctx, &schoolv1.GetStudentRequest{StudentId: self(ctx)})
	if err != nil {
		return nil, nil, err
	}
	place, err := s.school.GetSchool(ctx, &schoolv1.GetSchoolRequest{SchoolCode: student.GetSchoolCode()})
	if err != nil {
		return nil, nil, err
	}
	return student, place, nil
}
