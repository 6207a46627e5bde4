package school

import (
	"context"

	"github.com/massar-platform/massar/platform/rpc"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/school/internal/store"
)

// ListPath lists a student's enrolments over the years, newest first.
func (s *Service) ListPath(ctx context.Context, req *schoolv1.ListPathRequest) (*schoolv1.ListPathResponse, error) {
	student, err := s.reachStudent(ctx, s.db, req.GetStudentId())
	if err != nil {
		return nil, err
	}
	steps, err := store.ListPath(ctx, s.db, student.ID)
	if err != nil {
		return nil, err
	}
	lang := rpc.Lang(ctx)
	answer := &schoolv1.ListPathResponse{}
	for _, step := range steps {
		level, _ := s.ref.Level(step.Level)
		answer.Steps = append(answer.Steps, &typev1.PathStep{
			SchoolYear: step.Year,
			School:     &typev1.SchoolRef{SchoolCode: step.School, Name: pick(step.NameAr, step.NameLatin, lang)},
			Level:      label(level.Name, lang),
			Class:      &typev1.ClassRef{ClassId: step.ClassID, Label: step.Label},
			From:       step.From,
			To:         step.To,
		})
	}
	return answer, nil
}
