package moudaris

import (
	"context"

	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	moudarisv1 "github.com/massar-platform/massar/proto/gen/massar/moudaris/v1"
)

// ListMarkSheets lists the teacher's sheets with how much is entered.
func (s *Service) ListMarkSheets(ctx context.Context, req *moudarisv1.ListMarkSheetsRequest) (*moudarisv1.ListMarkSheetsResponse, error) {
	out, err := s.grade.ListMarkSheets(ctx, &gradev1.ListMarkSheetsRequest{
		ClassId:    req.GetClassId(),
		Semester:   req.GetSemester(),
		SchoolYear: req.GetSchoolYear(),
		PageSize:   req.GetPageSize(),
		PageToken:  req.GetPageToken(),
	})
	if err != nil {
		return nil, err
	}
	return &moudarisv1.ListMarkSheetsResponse{MarkSheets: out.GetMarkSheets(), NextPageToken: out.GetNextPageToken()}, nil
}
