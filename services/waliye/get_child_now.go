package waliye

import (
	"context"

	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	waliyev1 "github.com/massar-platform/massar/proto/gen/massar/waliye/v1"
)

// GetChildNow gives the lesson in which a child is, and the next one.
func (s *Service) GetChildNow(ctx context.Context, req *waliyev1.GetChildNowRequest) (*typev1.NowNext, error) {
	return s.timetable.GetNow(ctx, &timetablev1.GetNowRequest{
		StudentId: req.GetStudentId(),
	})
}
