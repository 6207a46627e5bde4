package moudaris

import (
	"context"

	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	moudarisv1 "github.com/massar-platform/massar/proto/gen/massar/moudaris/v1"
)

// ListCorrections lists the corrections of the teacher's sheets.
func (s *Service) ListCorrections(ctx context.Context, req *moudarisv1.ListCorrectionsRequest) (*moudarisv1.ListCorrectionsResponse, error) {
	out, err := s.grade.ListCorrections(ctx, &gradev1.ListCorrectionsRequest{
		State:     req.GetState(),
		PageSize:  req.GetPageSize(),
		PageToken: req.GetPageToken(),
	})
	if err != nil {
		return nil, err
	}
	return &moudarisv1.ListCorrectionsResponse{Corrections: out.GetCorrections(), NextPageToken: out.GetNextPageToken()}, nil
}
