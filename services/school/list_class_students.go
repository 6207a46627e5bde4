package school

import (
	"context"

	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	"github.com/massar-platform/massar/services/school/internal/store"
)

// ListClassStudents lists the students of a class in list order, those who left last.
func (s *Service) ListClassStudents(ctx context.Context, req *schoolv1.ListClassStudentsRequest) (*schoolv1.ListClassStudentsResponse, error) {
	class, err := s.reachClass(ctx, s.db, req.GetClassId())
	if err != nil {
		return nil, err
	}
	students, err := store.ListClassStudents(ctx, s.db, class.ID, s.clock.Today())
	if err != nil {
		return nil, err
	}
	answer := &schoolv1.ListClassStudentsResponse{}
	for _, student := range students {
		answer.Students = append(answer.Students, s.studentProto(student))
	}
	return answer, nil
}
