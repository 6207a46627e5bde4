package idara

import (
	"context"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
)

// AskTransfer asks the school of a student to release him into a class of the caller's.
func (s *Service) AskTransfer(ctx context.Context, req *idarav1.AskTransferRequest) (*idarav1.TransferResponse, error) {
	transfer, err := s.school.AskTransfer(ctx, &schoolv1.AskTransferRequest{
		MassarCode: req.GetMassarCode(),
		ClassId:    req.GetClassId(),
		Date:       req.GetDate(),
		Reason:     req.GetReason(),
	})
	if err != nil {
		return nil, err
	}
	return &idarav1.TransferResponse{Transfer: transfer}, nil
}
