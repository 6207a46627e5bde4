package idara

import (
	"context"

	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
)

// ProposeCorrection asks for a change of a published mark; another person decides.
func (s *Service) ProposeCorrection(ctx context.Context, req *idarav1.ProposeCorrectionRequest) (*idarav1.CorrectionResponse, error) {
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
	return &idarav1.CorrectionResponse{Correction: out}, nil
}
