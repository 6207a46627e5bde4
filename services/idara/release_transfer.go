package idara

import (
	"context"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
)

// ReleaseTransfer lets a student go to the school that asked for him.
func (s *Service) ReleaseTransfer(ctx context.Context, req *idarav1.ReleaseTransferRequest) (*idarav1.TransferResponse, error) {
	transfer, err := s.school.DecideTransfer(ctx, &schoolv1.DecideTransferRequest{
		TransferId: req.GetTransferId(),
		Release:    true,
		Date:       req.GetDate(),
		Reason:     req.GetReason(),
	})
	if err != nil {
		return nil, err
	}
	return &idarav1.TransferResponse{Transfer: transfer}, nil
}
