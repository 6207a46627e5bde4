package school

import (
	"context"

	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	"github.com/massar-platform/massar/services/school/internal/store"
)

// LocateStudents says in which school each of the named students is, by the same rule as CheckStudents: whose
// student he is today. Nobody's token is looked at; who asks is another service.
func (s *Service) LocateStudents(ctx context.Context, req *schoolv1.LocateStudentsRequest) (*schoolv1.LocateStudentsResponse, error) {
	today := s.clock.Today()
	answer := &schoolv1.LocateStudentsResponse{}
	students, err := store.ListStudents(ctx, s.db, req.GetStudentIds(), today)
	if err != nil || len(students) == 0 {
		return answer, err
	}
	codes := make([]string, 0, len(students))
	for _, student := range students {
		codes = append(codes, student.School)
	}
	schools, err := store.ListSchoolsByCode(ctx, s.db, codes)
	if err != nil {
		return nil, err
	}
	for _, student := range students {
		answer.Students = append(answer.Students, &schoolv1.StudentSchool{
			StudentId: student.ID, SchoolCode: student.School, Node: schools[student.School].Node, Status: statusOn(student, today),
		})
	}
	return answer, nil
}
