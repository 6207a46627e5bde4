package idara

import (
	"context"

	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
)

// RefuseCorrection refuses a correction with a reason.
func (s *Service) RefuseCorrection(ctx context.Context, req *idarav1.RefuseCorrectionRequest) (*idarav1.CorrectionResponse, error) {
	out, err := s.grade.DecideCorrection(ctx, &gradev1.DecideCorrectionRequest{CorrectionId: req.GetCorrectionId(), Reason: req.GetReason()})
	if err != nil {
		return nil, err
	}
	return &idarav1.CorrectionResponse{Correction: out}, nil
}
