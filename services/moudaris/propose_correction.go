package moudaris

import (
	"context"

	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	moudarisv1 "github.com/massar-platform/massar/proto/gen/massar/moudaris/v1"
)

// ProposeCorrection asks for a change of a published mark; another person decides.
func (s *Service) ProposeCorrection(ctx context.Context, req *moudarisv1.ProposeCorrectionRequest) (*moudarisv1.ProposeCorrectionResponse, error) {
	out, err := s.grade.ProposeCorrection(ctx, &gradev1.ProposeCorrectionRequest{
		MarkSheetId: req.GetMarkSheetId(),
		StudentId:   req.GetStudentId(),
		Column:      req.GetColumn(),
		Mark:        req.Mark,
		State:       req.State,
		Reason:      req.GetReason(),
	})
	if err != nil {
		return nil, err
	}
	return &moudarisv1.ProposeCorrectionResponse{Correction: out}, nil
}
