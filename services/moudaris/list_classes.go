package moudaris

import (
	"context"

	moudarisv1 "github.com/massar-platform/massar/proto/gen/massar/moudaris/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
)

// ListClasses lists the classes that the teacher teaches today, each with his subjects.
func (s *Service) ListClasses(ctx context.Context, req *moudarisv1.ListClassesRequest) (*moudarisv1.ListClassesResponse, error) {
	out, err := s.school.ListClasses(ctx, &schoolv1.ListClassesRequest{
		SchoolYear: req.GetSchoolYear(),
		PageSize:   req.GetPageSize(),
		PageToken:  req.GetPageToken(),
	})
	if err != nil {
		return nil, err
	}
	return &moudarisv1.ListClassesResponse{Classes: out.GetClasses(), NextPageToken: out.GetNextPageToken()}, nil
}
