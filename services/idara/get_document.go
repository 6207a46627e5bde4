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

// GetDocument gives the paper behind such an address.
func (s *Service) GetDocument(ctx context.Context, req *idarav1.GetDocumentRequest) (*httpbody.HttpBody, error) {
	var header metadata.MD
	file, err := s.attendance.GetDocument(ctx, &attendancev1.GetDocumentRequest{
		Token: req.GetToken(),
	}, grpc.Header(&header))
	if err != nil {
		return nil, err
	}
	return file, rpc.Download(ctx, header)
}
