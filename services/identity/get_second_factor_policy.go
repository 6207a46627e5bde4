package identity

import (
	"context"

	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/identity/internal/store"
)

// GetSecondFactorPolicy says which roles must bring a second factor now.
func (s identityServer) GetSecondFactorPolicy(ctx context.Context, _ *identityv1.GetSecondFactorPolicyRequest,
) (*identityv1.GetSecondFactorPolicyResponse, error) {
	roles, version, err := store.PolicyVersion(ctx, s.db)
	if err != nil {
		return nil, err
	}
	answer := &identityv1.GetSecondFactorPolicyResponse{Version: version}
	for _, role := range roles {
		answer.Roles = append(answer.Roles, typev1.AccountRole_Value(role))
	}
	return answer, nil
}
