package idara

import (
	"context"
	"errors"
	"strings"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

const makingStaff = "making a staff record"

// kindOffice is a staff record whose account is made by an officer (CreateOfficer): an office that could make
// itself a colleague would be its own second person.
const kindOffice = "OFFICE"

// CreateStaff makes a teacher's staff record of the school, its account, and the printed code, in one call.
// Identity is asked first whether there may be an account, so that nobody is listed and never can sign in. Both
// inner writes carry the caller's idempotency key, so that a lost answer asked again finishes what began; a
// record that was left without an account gets one from whoever asks for the same person again.
func (s *Service) CreateStaff(ctx context.Context, req *idarav1.CreateStaffRequest) (*idarav1.StaffAccountResponse, error) {
	if req.GetKind() == kindOffice {
		return nil, errs.E(errs.Denied, errorsv1.Reason_ACCESS_DENIED, makingStaff, nil,
			errs.Field("kind", errorsv1.Reason_ACCESS_DENIED))
	}
	place, err := s.schoolOf(ctx, req.GetSchoolCode())
	if err != nil {
		return nil, err
	}
	ask := &identityv1.CreateStaffAccountRequest{
		Email: strings.ToLower(req.GetEmail()), Name: req.GetName(), Role: typev1.AccountRole_TEACHER, Node: place.GetNode(), ValidateOnly: true,
	}
	if _, err := s.identity.CreateStaffAccount(ctx, ask); err != nil {
		return nil, err
	}
	member, err := s.staffRecord(ctx, req)
	if err != nil {
		return nil, err
	}
	account, err := s.identity.CreateStaffAccount(ctx, &identityv1.CreateStaffAccountRequest{
		Email: member.GetEmail(), Name: member.GetName(), Role: typev1.AccountRole_TEACHER, Node: place.GetNode(), StaffId: member.GetStaffId(),
	})
	if err != nil {
		return nil, err
	}
	return staffAccount(staff(member), account), nil
}

// schoolOf is the named school, or the caller's own where he has exactly one.
func (s *Service) schoolOf(ctx context.Context, code string) (*schoolv1.School, error) {
	if code == "" {
		scope, err := s.identity.ResolveScope(ctx, &identityv1.ResolveScopeRequest{})
		if err != nil {
			return nil, err
		}
		if nodes := scope.GetNodes(); len(nodes) == 1 {
			code = nodes[0][strings.LastIndexByte(nodes[0], '/')+1:]
		}
	}
	if !ids.ValidGRESA(code) {
		return nil, errs.E(errs.NotFound, errorsv1.Reason_SCHOOL_NOT_FOUND, makingStaff, nil)
	}
	return s.school.GetSchool(ctx, &schoolv1.GetSchoolRequest{SchoolCode: code})
}

// staffRecord makes the record, or finds the one that stands there without an account: with one, identity would
// have refused before.
func (s *Service) staffRecord(ctx context.Context, req *idarav1.CreateStaffRequest) (*schoolv1.Staff, error) {
	member, err := s.school.CreateStaff(ctx, &schoolv1.CreateStaffRequest{
		SchoolCode: req.GetSchoolCode(),
		Name:       req.GetName(),
		Email:      req.GetEmail(),
		Ppr:        req.GetPpr(),
		Kind:       req.GetKind(),
	})
	var refused *errs.Error
	if !errs.Is(err, errorsv1.Reason_STAFF_EXISTS) || !errors.As(err, &refused) || refused.Meta["staffId"] == "" {
		return member, err
	}
	known, lookup := s.school.GetStaff(ctx, &schoolv1.GetStaffRequest{StaffId: refused.Meta["staffId"]})
	if lookup != nil || known.GetKind() != req.GetKind() {
		return nil, err
	}
	return known, nil
}
