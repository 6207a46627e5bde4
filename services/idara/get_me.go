package idara

import (
	"context"
	"strings"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// GetMe says who is signed in, in which role and over which nodes of the organisation tree.
func (s *Service) GetMe(ctx context.Context, _ *idarav1.GetMeRequest) (*idarav1.GetMeResponse, error) {
	account, err := s.identity.GetAccount(ctx, &identityv1.GetAccountRequest{})
	if err != nil {
		return nil, err
	}
	scope, err := s.identity.ResolveScope(ctx, &identityv1.ResolveScopeRequest{})
	if err != nil {
		return nil, err
	}
	answer := &idarav1.GetMeResponse{
		AccountId:  account.GetAccountId(),
		Name:       account.GetName(),
		Locale:     account.GetLocale(),
		Identifier: account.GetIdentifier(),
		Role:       account.GetRole(),
		Nodes:      scope.GetNodes(),
	}
	if account.GetRole() == typev1.AccountRole_SCHOOL_OFFICE && len(scope.GetNodes()) > 0 {
		code := scope.GetNodes()[0][strings.LastIndexByte(scope.GetNodes()[0], '/')+1:]
		place, err := s.school.GetSchool(ctx, &schoolv1.GetSchoolRequest{SchoolCode: code})
		if err != nil {
			return nil, err
		}
		answer.School = place.GetRef()
	}
	return answer, nil
}
