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

// GetAbsenceLetter gives a letter as PDF.
func (s *Service) GetAbsenceLetter(ctx context.Context, req *idarav1.GetAbsenceLetterRequest) (*httpbody.HttpBody, error) {
	var header metadata.MD
	file, err := s.attendance.GetLetter(ctx, &attendancev1.GetLetterRequest{
		LetterId: req.GetLetterId(),
		Lang:     req.GetLang(),
	}, grpc.Header(&header))
	if err != nil {
		return nil, err
	}
	return file, rpc.Download(ctx, header)
}
