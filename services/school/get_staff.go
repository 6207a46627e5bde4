package school

import (
	"context"

	"github.com/massar-platform/massar/platform/errs"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	"github.com/massar-platform/massar/services/school/internal/store"
)

// GetStaff gives a staff record: the caller's own, or one of a school he is over.
func (s *Service) GetStaff(ctx context.Context, req *schoolv1.GetStaffRequest) (*schoolv1.Staff, error) {
	const doing = "reading a staff record"
	p, err := caller(ctx)
	if err != nil {
		return nil, err
	}
	member, err := store.GetStaff(ctx, s.db, req.GetStaffId())
	if err != nil {
		return nil, notFound(err, errorsv1.Reason_STAFF_NOT_FOUND, doing)
	}
	if p.PersonID == member.ID {
		return staffProto(member), nil
	}
	missing := errs.E(errs.NotFound, errorsv1.Reason_STAFF_NOT_FOUND, doing, nil)
	if p.Role == optionsv1.Role_ROLE_TEACHER {
		return nil, missing
	}
	if _, err := s.officeSchool(ctx, s.db, member.School); err != nil {
		if errs.Is(err, errorsv1.Reason_SCHOOL_NOT_FOUND) {
			return nil, missing
		}
		return nil, err
	}
	return staffProto(member), nil
}
