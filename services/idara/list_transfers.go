package idara

import (
	"context"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
)

// ListTransfers lists the transfers of a school in one direction, or those that wait for an officer.
func (s *Service) ListTransfers(ctx context.Context, req *idarav1.ListTransfersRequest) (*idarav1.ListTransfersResponse, error) {
	out, err := s.school.ListTransfers(ctx, &schoolv1.ListTransfersRequest{
		SchoolCode: req.GetSchoolCode(),
		Direction:  req.GetDirection(),
		State:      req.GetState(),
		PageSize:   req.GetPageSize(),
		PageToken:  req.GetPageToken(),
	})
	if err != nil {
		return nil, err
	}
	return &idarav1.ListTransfersResponse{Transfers: out.GetTransfers(), NextPageToken: out.GetNextPageToken()}, nil
}
