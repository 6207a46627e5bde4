package moudaris

import (
	"context"

	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	moudarisv1 "github.com/massar-platform/massar/proto/gen/massar/moudaris/v1"
)

// SubmitMarkSheet hands the sheet to the school office.
func (s *Service) SubmitMarkSheet(ctx context.Context, req *moudarisv1.SubmitMarkSheetRequest) (*moudarisv1.SubmitMarkSheetResponse, error) {
	out, err := s.grade.SubmitMarkSheet(ctx, &gradev1.SubmitMarkSheetRequest{MarkSheetId: req.GetMarkSheetId()})
	if err != nil {
		return nil, err
	}
	return &moudarisv1.SubmitMarkSheetResponse{MarkSheet: out}, nil
}
