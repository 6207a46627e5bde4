package school

import (
	"context"
	"slices"

	"github.com/massar-platform/massar/platform/rpc"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/school/internal/store"
)

// ListStudents gives those of the named students who are the guardian's, with their schools; the others are left
// out, as if they did not exist.
func (s *Service) ListStudents(ctx context.Context, req *schoolv1.ListStudentsRequest) (*schoolv1.ListStudentsResponse, error) {
	p, err := caller(ctx)
	if err != nil {
		return nil, err
	}
	scope, err := s.scope.Scope(ctx, p)
	if err != nil {
		return nil, err
	}
	var own []string
	for _, id := range req.GetStudentIds() {
		if slices.Contains(scope.GetStudentIds(), id) {
			own = append(own, id)
		}
	}
	answer := &schoolv1.ListStudentsResponse{}
	if len(own) == 0 {
		return answer, nil
	}
	students, err := store.ListStudents(ctx, s.db, own, s.clock.Today())
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
		place := schools[student.School]
		answer.Students = append(answer.Students, &schoolv1.StudentPlace{
			Student: s.studentProto(student),
			School:  &typev1.SchoolRef{SchoolCode: place.Code, Name: pick(place.NameAr, place.NameLatin, rpc.Lang(ctx))},
		})
	}
	return answer, nil
}
