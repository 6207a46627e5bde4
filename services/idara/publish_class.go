package idara

import (
	"context"

	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
)

// PublishClass seals a class's semester; families see it when the school clock reaches the hour.
func (s *Service) PublishClass(ctx context.Context, req *idarav1.PublishClassRequest) (*idarav1.PublicationResponse, error) {
	missing := make([]*gradev1.MissingSheet, 0, len(req.GetMissing()))
	for _, sheet := range req.GetMissing() {
		missing = append(missing, &gradev1.MissingSheet{MarkSheetId: sheet.GetMarkSheetId(), Reason: sheet.GetReason()})
	}
	out, err := s.grade.PublishClass(ctx, &gradev1.PublishClassRequest{
		ClassId:       req.GetClassId(),
		SchoolYear:    req.GetSchoolYear(),
		Semester:      req.GetSemester(),
		PublishAt:     req.GetPublishAt(),
		GuardianDelay: req.GetGuardianDelay(),
		Missing:       missing,
	})
	if err != nil {
		return nil, err
	}
	return publication(out), nil
}
