package grade

import (
	"context"

	"google.golang.org/protobuf/proto"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/rpc"
	"github.com/massar-platform/massar/platform/sqldb"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/grade/internal/entry"
	"github.com/massar-platform/massar/services/grade/internal/store"
)

// columnRemark stands where a column would, for the remark beside the marks.
const columnRemark = "REMARK"

// saveResult says of each cell and remark what became of it.
func (s *Service) saveResult(ctx context.Context, tx sqldb.Tx, r reach, sheet *store.Sheet, e entries) (*typev1.SaveResult, error) {
	names, err := roster.StaffNames(ctx, tx, e.authors())
	if err != nil {
		return nil, err
	}
	pending, err := s.pendingOf(ctx, tx, r, sheet, e)
	if err != nil {
		return nil, err
	}
	lang := rpc.Lang(ctx)
	// conflict is a cell or a remark that somebody else wrote first; version 0 is nobody.
	conflict := func(key entry.Key, current *typev1.CurrentCell, by string, at int64) *typev1.ConflictCell {
		c := &typev1.ConflictCell{StudentId: key.Student, Column: key.Column, Current: current}
		if current.GetVersion() > 0 {
			c.By, c.At = byline(names, by, lang), instant(at)
		}
		return c
	}
	result := &typev1.SaveResult{}
	for _, d := range e.cells {
		switch d.Outcome {
		case entry.Saved:
			result.Saved = append(result.Saved, &typev1.SavedCell{
				StudentId: d.Input.Student, Column: d.Input.Column, Version: int32(d.Version),
			})
		case entry.Conflict:
			shown, err := pending.shown(d.Input.Key, d.Before)
			if err != nil {
				return nil, err
			}
			result.Conflicts = append(result.Conflicts, conflict(d.Input.Key, currentOf(shown), d.Before.By, d.Before.At))
		default:
			result.Refused = append(result.Refused, refusedCell(sheet, d, lang))
		}
	}
	for _, d := range e.remarks {
		switch d.Outcome {
		case entry.Saved:
			result.SavedRemarks = append(result.SavedRemarks, &typev1.SavedRemark{StudentId: d.Input.Student, Version: int32(d.Version)})
		case entry.Conflict:
			current := &typev1.CurrentCell{
				State: typev1.MarkState_MISSING, Version: int32(d.Before.Version), Text: proto.String(d.Before.Text),
			}
			key := entry.Key{Student: d.Input.Student, Column: columnRemark}
			result.Conflicts = append(result.Conflicts, conflict(key, current, d.Before.By, d.Before.At))
		default:
			result.Refused = append(result.Refused, refusedRemark(d, lang))
		}
	}
	return result, nil
}

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
		return s.absencesAt(ctx, tx, r.day, sheet, columns)
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

// reasonOf finds a reason of the pure packages in the catalogue; TestReasonsExist
// keeps them together.
func reasonOf(r entry.Reason) errorsv1.Reason {
	return errorsv1.Reason(errorsv1.Reason_value[string(r)])
}
