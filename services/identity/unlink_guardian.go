package identity

import (
	"context"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	"github.com/massar-platform/massar/services/identity/internal/store"
)

// UnlinkGuardian parts a guardian from a student: by the student's school office, or by the guardian himself.
// The guardian's tokens die, so that no service goes on from what it remembers, and so do the unused codes of the
// student's guardians: with one of them he would be back.
func (s identityServer) UnlinkGuardian(ctx context.Context, req *identityv1.UnlinkGuardianRequest) (*identityv1.UnlinkGuardianResponse, error) {
	guardianID, err := s.whoseLink(ctx, req)
	if err != nil {
		return nil, err
	}
	op := write.Op{RPC: "identity.UnlinkGuardian", Resource: req.GetStudentId(), Request: req, Detail: map[string]string{"guardianId": guardianID}}
	return write.Do(ctx, s.db, op, func(ctx context.Context, tx sqldb.Tx) (*identityv1.UnlinkGuardianResponse, error) {
		ended, err := store.EndLink(ctx, tx, guardianID, req.GetStudentId(), s.now())
		if err != nil {
			return nil, err
		}
		if !ended {
			return nil, linkNotFound("parting a guardian from a student")
		}
		err = s.endGuardianCodes(ctx, tx, req.GetStudentId())
		if err != nil {
			return nil, err
		}
		return &identityv1.UnlinkGuardianResponse{}, s.bumpPerson(ctx, tx, guardianID)
	})
}

func linkNotFound(doing string) error {
	return errs.E(errs.NotFound, errorsv1.Reason_GUARDIAN_LINK_NOT_FOUND, doing, nil)
}

// whoseLink finds the guardian that the caller may part: himself, or any of a student of his school.
func (s *Service) whoseLink(ctx context.Context, req *identityv1.UnlinkGuardianRequest) (string, error) {
	p, err := caller(ctx)
	if err != nil {
		return "", err
	}
	if p.Role == optionsv1.Role_ROLE_GUARDIAN {
		if req.GetGuardianId() != "" && req.GetGuardianId() != p.PersonID {
			return "", linkNotFound("parting another guardian")
		}
		return p.PersonID, nil
	}
	if req.GetGuardianId() == "" {
		return "", invalidField("parting a guardian from a student", "guardianId", errorsv1.Reason_FIELD_REQUIRED)
	}
	_, _, err = s.studentInScope(ctx, req.GetStudentId())
	return req.GetGuardianId(), err
}
