package moudaris

import (
	"context"

	"google.golang.org/genproto/googleapis/api/httpbody"
	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"

	"github.com/massar-platform/massar/platform/rpc"
	moudarisv1 "github.com/massar-platform/massar/proto/gen/massar/moudaris/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
)

// GetCalendar gives the timetable behind a calendar address.
func (s *Service) GetCalendar(ctx context.Context, req *moudarisv1.GetCalendarRequest) (*httpbody.HttpBody, error) {
	var header metadata.MD
	file, err := s.timetable.GetCalendar(ctx, &timetablev1.GetCalendarRequest{
		Token: req.GetToken(),
	}, grpc.Header(&header))
	if err != nil {
		return nil, err
	}
	return file, rpc.Download(ctx, header)
}
