package school

import (
	"context"
	"errors"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/rpc"
	"github.com/massar-platform/massar/platform/sqldb"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	"github.com/massar-platform/massar/services/school/internal/store"
)

// GetSchool gives a school the caller belongs to or is over.
func (s *Service) GetSchool(ctx context.Context, req *schoolv1.GetSchoolRequest) (*schoolv1.School, error) {
	const doing = "reading a school"
	p, err := caller(ctx)
	if err != nil {
		return nil, err
	}
	found, err := store.GetSchool(ctx, s.db, req.GetSchoolCode())
	if err != nil {
		return nil, notFound(err, errorsv1.Reason_SCHOOL_NOT_FOUND, doing)
	}
	belongs, err := s.belongs(ctx, p, found)
	if err != nil {
		return nil, err
	}
	if !belongs {
		return nil, errs.E(errs.NotFound, errorsv1.Reason_SCHOOL_NOT_FOUND, doing, nil)
	}
	rules, err := store.ListAttendanceRules(ctx, s.db, found.Code)
	if err != nil {
		return nil, err
	}
	return schoolProto(found, settings(found, rules, s.clock.Today()), rpc.Lang(ctx)), nil
}

// belongs says whether a school is the caller's: his own, a child's, where he is on the staff, or below his node.
func (s *Service) belongs(ctx context.Context, p auth.Principal, in store.School) (bool, error) {
	switch p.Role {
	case optionsv1.Role_ROLE_STUDENT:
		return store.EnrolledIn(ctx, s.db, in.Code, p.PersonID)
	case optionsv1.Role_ROLE_GUARDIAN:
		scope, err := s.scope.Scope(ctx, p)
		if err != nil {
			return false, err
		}
		return store.EnrolledIn(ctx, s.db, in.Code, scope.GetStudentIds()...)
	case optionsv1.Role_ROLE_TEACHER:
		member, err := store.GetStaff(ctx, s.db, p.PersonID)
		if errors.Is(err, sqldb.ErrNoRows) {
			return false, nil
		}
		return member.School == in.Code, err
	default:
		return s.covers(ctx, p, in.Node)
	}
}
