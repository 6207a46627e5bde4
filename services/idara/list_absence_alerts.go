package idara

import (
	"context"

	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
)

// ListAbsenceAlerts lists students whose absences passed a threshold.
func (s *Service) ListAbsenceAlerts(ctx context.Context, req *idarav1.ListAbsenceAlertsRequest) (*idarav1.ListAbsenceAlertsResponse, error) {
	out, err := s.attendance.ListAlerts(ctx, &attendancev1.ListAlertsRequest{
		SchoolCode: req.GetSchoolCode(),
		Month:      req.GetMonth(),
		PageSize:   req.GetPageSize(),
		PageToken:  req.GetPageToken(),
	})
	if err != nil {
		return nil, err
	}
	return &idarav1.ListAbsenceAlertsResponse{Alerts: out.GetAlerts(), NextPageToken: out.GetNextPageToken()}, nil
}
