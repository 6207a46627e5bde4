package school

import (
	"context"
	"slices"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/rpc"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	"github.com/massar-platform/massar/services/school/internal/store"
)

// ListAssignments lists who teaches what: of a class, of a school; a teacher sees his own of today, narrowed by
// what he names.
func (s *Service) ListAssignments(ctx context.Context, req *schoolv1.ListAssignmentsRequest) (*schoolv1.ListAssignmentsResponse, error) {
	p, err := caller(ctx)
	if err != nil {
		return nil, err
	}
	assignments, err := s.assignments(ctx, p, req)
	if err != nil {
		return nil, err
	}
	answer := &schoolv1.ListAssignmentsResponse{}
	for _, a := range assignments {
		answer.Assignments = append(answer.Assignments, s.assignmentProto(a, rpc.Lang(ctx)))
	}
	return answer, nil
}

func (s *Service) assignments(ctx context.Context, p auth.Principal, req *schoolv1.ListAssignmentsRequest) ([]store.Assignment, error) {
	if p.Role == optionsv1.Role_ROLE_TEACHER {
		own, err := store.ListTeacherAssignments(ctx, s.db, p.PersonID, s.clock.Today())
		return slices.DeleteFunc(own, func(a store.Assignment) bool {
			return req.GetClassId() != "" && a.ClassID != req.GetClassId() ||
				req.GetSchoolCode() != "" && a.School != req.GetSchoolCode() ||
				req.GetSchoolYear() != "" && a.Year != req.GetSchoolYear()
		}), err
	}
	if req.GetClassId() != "" {
		class, err := s.reachClass(ctx, s.db, req.GetClassId())
		if err != nil {
			return nil, err
		}
		return store.ListClassAssignments(ctx, s.db, class.ID)
	}
	year, err := s.year(req.GetSchoolYear())
	if err != nil {
		return nil, err
	}
	school, err := s.officeSchool(ctx, s.db, req.GetSchoolCode())
	if err != nil {
		return nil, err
	}
	return store.ListSchoolAssignments(ctx, s.db, school.Code, year)
}
