package moudaris

import (
	"context"

	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	moudarisv1 "github.com/massar-platform/massar/proto/gen/massar/moudaris/v1"
)

// ListMarkEvents lists the trail of a sheet, oldest first.
func (s *Service) ListMarkEvents(ctx context.Context, req *moudarisv1.ListMarkEventsRequest) (*moudarisv1.ListMarkEventsResponse, error) {
	out, err := s.grade.ListMarkEvents(ctx, &gradev1.ListMarkEventsRequest{
		MarkSheetId: req.GetMarkSheetId(),
		StudentId:   req.GetStudentId(),
		PageSize:    req.GetPageSize(),
		PageToken:   req.GetPageToken(),
	})
	if err != nil {
		return nil, err
	}
	return &moudarisv1.ListMarkEventsResponse{Events: out.GetEvents(), NextPageToken: out.GetNextPageToken()}, nil
}
