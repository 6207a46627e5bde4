package school

import (
	"context"

	"github.com/massar-platform/massar/platform/rpc"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// ListReference lists the levels and subjects of the reference data in the caller's language.
func (s *Service) ListReference(ctx context.Context, _ *schoolv1.ListReferenceRequest) (*schoolv1.ListReferenceResponse, error) {
	lang := rpc.Lang(ctx)
	answer := &schoolv1.ListReferenceResponse{}
	for _, level := range s.ref.Levels {
		answer.Levels = append(answer.Levels, &schoolv1.Level{Code: level.Code, Name: label(level.Name, lang), Cycle: level.Cycle, Scale: int32(level.Scale)})
	}
	for _, subject := range s.ref.AllSubjects {
		answer.Subjects = append(answer.Subjects, &typev1.Subject{Code: subject.Code, Name: label(subject.Name, lang)})
	}
	return answer, nil
}
