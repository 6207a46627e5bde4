package grade

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/services/grade/internal/entry"
	"github.com/massar-platform/massar/services/grade/internal/grading"
	"github.com/massar-platform/massar/services/grade/internal/store"
	"github.com/massar-platform/massar/services/grade/internal/trail"
	"github.com/massar-platform/massar/services/grade/internal/views"
)

// maxScale is above every scale: marks of the trail were checked when they were entered.
const maxScale = 1000

// ViewFault is one view that is not what the trail and the stamped rules give.
type ViewFault struct {
	ClassID    string
	SchoolYear string
	Semester   int
	Student    string
	// Kind is EARLY or PUBLISHED.
	Kind string
	What string
}

// String names the view and what is wrong.
func (f ViewFault) String() string {
	return fmt.Sprintf("class %s, %s semester %d, student %s, %s view: %s", f.ClassID, f.SchoolYear, f.Semester, f.Student, f.Kind, f.What)
}

// RebuildReport counts what RebuildViews recomputed. Views is how many are as
// they must be, before anything was written.
type RebuildReport struct {
	Classes int
	Views   int
	Faults  []ViewFault
	// Written is how many classes were written anew.
	Written int
}

// RebuildViews recomputes every view that families read from the events of the
// sheets and the rules and class lists that were stamped when it was written, and
// compares the bytes. With write, the views of a class that differ are replaced.
func RebuildViews(ctx context.Context, db sqldb.DB, write bool) (RebuildReport, error) {
	var report RebuildReport
	after := store.Term{}
	for {
		terms, err := store.AuditTerms(ctx, db, after, auditSheets)
		if err != nil || len(terms) == 0 {
			return report, err
		}
		for _, t := range terms {
			faults, good, err := rebuildTerm(ctx, db, t)
			if err != nil {
				return report, fmt.Errorf("rebuilding the views of class %s: %w", t.ClassID, err)
			}
			report.Classes++
			report.Views += good
			report.Faults = append(report.Faults, faults...)
			if len(faults) == 0 || !write {
				continue
			}
			if err := db.InTx(ctx, func(ctx context.Context, tx sqldb.Tx) error { return rewriteTerm(ctx, tx, t) }); err != nil {
				return report, fmt.Errorf("writing the views of class %s: %w", t.ClassID, err)
			}
			report.Written++
		}
		after = terms[len(terms)-1].Term
	}
}

// madeViews are the views of one kind of a term as the trail gives them.
type madeViews struct {
	kind  string
	until string
	list  []heldView
}

// makeTerm computes the views of a term from the trail of its sheets.
func makeTerm(ctx context.Context, q sqldb.Querier, t store.AuditTerm) ([]madeViews, error) {
	told, err := contentOfTrail(ctx, q, t.Term)
	if err != nil {
		return nil, err
	}
	var made []madeViews
	if t.Stamp != "" {
		stamp, roster, err := decodeStamped(t.Stamp, t.Roster)
		if err != nil {
			return nil, err
		}
		early := madeViews{kind: store.ViewEarly}
		if early.list, err = earlyViews(stamp, roster, told.values()); err != nil {
			return nil, err
		}
		if early.until, err = pendingUntil(stamp, told, shownEarly); err != nil {
			return nil, err
		}
		made = append(made, early)
	}
	p, err := store.FindPublication(ctx, q, t.Term)
	if errors.Is(err, store.ErrNotFound) || err == nil && p.State == store.PublicationCancelled {
		return append(made, madeViews{kind: store.ViewPublished}), nil
	}
	if err != nil {
		return nil, err
	}
	stamp, roster, err := decodeStamped(p.Stamp, p.Roster)
	if err != nil {
		return nil, err
	}
	published := madeViews{kind: store.ViewPublished}
	if published.list, err = publishedViews(p, stamp, roster, told.values()); err != nil {
		return nil, err
	}
	published.until, err = pendingUntil(stamp, told, shownPublished)
	return append(made, published), err
}

func decodeStamped(stamp, roster string) (views.Stamp, []string, error) {
	s, err := views.DecodeStamp(stamp)
	if err != nil {
		return s, nil, err
	}
	list, err := views.DecodeRoster(roster)
	return s, list, err
}

// rebuildTerm compares the stored views of a term with those that the trail gives.
func rebuildTerm(ctx context.Context, q sqldb.Querier, t store.AuditTerm) ([]ViewFault, int, error) {
	made, err := makeTerm(ctx, q, t)
	if err != nil {
		return nil, 0, err
	}
	rows, err := store.TermViews(ctx, q, t.Term)
	if err != nil {
		return nil, 0, err
	}
	type name struct{ kind, student string }
	stored := make(map[name]store.View, len(rows))
	for _, v := range rows {
		stored[name{v.Kind, v.Student}] = v
	}
	var faults []ViewFault
	good := 0
	fault := func(n name, what string) {
		faults = append(faults, ViewFault{t.ClassID, t.SchoolYear, t.Semester, n.student, n.kind, what})
	}
	for _, m := range made {
		elsewhere, err := store.ViewsElsewhere(ctx, q, t.Term, studentsOf(m.list))
		if err != nil {
			return nil, 0, err
		}
		for _, want := range m.list {
			n := name{m.kind, want.Student}
			got, there := stored[n]
			delete(stored, n)
			switch {
			case !there && elsewhere[want.Student][m.kind]:
			case !there:
				fault(n, "it is not there")
			case !bytes.Equal(got.Ar, want.Ar) || !bytes.Equal(got.Fr, want.Fr):
				fault(n, "its content is not what the trail gives")
			case got.PublishAt != want.PublishAt || got.GuardianAt != want.GuardianAt:
				fault(n, "its hour is not that of the publication")
			default:
				good++
			}
		}
	}
	for n := range stored {
		fault(n, "nothing gives it")
	}
	slices.SortFunc(faults, func(a, b ViewFault) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Student, b.Student))
	})
	return faults, good, nil
}

func studentsOf(list []heldView) []string {
	students := make([]string, len(list))
	for i, v := range list {
		students[i] = v.Student
	}
	return students
}

// rewriteTerm replaces the views of a term by those that the trail gives.
func rewriteTerm(ctx context.Context, tx sqldb.Tx, t store.AuditTerm) error {
	now := time.Now().UnixMicro()
	version, err := store.LockTerm(ctx, tx, t.Term, now)
	if err != nil {
		return err
	}
	made, err := makeTerm(ctx, tx, t)
	if err != nil {
		return err
	}
	for _, m := range made {
		if err := store.DropViewsExcept(ctx, tx, t.Term, m.kind, studentsOf(m.list)); err != nil {
			return err
		}
		if _, err := writeViews(ctx, tx, t.Term, version, now, m.until, m.list); err != nil {
			return err
		}
	}
	return nil
}

// contentOfTrail is what stands in the sheets of a term by their events.
func contentOfTrail(ctx context.Context, q sqldb.Querier, t store.Term) (content, error) {
	sheets, err := store.TermSheets(ctx, q, t)
	if err != nil {
		return content{}, err
	}
	c := content{cells: map[string]map[entry.Key]entry.Cell{}, remarks: map[string]map[string]string{}}
	if c.registers, err = store.RegisterDays(ctx, q, t); err != nil {
		return c, err
	}
	for _, sheet := range sheets {
		since := map[trail.Place]int64{}
		folded, err := foldSheet(ctx, q, sheet.ID, func(e trail.Sealed) error {
			place := trail.Place{Student: e.Student, Column: e.Column}
			if e.Before != grading.Pending.String() || since[place] == 0 {
				since[place] = e.At
			}
			return nil
		})
		if err != nil {
			return c, err
		}
		cells, remarks := map[entry.Key]entry.Cell{}, map[string]string{}
		for place, told := range folded.Cells {
			value, err := valueTold(told.Text)
			if err != nil {
				return c, fmt.Errorf("reading the trail of sheet %s: %w", sheet.ID, err)
			}
			cells[entry.Key(place)] = entry.Cell{Value: value, Version: told.Version, PendingSince: since[place]}
		}
		for student, told := range folded.Remarks {
			remarks[student] = told.Text
		}
		c.cells[sheet.ID], c.remarks[sheet.ID] = cells, remarks
	}
	return c, nil
}

// valueTold reads a value as events write it.
func valueTold(text string) (grading.Entry, error) {
	if state, ok := grading.ParseState(text); ok && state != grading.Graded {
		return grading.Entry{State: state}, nil
	}
	return grading.ParseMark(text, maxScale)
}

// The shown columns of each kind of view.
func shownEarly(_ views.Sheet, c views.Column) bool     { return c.Released }
func shownPublished(s views.Sheet, c views.Column) bool { return !s.LeftOut || c.Released }
