package idara

import (
	"context"

	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
)

// GetPublication says what of a class is published and what still stands in the way.
func (s *Service) GetPublication(ctx context.Context, req *idarav1.GetPublicationRequest) (*idarav1.PublicationResponse, error) {
	out, err := s.grade.GetPublication(ctx, &gradev1.GetPublicationRequest{
		ClassId:    req.GetClassId(),
		SchoolYear: req.GetSchoolYear(),
		Semester:   req.GetSemester(),
	})
	if err != nil {
		return nil, err
	}
	return publication(out), nil
}
