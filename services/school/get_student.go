package school

import (
	"context"

	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// GetStudent gives a student whom the caller may read.
func (s *Service) GetStudent(ctx context.Context, req *schoolv1.GetStudentRequest) (*typev1.Student, error) {
	student, err := s.reachStudent(ctx, s.db, req.GetStudentId())
	if err != nil {
		return nil, err
	}
	return s.studentProto(student), nil
}
