package waliye

import (
	"context"

	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	waliyev1 "github.com/massar-platform/massar/proto/gen/massar/waliye/v1"
)

// ListChildPath lists a child's enrolments over the years, newest first.
func (s *Service) ListChildPath(ctx context.Context, req *waliyev1.ListChildPathRequest) (*waliyev1.ListChildPathResponse, error) {
	out, err := s.school.ListPath(ctx, &schoolv1.ListPathRequest{StudentId: req.GetStudentId()})
	if err != nil {
		return nil, err
	}
	return &waliyev1.ListChildPathResponse{Steps: out.GetSteps()}, nil
}
