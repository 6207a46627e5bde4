package moudaris

import (
	"context"

	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	moudarisv1 "github.com/massar-platform/massar/proto/gen/massar/moudaris/v1"
)

// ListChanges says what changed for the caller since a cursor; the reader then fetches it.
func (s *Service) ListChanges(ctx context.Context, req *moudarisv1.ListChangesRequest) (*moudarisv1.ListChangesResponse, error) {
	out, err := s.grade.ListChanges(ctx, &gradev1.ListChangesRequest{Cursor: req.GetCursor()})
	if err != nil {
		return nil, err
	}
	return &moudarisv1.ListChangesResponse{
		Changes: out.GetChanges(),
		Cursor:  out.GetCursor(),
		More:    out.GetMore(),
	}, nil
}
