package idara

import (
	"context"

	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
)

// ListMarkSheets lists the sheets of a class or school with how much is entered.
func (s *Service) ListMarkSheets(ctx context.Context, req *idarav1.ListMarkSheetsRequest) (*idarav1.ListMarkSheetsResponse, error) {
	out, err := s.grade.ListMarkSheets(ctx, &gradev1.ListMarkSheetsRequest{
		ClassId:    req.GetClassId(),
		Semester:   req.GetSemester(),
		SchoolYear: req.GetSchoolYear(),
		SchoolCode: req.GetSchoolCode(),
		PageSize:   req.GetPageSize(),
		PageToken:  req.GetPageToken(),
	})
	if err != nil {
		return nil, err
	}
	return &idarav1.ListMarkSheetsResponse{MarkSheets: out.GetMarkSheets(), NextPageToken: out.GetNextPageToken()}, nil
}
