package idara

import (
	"context"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
)

// GetImport gives an import of the caller's school with every cell that stopped it.
func (s *Service) GetImport(ctx context.Context, req *idarav1.GetImportRequest) (*idarav1.ImportResponse, error) {
	out, err := s.school.GetImport(ctx, &schoolv1.GetImportRequest{ImportId: req.GetImportId()})
	if err != nil {
		return nil, err
	}
	return &idarav1.ImportResponse{Import: out}, nil
}
