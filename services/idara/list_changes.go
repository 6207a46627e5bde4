package idara

import (
	"context"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/changes"
	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
)

// ListChanges says what changed for the caller since a cursor; the reader then fetches it.
func (s *Service) ListChanges(ctx context.Context, req *idarav1.ListChangesRequest) (*idarav1.ListChangesResponse, error) {
	sources := []changes.Source{
		changes.From("marks", s.grade.ListChanges, func(cursor string) *gradev1.ListChangesRequest {
			return &gradev1.ListChangesRequest{Cursor: cursor}
		}),
	}
	// Lessons and absences are the daily work of a school; officers above it read figures.
	if caller, _ := auth.From(ctx); caller.Role == optionsv1.Role_ROLE_SCHOOL_OFFICE {
		sources = append(sources,
			changes.From("absences", s.attendance.ListChanges, func(cursor string) *attendancev1.ListChangesRequest {
				return &attendancev1.ListChangesRequest{Cursor: cursor}
			}),
			changes.From("timetable", s.timetable.ListChanges, func(cursor string) *timetablev1.ListChangesRequest {
				return &timetablev1.ListChangesRequest{Cursor: cursor}
			}),
		)
	}
	page, err := changes.Merge(ctx, req.GetCursor(), sources...)
	if err != nil {
		return nil, err
	}
	return &idarav1.ListChangesResponse{Changes: page.Changes, Cursor: page.Cursor, More: page.More}, nil
}
