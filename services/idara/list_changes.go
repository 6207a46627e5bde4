package idara

import (
	"context"

	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
)

// ListChanges says what changed for the caller since a cursor; the reader then fetches it.
func (s *Service) ListChanges(ctx context.Context, req *idarav1.ListChangesRequest) (*idarav1.ListChangesResponse, error) {
	out, err := s.grade.ListChanges(ctx, &gradev1.ListChangesRequest{Cursor: req.GetCursor()})
	if err != nil {
		return nil, err
	}
	return &idarav1.ListChangesResponse{
		Changes: out.GetChanges(),
		Cursor:  out.GetCursor(),
		More:    out.GetMore(),
	}, nil
}
