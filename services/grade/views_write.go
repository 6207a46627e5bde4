package grade

import (
	"context"

	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/services/grade/internal/grading"
	"github.com/massar-platform/massar/services/grade/internal/store"
	"github.com/massar-platform/massar/services/grade/internal/views"
)

// writeEarly stamps and writes the early views of a locked term.
func (s *Service) writeEarly(ctx context.Context, tx sqldb.Tx, t store.Term, d termData, version, now int64) ([]string, error) {
	stamp, err := d.stamp.Encode()
	if err != nil {
		return nil, err
	}
	roster, err := views.EncodeRoster(d.roster)
	if err != nil {
		return nil, err
	}
	if err := store.SetEarlyStamp(ctx, tx, t, stamp, roster, now); err != nil {
		return nil, err
	}
	list, err := earlyViews(d.stamp, d.roster, d.content.values())
	if err != nil {
		return nil, err
	}
	until, err := pendingUntil(d.stamp, d.content, shownEarly)
	if err != nil {
		return nil, err
	}
	if err := store.DropViewsExcept(ctx, tx, t, store.ViewEarly, d.roster); err != nil {
		return nil, err
	}
	return writeViews(ctx, tx, t, version, now, until, list)
}

// writePublished writes the published views of a locked term from what its
// publication has stamped.
func (s *Service) writePublished(ctx context.Context, tx sqldb.Tx, p *store.Publication, c content, version, now int64) ([]string, error) {
	stamp, err := views.DecodeStamp(p.Stamp)
	if err != nil {
		return nil, err
	}
	roster, err := views.DecodeRoster(p.Roster)
	if err != nil {
		return nil, err
	}
	list, err := publishedViews(p, stamp, roster, c.values())
	if err != nil {
		return nil, err
	}
	until, err := pendingUntil(stamp, c, shownPublished)
	if err != nil {
		return nil, err
	}
	return writeViews(ctx, tx, p.Term, version, now, until, list)
}

// heldView is a view with whether anything in it was entered in this class.
type heldView struct {
	store.View
	holds bool
}

// writeViews writes the views of a term. A student who came from another class
// and has nothing in this one keeps the view that the other class wrote: marks
// stay when students move.
func writeViews(ctx context.Context, tx sqldb.Tx, t store.Term, version, now int64, until string, list []heldView) ([]string, error) {
	var empty []string
	for _, v := range list {
		if !v.holds {
			empty = append(empty, v.Student)
		}
	}
	var elsewhere map[string]map[string]bool
	if len(empty) > 0 {
		var err error
		if elsewhere, err = store.ViewsElsewhere(ctx, tx, t, empty); err != nil {
			return nil, err
		}
	}
	rows := make([]store.View, 0, len(list))
	students := make([]string, 0, len(list))
	for _, v := range list {
		if !v.holds && elsewhere[v.Student][v.Kind] {
			continue
		}
		rows = append(rows, v.View)
		students = append(students, v.Student)
	}
	return students, store.UpsertViews(ctx, tx, t, version, now, until, rows)
}

// pendingUntil is the last day on which all undecided absences of the shown
// columns still wait; empty where there are none.
func pendingUntil(stamp views.Stamp, c content, shown func(views.Sheet, views.Column) bool) (string, error) {
	delay, err := stamp.AbsenceDelay()
	if err != nil {
		return "", err
	}
	until := ""
	for _, sheet := range stamp.Sheets {
		dates := map[string]string{}
		for _, column := range sheet.Columns {
			if shown(sheet, column) {
				dates[column.Name] = column.Date
			}
		}
		for key, cell := range c.cells[sheet.SheetID] {
			date, ok := dates[key.Column]
			if !ok || cell.Value.State != grading.Pending {
				continue
			}
			deadline, err := undecidedUntil(c.registers[sheet.SheetID][key], date, cell.PendingSince, delay)
			if err != nil {
				return "", err
			}
			if until == "" || deadline < until {
				until = deadline
			}
		}
	}
	return until, nil
}
