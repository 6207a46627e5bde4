package idara

import (
	"context"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
)

// ListStaff lists the staff records of a school.
func (s *Service) ListStaff(ctx context.Context, req *idarav1.ListStaffRequest) (*idarav1.ListStaffResponse, error) {
	out, err := s.school.ListStaff(ctx, &schoolv1.ListStaffRequest{
		SchoolCode: req.GetSchoolCode(),
		PageSize:   req.GetPageSize(),
		PageToken:  req.GetPageToken(),
	})
	if err != nil {
		return nil, err
	}
	answer := &idarav1.ListStaffResponse{NextPageToken: out.GetNextPageToken()}
	for _, member := range out.GetStaff() {
		answer.Staff = append(answer.Staff, staff(member))
	}
	return answer, nil
}
