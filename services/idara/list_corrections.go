package idara

import (
	"context"

	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
)

// ListCorrections lists the corrections of the school.
func (s *Service) ListCorrections(ctx context.Context, req *idarav1.ListCorrectionsRequest) (*idarav1.ListCorrectionsResponse, error) {
	out, err := s.grade.ListCorrections(ctx, &gradev1.ListCorrectionsRequest{
		SchoolCode: req.GetSchoolCode(),
		State:      req.GetState(),
		PageSize:   req.GetPageSize(),
		PageToken:  req.GetPageToken(),
	})
	if err != nil {
		return nil, err
	}
	return &idarav1.ListCorrectionsResponse{Corrections: out.GetCorrections(), NextPageToken: out.GetNextPageToken()}, nil
}
