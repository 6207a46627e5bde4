package identity

import (
	"context"
	"slices"
	"strings"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	"github.com/massar-platform/massar/services/identity/internal/store"
)

const settingPolicy = "setting the second factor policy"

// SetSecondFactorPolicy says which roles must bring a second factor. Who has none set up and comes under a
// stricter policy needs a code from the office; open sessions live on until they end by time. The policy is written as
// a whole: who says which version he read cannot take back a role that somebody else has just made to bring one.
func (s identityServer) SetSecondFactorPolicy(ctx context.Context, req *identityv1.SetSecondFactorPolicyRequest,
) (*identityv1.SetSecondFactorPolicyResponse, error) {
	roles := make([]int32, 0, len(req.GetRoles()))
	names := make([]string, 0, len(req.GetRoles()))
	for _, role := range req.GetRoles() {
		name := auth.RoleName(optionsv1.Role(role))
		if name == "" {
			return nil, invalidField(settingPolicy, "roles", errorsv1.Reason_FIELD_OUT_OF_RANGE)
		}
		roles = append(roles, int32(role))
		names = append(names, name)
	}
	slices.Sort(names)
	op := write.Op{
		RPC: "identity.SetSecondFactorPolicy", Resource: rootNode, Request: req,
		Detail: map[string]string{"roles": strings.Join(names, " ")},
	}
	return write.Do(ctx, s.db, op, func(ctx context.Context, tx sqldb.Tx) (*identityv1.SetSecondFactorPolicyResponse, error) {
		raised, err := store.RaisePolicy(ctx, tx, req.GetVersion())
		if err != nil {
			return nil, err
		}
		if !raised {
			return nil, errs.E(errs.Aborted, errorsv1.Reason_CONFLICT, settingPolicy, nil)
		}
		return &identityv1.SetSecondFactorPolicyResponse{}, store.SetPolicy(ctx, tx, roles)
	})
}
