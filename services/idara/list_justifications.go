package idara

import (
	"context"

	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
)

// ListJustifications lists justifications by state or student.
func (s *Service) ListJustifications(ctx context.Context, req *idarav1.ListJustificationsRequest) (*idarav1.ListJustificationsResponse, error) {
	out, err := s.attendance.ListJustifications(ctx, &attendancev1.ListJustificationsRequest{
		SchoolCode: req.GetSchoolCode(),
		StudentId:  req.GetStudentId(),
		State:      req.GetState(),
		PageSize:   req.GetPageSize(),
		PageToken:  req.GetPageToken(),
	})
	if err != nil {
		return nil, err
	}
	return &idarav1.ListJustificationsResponse{Justifications: out.GetJustifications(), NextPageToken: out.GetNextPageToken()}, nil
}
