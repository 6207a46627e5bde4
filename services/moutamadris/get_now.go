package moutamadris

import (
	"context"

	moutamadrisv1 "github.com/massar-platform/massar/proto/gen/massar/moutamadris/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// GetNow gives the lesson that runs and the next one.
func (s *Service) GetNow(ctx context.Context, _ *moutamadrisv1.GetNowRequest) (*typev1.NowNext, error) {
	return s.timetable.GetNow(ctx, &timetablev1.GetNowRequest{
		StudentId: self(ctx),
	})
}
