package idara

import (
	"context"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
)

// ListClasses lists the classes of a school.
func (s *Service) ListClasses(ctx context.Context, req *idarav1.ListClassesRequest) (*idarav1.ListClassesResponse, error) {
	out, err := s.school.ListClasses(ctx, &schoolv1.ListClassesRequest{
		SchoolCode: req.GetSchoolCode(),
		SchoolYear: req.GetSchoolYear(),
		PageSize:   req.GetPageSize(),
		PageToken:  req.GetPageToken(),
	})
	if err != nil {
		return nil, err
	}
	return &idarav1.ListClassesResponse{Classes: out.GetClasses(), NextPageToken: out.GetNextPageToken()}, nil
}
