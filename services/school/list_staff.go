package school

import (
	"context"

	"github.com/massar-platform/massar/platform/page"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	"github.com/massar-platform/massar/services/school/internal/store"
)

// ListStaff lists the staff records of a school by name.
func (s *Service) ListStaff(ctx context.Context, req *schoolv1.ListStaffRequest) (*schoolv1.ListStaffResponse, error) {
	school, err := s.officeSchool(ctx, s.db, req.GetSchoolCode())
	if err != nil {
		return nil, err
	}
	asked, err := page.Parse(req.GetPageSize(), req.GetPageToken(), 1, "staff", school.Code)
	if err != nil {
		return nil, err
	}
	staff, err := store.ListStaff(ctx, s.db, school.Code, after(asked, 0), asked.Limit())
	if err != nil {
		return nil, err
	}
	answer := &schoolv1.ListStaffResponse{}
	staff, answer.NextPageToken = page.Next(asked, staff, func(one store.Staff) []string { return []string{one.ID} })
	for _, member := range staff {
		answer.Staff = append(answer.Staff, staffProto(member))
	}
	return answer, nil
}
