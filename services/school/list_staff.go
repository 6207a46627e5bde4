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
	after, err := page.Decode(req.GetPageToken(), 2)
	if err != nil {
		return nil, err
	}
	size := page.Size(req.GetPageSize())
	staff, err := store.ListStaff(ctx, s.db, school.Code, after[0], after[1], size+1)
	if err != nil {
		return nil, err
	}
	answer := &schoolv1.ListStaffResponse{}
	if len(staff) > size {
		staff = staff[:size]
		answer.NextPageToken = page.Encode(staff[size-1].SortKey, staff[size-1].ID)
	}
	for _, member := range staff {
		answer.Staff = append(answer.Staff, staffProto(member))
	}
	return answer, nil
}
