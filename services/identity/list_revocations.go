package identity

import (
	"context"
	"time"

	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	"github.com/massar-platform/massar/services/identity/internal/store"
)

// revocationOverlap is how far each poll looks back behind the one before: a revocation gets its instant
// before its commit, which may take ten seconds, and the clocks of two processes differ.
const revocationOverlap = 20 * time.Second

// ListRevocations lists the accounts whose older tokens died since the cursor. Some come twice; the epochs
// only ever rise, so that does no harm.
func (s identityServer) ListRevocations(ctx context.Context, req *identityv1.ListRevocationsRequest) (*identityv1.ListRevocationsResponse, error) {
	now := s.clock.Now()
	list, err := store.RevocationsSince(ctx, s.db, req.GetAfter())
	if err != nil {
		return nil, err
	}
	response := &identityv1.ListRevocationsResponse{
		Revocations: make([]*identityv1.Revocation, 0, len(list)),
		Cursor:      max(req.GetAfter(), now.Add(-revocationOverlap).UnixMicro()),
	}
	for _, r := range list {
		response.Revocations = append(response.Revocations, &identityv1.Revocation{AccountId: r.AccountID, MinEpoch: r.MinEpoch})
	}
	return response, nil
}
