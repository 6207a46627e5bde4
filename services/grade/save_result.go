package grade

import (
	"context"

	"google.golang.org/protobuf/proto"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/sqldb"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/grade/internal/entry"
	"github.com/massar-platform/massar/services/grade/internal/store"
)

// columnRemark stands where a column would, for the remark beside the marks.
const columnRemark = "REMARK"

// authors are the staff who wrote what stands in the way.
func (e entries) authors() []string {
	var list []string
	seen := map[string]bool{}
	add := func(outcome entry.Outcome, by string) {
		if outcome == entry.Conflict && by != "" && !seen[by] {
			seen[by] = true
			list = append(list, by)
		}
	}
	for _, d := range e.cells {
		add(d.Outcome, d.Before.By)
	}
	for _, d := range e.remarks {
		add(d.Outcome, d.Before.By)
	}
	return list
}

// pendingOf reads the dates of controls only where a conflict shows an absence.
func (s *Service) pendingOf(ctx context.Context, tx sqldb.Tx, r reach, sheet *store.Sheet, e entries) (absences, error) {
	for _, d := range e.cells {
		if d.Outcome != entry.Conflict || d.Before.PendingSince == 0 {
			continue
		}
		columns, err := store.ListColumns(ctx, tx, sheet.ID)
		if err != nil {
			return absences{}, err
		}
		return s.absencesOn(r.day, sheet.SchoolYear, datesOf(columns))
	}
	return absences{}, nil
}

func refusedCell(sheet *store.Sheet, d entry.Decision, lang localtext.Lang) *typev1.RefusedCell {
	reason := reasonOf(d.Reason)
	return &typev1.RefusedCell{
		StudentId: d.Input.Student, Column: d.Input.Column, Reason: reason.String(), Message: errs.Message(reason, lang, refusalArgs(sheet, d)...),
	}
}

// refusalArgs are what fills the message of a refused cell.
func refusalArgs(sheet *store.Sheet, d entry.Decision) []any {
	switch reasonOf(d.Reason) {
	case errorsv1.Reason_MARK_ABOVE_SCALE:
		return []any{sheet.Scale}
	case errorsv1.Reason_COLUMN_UNKNOWN:
		return []any{d.Input.Column}
	}
	return nil
}

func refusedRemark(d entry.RemarkDecision, lang localtext.Lang) *typev1.RefusedCell {
	reason := reasonOf(d.Reason)
	return &typev1.RefusedCell{
		StudentId: d.Input.Student, Column: columnRemark, Reason: reason.String(), Message: errs.Message(reason, lang),
	}
}

func conflictRemark(d entry.RemarkDecision, names map[string]store.Name, lang localtext.Lang) *typev1.ConflictCell {
	conflict := &typev1.ConflictCell{
		StudentId: d.Input.Student, Column: columnRemark,
		Current: &typev1.CurrentCell{
			State: typev1.MarkState_MISSING, Version: int32(d.Before.Version), Text: proto.String(d.Before.Text),
		},
	}
	if d.Before.Version > 0 {
		conflict.By, conflict.At = byline(names, d.Before.By, lang), instant(d.Before.At)
	}
	return conflict
}

// reasonOf finds a reason of the pure packages in the catalogue; TestReasonsExist
// keeps them together.
func reasonOf(r entry.Reason) errorsv1.Reason {
	return errorsv1.Reason(errorsv1.Reason_value[string(r)])
}
