package idara

import (
	"context"

	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// DecideAbsence makes a pending absence justified or unjustified.
func (s *Service) DecideAbsence(ctx context.Context, req *idarav1.DecideAbsenceRequest) (*typev1.SheetCell, error) {
	return s.grade.DecideAbsence(ctx, &gradev1.DecideAbsenceRequest{
		MarkSheetId: req.GetMarkSheetId(),
		StudentId:   req.GetStudentId(),
		Column:      req.GetColumn(),
		Justified:   req.GetJustified(),
		Reason:      req.GetReason(),
	})
}
