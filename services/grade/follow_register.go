package grade

import (
	"cmp"
	"context"
	"slices"

	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/services/grade/internal/control"
	"github.com/massar-platform/massar/services/grade/internal/entry"
	"github.com/massar-platform/massar/services/grade/internal/grading"
	"github.com/massar-platform/massar/services/grade/internal/store"
	"github.com/massar-platform/massar/services/grade/internal/trail"
)

// reasonJustification is the reason of a decision that was taken about the absence
// itself, not about the mark.
const reasonJustification = "justification"

// present is who does what no person does, now.
func (s *Service) present() reach { return reach{day: s.clock.Today(), now: s.clock.Now().UnixMicro()} }

// registerEvent is an event of the trail by the registers.
func (r reach) registerEvent(act control.Act) trail.Event {
	event := trail.Event{At: r.now, Account: store.Register, Role: store.System, Kind: trail.Register}
	if act == control.Decide {
		event.Kind, event.Reason = trail.DecideAbsence, reasonJustification
	}
	return event
}

// registerMove is a cell that follows the register.
type registerMove struct {
	store.CellWrite
	before entry.Cell
	act    control.Act
}

// followRegister brings the cells of a locked sheet to what the registers of its
// controls' days say, where no person has said otherwise. It answers the cells that
// it wrote. Done twice, it writes nothing the second time.
func (s *Service) followRegister(ctx context.Context, tx sqldb.Tx, r reach, sheet *store.Sheet) (map[entry.Key]entry.Cell, error) {
	columns, err := store.ListColumns(ctx, tx, sheet.ID)
	if err != nil {
		return nil, err
	}
	moves, waits, err := planRegister(ctx, tx, r, sheet, columns)
	if err != nil {
		return nil, err
	}
	if len(moves) == 0 {
		// Until when they wait may be another day now, and views carry it.
		if waits && (sheet.State != store.SheetOpen || slices.ContainsFunc(columns, released)) {
			_, err = s.refreshViews(ctx, tx, sheet.Term(), r.day, r.now)
		}
		return nil, err
	}
	var (
		moved  = make(map[entry.Key]entry.Cell, len(moves))
		cells  = make([]store.CellWrite, len(moves))
		events = make([]trail.Event, len(moves))
		shown  = sheet.State != store.SheetOpen
	)
	for i, m := range moves {
		event := r.registerEvent(m.act)
		event.Student, event.Column, event.Before, event.After = m.Student, m.Column, m.before.Text(), m.Text()
		cells[i], events[i], moved[m.Key] = m.CellWrite, event, m.Cell
		if m.Entered() {
			sheet.Entered++
		}
		if m.before.Entered() {
			sheet.Entered--
		}
		shown = shown || stateOfColumn(columns, m.Column) == store.ColumnReleased
	}
	if err := store.UpsertCells(ctx, tx, sheet, store.Writer{Account: store.Register, At: r.now}, cells); err != nil {
		return nil, err
	}
	if err := store.Append(ctx, tx, sheet, r.now, events); err != nil {
		return nil, err
	}
	changes := []store.Change{r.sheetChanged(sheet)}
	if shown {
		told, err := s.refreshViews(ctx, tx, sheet.Term(), r.day, r.now)
		if err != nil {
			return nil, err
		}
		changes = append(changes, r.marksChanged(told)...)
	}
	return moved, store.AddChanges(ctx, tx, changes)
}

// planRegister judges every cell that the register or the clock wrote, and every
// cell of a student who was absent, in the order of columns and students. waits says
// that an absence is undecided and stays so.
func planRegister(ctx context.Context, tx sqldb.Tx, r reach, sheet *store.Sheet, columns []store.Column) (moves []registerMove, waits bool, err error) {
	absent, err := store.AbsencesAt(ctx, tx, sheet, columns)
	if err != nil {
		return nil, false, err
	}
	cells, err := store.ListCells(ctx, tx, sheet.ID)
	if err != nil {
		return nil, false, err
	}
	open := map[string]bool{}
	for _, c := range columns {
		if c.Kind == store.KindControl {
			open[c.Name] = sheet.State == store.SheetOpen && c.State != store.ColumnLocked
		}
	}
	cases := map[entry.Key]control.Case{}
	for key, register := range absent {
		cases[key] = control.Case{
			Before: cells[key], Register: register.Absence, Waits: register.Waits(r.day), Open: open[key.Column],
		}
		waits = waits || register.Absence == control.Undecided && cells[key].Value.State == grading.Pending
	}
	for key, cell := range cells {
		if _, known := cases[key]; known {
			continue
		}
		if _, isControl := open[key.Column]; isControl && (cell.By == store.Register || cell.SettledByTime) {
			cases[key] = control.Case{Before: cell, Open: open[key.Column]}
		}
	}
	if err := completeCases(ctx, tx, r, sheet, cases); err != nil {
		return nil, false, err
	}
	for key, c := range cases {
		value, act := control.Judge(c)
		if act == control.Leave {
			continue
		}
		after := entry.Cell{Value: value, Version: c.Before.Version + 1}
		if value.State == grading.Pending {
			after.PendingSince = r.now
		}
		moves = append(moves, registerMove{CellWrite: store.CellWrite{Key: key, Cell: after}, before: c.Before, act: act})
	}
	slices.SortFunc(moves, func(a, b registerMove) int {
		return cmp.Or(cmp.Compare(a.Column, b.Column), cmp.Compare(a.Student, b.Student))
	})
	return moves, waits, nil
}

// completeCases reads what only some acts depend on: who has left the class where an
// absence would be entered, and what people wrote where one would be taken back.
func completeCases(ctx context.Context, tx sqldb.Tx, r reach, sheet *store.Sheet, cases map[entry.Key]control.Case) error {
	acts := map[control.Act]bool{}
	for _, c := range cases {
		_, act := control.Judge(c)
		acts[act] = true
	}
	if acts[control.Enter] {
		pupils, err := store.Roster(ctx, tx, sheet.ClassID, r.day)
		if err != nil {
			return err
		}
		left := make(map[string]bool, len(pupils))
		for _, p := range pupils {
			left[p.StudentID] = p.Left
		}
		for key, c := range cases {
			c.Open = c.Open && !left[key.Student]
			cases[key] = c
		}
	}
	if acts[control.Clear] {
		touched, err := store.TouchedCells(ctx, tx, sheet)
		if err != nil {
			return err
		}
		for key, c := range cases {
			c.Touched = touched[key]
			cases[key] = c
		}
	}
	return nil
}

func released(c store.Column) bool { return c.State == store.ColumnReleased }

func stateOfColumn(columns []store.Column, name string) string {
	for _, c := range columns {
		if c.Name == name {
			return c.State
		}
	}
	return ""
}
