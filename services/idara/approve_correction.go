package idara

import (
	"context"

	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
)

// ApproveCorrection approves a correction that somebody else proposed.
func (s *Service) ApproveCorrection(ctx context.Context, req *idarav1.ApproveCorrectionRequest) (*idarav1.CorrectionResponse, error) {
	out, err := s.grade.DecideCorrection(ctx, &gradev1.DecideCorrectionRequest{
		CorrectionId: req.GetCorrectionId(),
		Approve:      true,
		Reason:       req.GetReason(),
	})
	if err != nil {
		return nil, err
	}
	return &idarav1.CorrectionResponse{Correction: out}, nil
}
