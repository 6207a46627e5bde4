package idara

import (
	"context"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
)

// ListReference lists the levels and subjects of the reference data in the caller's language.
func (s *Service) ListReference(ctx context.Context, _ *idarav1.ListReferenceRequest) (*idarav1.ListReferenceResponse, error) {
	out, err := s.school.ListReference(ctx, &schoolv1.ListReferenceRequest{})
	if err != nil {
		return nil, err
	}
	answer := &idarav1.ListReferenceResponse{Subjects: out.GetSubjects()}
	for _, level := range out.GetLevels() {
		answer.Levels = append(answer.Levels, &idarav1.Level{Code: level.GetCode(), Name: level.GetName(), Cycle: level.GetCycle(), Scale: level.GetScale()})
	}
	return answer, nil
}
