package idara

import (
	"context"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
)

// RefuseTransfer keeps a student whom another school asked for.
func (s *Service) RefuseTransfer(ctx context.Context, req *idarav1.RefuseTransferRequest) (*idarav1.TransferResponse, error) {
	transfer, err := s.school.DecideTransfer(ctx, &schoolv1.DecideTransferRequest{
		TransferId: req.GetTransferId(),
		Reason:     req.GetReason(),
	})
	if err != nil {
		return nil, err
	}
	return &idarav1.TransferResponse{Transfer: transfer}, nil
}
