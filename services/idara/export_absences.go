package idara

import (
	"context"

	"google.golang.org/genproto/googleapis/api/httpbody"
	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"

	"github.com/massar-platform/massar/platform/rpc"
	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
)

// ExportAbsences gives the absences of a class in the layout of MASSAR's annual sheet.
func (s *Service) ExportAbsences(ctx context.Context, req *idarav1.ExportAbsencesRequest) (*httpbody.HttpBody, error) {
	var header metadata.MD
	file, err := s.attendance.ExportAbsences(ctx, &attendancev1.ExportAbsencesRequest{
		ClassId: req.GetClassId(),
	}, grpc.Header(&header))
	if err != nil {
		return nil, err
	}
	return file, rpc.Download(ctx, header)
}
