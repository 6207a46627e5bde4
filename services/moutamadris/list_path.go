package moutamadris

import (
	"context"

	moutamadrisv1 "github.com/massar-platform/massar/proto/gen/massar/moutamadris/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
)

// ListPath lists the student's enrolments over the years, newest first.
func (s *Service) ListPath(ctx context.Context, _ *moutamadrisv1.ListPathRequest) (*moutamadrisv1.ListPathResponse, error) {
	out, err := s.school.ListPath(ctx, &schoolv1.ListPathRequest{StudentId: self(ctx)})
	if err != nil {
		return nil, err
	}
	return &moutamadrisv1.ListPathResponse{Steps: out.GetSteps()}, nil
}
