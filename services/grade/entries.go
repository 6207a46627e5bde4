package grade

import (
	"context"
	"slices"

	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/services/grade/internal/entry"
	"github.com/massar-platform/massar/services/grade/internal/grading"
	"github.com/massar-platform/massar/services/grade/internal/store"
	"github.com/massar-platform/massar/services/grade/internal/trail"
)

// entries is what was decided about cells and remarks of one sheet. A save and
// an import write it the same way.
type entries struct {
	// kind is the kind of the cells' events.
	kind    string
	cells   []entry.Decision
	remarks []entry.RemarkDecision
}

// writeEntries writes the saved cells and remarks of a locked sheet with their
// events, and what families may see of them.
func (s *Service) writeEntries(ctx context.Context, tx sqldb.Tx, r reach, sheet *store.Sheet, e entries) error {
	var (
		cells    = make([]store.CellWrite, 0, len(e.cells))
		remarks  = make([]store.RemarkWrite, 0, len(e.remarks))
		events   = make([]trail.Event, 0, len(e.cells)+len(e.remarks))
		base     = r.event(ctx, e.kind)
		released = false
	)
	for _, d := range e.cells {
		if d.Outcome != entry.Saved || d.Unchanged() {
			continue
		}
		after := entry.Cell{Value: d.Value, Version: d.Version, PendingSince: d.PendingSince(r.now)}
		cells = append(cells, store.CellWrite{Key: d.Input.Key, Cell: after})
		event := base
		event.Student, event.Column, event.Before, event.After = d.Input.Student, d.Input.Column, d.Before.Text(), after.Text()
		events = append(events, event)
		released = released || sheet.ColumnStates[d.Input.Column] == store.ColumnReleased
	}
	for _, d := range e.remarks {
		if d.Outcome != entry.Saved {
			continue
		}
		remarks = append(remarks, store.RemarkWrite{Student: d.Input.Student, Text: d.Input.Text, Version: d.Version})
		event := base
		event.Kind, event.Student, event.Before, event.After = trail.Remark, d.Input.Student, d.Before.Text, d.Input.Text
		events = append(events, event)
	}
	if len(events) == 0 {
		return nil
	}
	sheet.Entered += entry.EnteredChange(e.cells)
	err := store.WriteEntries(ctx, tx, s.db.Engine(), sheet, r.writer(), store.Entries{
		Cells: cells, Remarks: remarks, Events: events, Changes: []store.Change{r.sheetChanged(sheet)},
	})
	if err == nil && e.absences() {
		err = s.followEntered(ctx, tx, r, sheet, e)
	}
	if err != nil || !released {
		return err
	}
	told, err := s.refreshEarlyViews(ctx, tx, r, sheet.ClassID, sheet.SchoolYear, sheet.Semester)
	if err != nil {
		return err
	}
	return store.AddChanges(ctx, tx, r.marksChanged(told))
}

// absences says whether an absence was entered.
func (e entries) absences() bool {
	return slices.ContainsFunc(e.cells, func(d entry.Decision) bool {
		return d.Outcome == entry.Saved && !d.Unchanged() && d.Value.State == grading.Pending
	})
}

// followEntered decides entered absences that the office has decided already, and
// notes the versions that their cells have then.
func (s *Service) followEntered(ctx context.Context, tx sqldb.Tx, r reach, sheet *store.Sheet, e entries) error {
	moved, err := s.followRegister(ctx, tx, r, sheet)
	for i, d := range e.cells {
		if cell, ok := moved[d.Input.Key]; ok && d.Outcome == entry.Saved {
			e.cells[i].Version = cell.Version
		}
	}
	return err
}
