package waliye

import (
	"context"

	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	waliyev1 "github.com/massar-platform/massar/proto/gen/massar/waliye/v1"
)

// GetMe says who is signed in.
func (s *Service) GetMe(ctx context.Context, _ *waliyev1.GetMeRequest) (*waliyev1.GetMeResponse, error) {
	account, err := s.identity.GetAccount(ctx, &identityv1.GetAccountRequest{})
	if err != nil {
		return nil, err
	}
	return &waliyev1.GetMeResponse{
		AccountId:  account.GetAccountId(),
		Name:       account.GetName(),
		Locale:     account.GetLocale(),
		Identifier: account.GetIdentifier(),
	}, nil
}
