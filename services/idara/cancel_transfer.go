package idara

import (
	"context"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
)

// CancelTransfer takes back what the caller's school asked.
func (s *Service) CancelTransfer(ctx context.Context, req *idarav1.CancelTransferRequest) (*idarav1.TransferResponse, error) {
	transfer, err := s.school.CancelTransfer(ctx, &schoolv1.CancelTransferRequest{TransferId: req.GetTransferId()})
	if err != nil {
		return nil, err
	}
	return &idarav1.TransferResponse{Transfer: transfer}, nil
}
