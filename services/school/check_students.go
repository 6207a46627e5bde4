package school

import (
	"context"

	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	"github.com/massar-platform/massar/services/school/internal/store"
)

// CheckStudents gives those of the named students who are in the caller's scope; the others are left out, as
// if they did not exist.
func (s *Service) CheckStudents(ctx context.Context, req *schoolv1.CheckStudentsRequest) (*schoolv1.CheckStudentsResponse, error) {
	p, err := caller(ctx)
	if err != nil {
		return nil, err
	}
	students, err := store.ListStudents(ctx, s.db, req.GetStudentIds(), s.clock.Today())
	if err != nil {
		return nil, err
	}
	reachedIn := map[string]bool{}
	answer := &schoolv1.CheckStudentsResponse{}
	for _, student := range students {
		reached, known := reachedIn[student.School]
		if !known {
			school, err := store.GetSchool(ctx, s.db, student.School)
			if err != nil {
				return nil, err
			}
			if reached, err = s.covers(ctx, p, school.Node); err != nil {
				return nil, err
			}
			reachedIn[student.School] = reached
		}
		if reached {
			answer.Students = append(answer.Students, s.studentProto(student))
		}
	}
	return answer, nil
}
