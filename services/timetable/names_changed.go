package timetable

import (
	"context"
	"slices"

	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/services/timetable/internal/store"
)

// namesChanged gives a new version to the timetables that show what has changed at
// school: labels of classes, names of teachers, the cycle that decides the hours. A
// timetable that nobody has written yet shows none of them.
func (s *Service) namesChanged(ctx context.Context, tx sqldb.Tx, page roster.Page) error {
	var schools []string
	for _, row := range page.Schools {
		schools = append(schools, row.Code)
	}
	for _, row := range page.Classes {
		schools = append(schools, row.School)
	}
	for _, row := range page.Staff {
		schools = append(schools, row.School)
	}
	// The locks are taken in one order, so that two followers do not wait for one another.
	slices.Sort(schools)
	return store.RaiseWritten(ctx, tx, slices.Compact(schools))
}
