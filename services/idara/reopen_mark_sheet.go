package idara

import (
	"context"

	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
)

// ReopenMarkSheet gives a sheet back to its teacher, before publication only.
func (s *Service) ReopenMarkSheet(ctx context.Context, req *idarav1.ReopenMarkSheetRequest) (*idarav1.MarkSheetHeadResponse, error) {
	out, err := s.grade.ReopenMarkSheet(ctx, &gradev1.ReopenMarkSheetRequest{MarkSheetId: req.GetMarkSheetId(), Reason: req.GetReason()})
	if err != nil {
		return nil, err
	}
	return &idarav1.MarkSheetHeadResponse{MarkSheet: out}, nil
}
