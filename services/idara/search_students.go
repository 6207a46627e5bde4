package idara

import (
	"context"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
)

// SearchStudents finds students of a school by folded name or Massar code.
func (s *Service) SearchStudents(ctx context.Context, req *idarav1.SearchStudentsRequest) (*idarav1.SearchStudentsResponse, error) {
	out, err := s.school.SearchStudents(ctx, &schoolv1.SearchStudentsRequest{
		SchoolCode: req.GetSchoolCode(),
		Query:      req.GetQuery(),
		PageSize:   req.GetPageSize(),
		PageToken:  req.GetPageToken(),
		Status:     req.GetStatus(),
		SchoolYear: req.GetSchoolYear(),
	})
	if err != nil {
		return nil, err
	}
	return &idarav1.SearchStudentsResponse{Students: out.GetStudents(), NextPageToken: out.GetNextPageToken()}, nil
}
