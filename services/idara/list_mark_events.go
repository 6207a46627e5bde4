package idara

import (
	"context"

	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
)

// ListMarkEvents lists the trail of a sheet, oldest first.
func (s *Service) ListMarkEvents(ctx context.Context, req *idarav1.ListMarkEventsRequest) (*idarav1.ListMarkEventsResponse, error) {
	out, err := s.grade.ListMarkEvents(ctx, &gradev1.ListMarkEventsRequest{
		MarkSheetId: req.GetMarkSheetId(),
		StudentId:   req.GetStudentId(),
		PageSize:    req.GetPageSize(),
		PageToken:   req.GetPageToken(),
	})
	if err != nil {
		return nil, err
	}
	return &idarav1.ListMarkEventsResponse{Events: out.GetEvents(), NextPageToken: out.GetNextPageToken()}, nil
}
