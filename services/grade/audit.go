package grade

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/services/grade/internal/entry"
	"github.com/massar-platform/massar/services/grade/internal/store"
	"github.com/massar-platform/massar/services/grade/internal/trail"
)

const (
	auditSheets = 100
	auditEvents = 1000
)

// AuditFault is one place where what is stored does not follow from the trail.
// Student and Column are empty where the whole sheet is meant.
type AuditFault struct {
	SheetID string
	Student string
	Column  string
	What    string
}

// String names the place and what is wrong.
func (f AuditFault) String() string {
	text := "sheet " + f.SheetID
	if f.Student != "" {
		text += ", student " + f.Student
	}
	if f.Column != "" {
		text += ", column " + f.Column
	}
	return text + ": " + f.What
}

// AuditSummary counts what VerifyAudit looked at.
type AuditSummary struct {
	Sheets int
	Events int64
	Faults int
}

// VerifyAudit recomputes the hash chain of every mark sheet and compares cells,
// remarks, columns and state with what the events add up to. Each fault goes to
// report. A sheet that looks wrong is read a second time before it is reported:
// the service may be writing to it. An error says that the data could not be read.
func VerifyAudit(ctx context.Context, q sqldb.Querier, report func(AuditFault)) (AuditSummary, error) {
	var sum AuditSummary
	after := ""
	for {
		sheets, err := store.AuditSheets(ctx, q, after, auditSheets)
		if err != nil || len(sheets) == 0 {
			return sum, err
		}
		for _, sheet := range sheets {
			faults, events, err := verifySheet(ctx, q, sheet)
			if err == nil && len(faults) > 0 {
				if sheet, err = store.FindSheet(ctx, q, sheet.ID); err == nil {
					faults, events, err = verifySheet(ctx, q, sheet)
				}
			}
			if err != nil {
				return sum, err
			}
			for _, f := range faults {
				report(f)
			}
			sum.Sheets, sum.Events, sum.Faults = sum.Sheets+1, sum.Events+events, sum.Faults+len(faults)
		}
		after = sheets[len(sheets)-1].ID
	}
}

// foldSheet reads a sheet's trail; check sees every event in order.
func foldSheet(ctx context.Context, q sqldb.Querier, sheetID string, check func(trail.Sealed) error) (*trail.Folded, error) {
	folded := trail.NewFolded()
	after := int64(0)
	for {
		events, err := store.ListEvents(ctx, q, sheetID, "", after, auditEvents)
		if err != nil {
			return nil, err
		}
		for _, e := range events {
			if err := check(e); err != nil {
				return nil, err
			}
			folded.Add(e.Event)
			after = e.Seq
		}
		if len(events) < auditEvents {
			return folded, nil
		}
	}
}

func verifySheet(ctx context.Context, q sqldb.Querier, sheet *store.Sheet) ([]AuditFault, int64, error) {
	v := trail.NewVerifier(sheet.ID)
	folded, err := foldSheet(ctx, q, sheet.ID, v.Next)
	if err == nil {
		err = v.End(sheet.HeadSeq, sheet.HeadHash)
	}
	var fault *trail.Fault
	if errors.As(err, &fault) {
		what := fmt.Sprintf("the trail is broken at event %d: %s", fault.Seq, fault.What)
		return []AuditFault{{SheetID: sheet.ID, What: what}}, fault.Seq, nil
	}
	if err != nil {
		return nil, 0, err
	}
	columns, err := store.ListColumns(ctx, q, sheet.ID)
	if err != nil {
		return nil, 0, err
	}
	cells, err := store.ListCells(ctx, q, sheet.ID)
	if err != nil {
		return nil, 0, err
	}
	remarks, err := store.ListRemarks(ctx, q, sheet.ID)
	if err != nil {
		return nil, 0, err
	}
	faults := compareSheet(sheet, folded, columns)
	faults = append(faults, compareCells(sheet.ID, folded, cells, remarks)...)
	return faults, folded.Events, nil
}

// compareSheet compares the sheet itself and its columns with the trail.
func compareSheet(sheet *store.Sheet, folded *trail.Folded, columns []store.Column) []AuditFault {
	var faults []AuditFault
	add := func(column, what string, args ...any) {
		faults = append(faults, AuditFault{SheetID: sheet.ID, Column: column, What: fmt.Sprintf(what, args...)})
	}
	if state := cmp.Or(folded.State, store.SheetOpen); state != sheet.State {
		add("", "the sheet is %s, its trail says %s", sheet.State, state)
	}
	entered := int64(0)
	for _, c := range folded.Cells {
		if c.Text != "" && c.Text != (entry.Cell{Version: 1}).Text() {
			entered++
		}
	}
	if entered != sheet.Entered {
		add("", "the sheet counts %d filled cells, its trail %d", sheet.Entered, entered)
	}
	for _, c := range columns {
		told := folded.Columns[c.Name]
		if state := cmp.Or(told.State, store.ColumnOpen); state != c.State {
			add(c.Name, "the column is %s, the trail says %s", c.State, state)
		}
		if title := cmp.Or(told.Title, columnText(store.Column{})); title != columnText(c) {
			add(c.Name, "the title or date is not that of the trail")
		}
	}
	return faults
}

// compareCells compares cells and remarks with the trail, in order of place.
func compareCells(sheetID string, folded *trail.Folded, cells map[entry.Key]entry.Cell, remarks map[string]entry.Remark) []AuditFault {
	var faults []AuditFault
	differ := func(student, column string, told trail.CellState, text string, version int64) {
		switch {
		case told.Text != text:
			faults = append(faults, AuditFault{sheetID, student, column, "the value is not the one of the trail"})
		case told.Version != version:
			what := fmt.Sprintf("written %d times by its version, %d times by the trail", version, told.Version)
			faults = append(faults, AuditFault{sheetID, student, column, what})
		}
	}
	for key, cell := range cells {
		differ(key.Student, key.Column, folded.Cells[trail.Place(key)], cell.Text(), cell.Version)
	}
	for place, told := range folded.Cells {
		if _, there := cells[entry.Key(place)]; !there {
			differ(place.Student, place.Column, told, "", 0)
		}
	}
	for student, remark := range remarks {
		differ(student, columnRemark, folded.Remarks[student], remark.Text, remark.Version)
	}
	for student, told := range folded.Remarks {
		if _, there := remarks[student]; !there {
			differ(student, columnRemark, told, "", 0)
		}
	}
	slices.SortFunc(faults, func(a, b AuditFault) int {
		return cmp.Or(cmp.Compare(a.Student, b.Student), cmp.Compare(a.Column, b.Column))
	})
	return faults
}
