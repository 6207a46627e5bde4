package idara

import (
	"context"

	"google.golang.org/genproto/googleapis/api/httpbody"
	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"

	"github.com/massar-platform/massar/platform/rpc"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
)

// ExportTimetable gives the pattern of a school as FET's XML or as CSV.
func (s *Service) ExportTimetable(ctx context.Context, req *idarav1.ExportTimetableRequest) (*httpbody.HttpBody, error) {
	var header metadata.MD
	file, err := s.timetable.ExportTimetable(ctx, &timetablev1.ExportTimetableRequest{
		SchoolCode: req.GetSchoolCode(),
		Format:     req.GetFormat(),
		Date:       req.GetDate(),
	}, grpc.Header(&header))
	if err != nil {
		return nil, err
	}
	return file, rpc.Download(ctx, header)
}
