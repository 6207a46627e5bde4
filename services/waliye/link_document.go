package waliye

import (
	"context"

	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	waliyev1 "github.com/massar-platform/massar/proto/gen/massar/waliye/v1"
)

// LinkDocument gives an address that opens a paper for a few minutes.
func (s *Service) LinkDocument(ctx context.Context, req *waliyev1.LinkDocumentRequest) (*typev1.DocumentLink, error) {
	return s.attendance.LinkDocument(ctx, &attendancev1.LinkDocumentRequest{
		DocumentId: req.GetDocumentId(),
	})
}
