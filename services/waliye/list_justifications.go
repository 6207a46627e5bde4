package waliye

import (
	"context"

	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	waliyev1 "github.com/massar-platform/massar/proto/gen/massar/waliye/v1"
)

// ListJustifications lists the justifications of a child, newest first.
func (s *Service) ListJustifications(ctx context.Context, req *waliyev1.ListJustificationsRequest) (*waliyev1.ListJustificationsResponse, error) {
	out, err := s.attendance.ListJustifications(ctx, &attendancev1.ListJustificationsRequest{
		StudentId: req.GetStudentId(),
		PageSize:  req.GetPageSize(),
		PageToken: req.GetPageToken(),
	})
	if err != nil {
		return nil, err
	}
	return &waliyev1.ListJustificationsResponse{Justifications: out.GetJustifications(), NextPageToken: out.GetNextPageToken()}, nil
}
