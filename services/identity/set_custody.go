package identity

import (
	"context"
	"strconv"

	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	"github.com/massar-platform/massar/services/identity/internal/store"
)

// SetCustody records or lifts a custody decision. A deny beats every link, those made later included, and
// the guardian's tokens die with it, as do the unused codes of the student's guardians: he may hold one.
func (s identityServer) SetCustody(ctx context.Context, req *identityv1.SetCustodyRequest) (*identityv1.SetCustodyResponse, error) {
	c, _, err := s.studentInScope(ctx, req.GetStudentId())
	if err != nil {
		return nil, err
	}
	op := write.Op{
		RPC: "identity.SetCustody", Resource: req.GetStudentId(), Request: req,
		Detail: map[string]string{"guardianId": req.GetGuardianId(), "denied": strconv.FormatBool(req.GetDenied())},
	}
	return write.Do(ctx, s.db, op, func(ctx context.Context, tx sqldb.Tx) (*identityv1.SetCustodyResponse, error) {
		known, err := store.EverLinked(ctx, tx, req.GetGuardianId(), req.GetStudentId())
		if err != nil {
			return nil, err
		}
		if !known {
			return nil, linkNotFound("recording a custody decision")
		}
		if req.GetDenied() {
			err = store.Deny(ctx, tx, req.GetStudentId(), req.GetGuardianId(), req.GetReason(), c.AccountID, s.now())
			if err == nil {
				err = s.endGuardianCodes(ctx, tx, req.GetStudentId())
			}
		} else {
			err = store.LiftDeny(ctx, tx, req.GetStudentId(), req.GetGuardianId())
		}
		if err != nil {
			return nil, err
		}
		return &identityv1.SetCustodyResponse{}, s.bumpPerson(ctx, tx, req.GetGuardianId())
	})
}
