package waliye

import (
	"context"

	"github.com/massar-platform/massar/platform/changes"
	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	waliyev1 "github.com/massar-platform/massar/proto/gen/massar/waliye/v1"
)

// ListChanges says what changed for the caller since a cursor; the reader then fetches it.
func (s *Service) ListChanges(ctx context.Context, req *waliyev1.ListChangesRequest) (*waliyev1.ListChangesResponse, error) {
	page, err := changes.Merge(ctx, req.GetCursor(),
		changes.From("marks", s.grade.ListChanges, func(cursor string) *gradev1.ListChangesRequest {
			return &gradev1.ListChangesRequest{Cursor: cursor}
		}),
		changes.From("absences", s.attendance.ListChanges, func(cursor string) *attendancev1.ListChangesRequest {
			return &attendancev1.ListChangesRequest{Cursor: cursor}
		}),
		changes.From("timetable", s.timetable.ListChanges, func(cursor string) *timetablev1.ListChangesRequest {
			return &timetablev1.ListChangesRequest{Cursor: cursor}
		}),
	)
	if err != nil {
		return nil, err
	}
	return &waliyev1.ListChangesResponse{Changes: page.Changes, Cursor: page.Cursor, More: page.More}, nil
}
