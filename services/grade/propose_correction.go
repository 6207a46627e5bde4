package grade

import (
	"context"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/rpc"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/grade/internal/entry"
	"github.com/massar-platform/massar/services/grade/internal/store"
	"github.com/massar-platform/massar/services/grade/internal/trail"
)

// ProposeCorrection asks for a change of a published mark, with the reason. The
// value is checked as on entry; what stands in the cell now is remembered, so that
// nobody approves a change of something else.
func (s *Service) ProposeCorrection(ctx context.Context, req *gradev1.ProposeCorrectionRequest) (*typev1.Correction, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	reason, err := requiredField("reason", req.GetReason(), errorsv1.Reason_REASON_REQUIRED)
	if err != nil {
		return nil, err
	}
	op := write.Op{RPC: "grade.ProposeCorrection", Resource: req.GetMarkSheetId(), Request: req, Detail: map[string]string{
		"column": req.GetColumn(),
	}}
	return write.Do(ctx, s.db, op, func(ctx context.Context, tx sqldb.Tx) (*typev1.Correction, error) {
		sheet, err := r.lock(ctx, tx, req.GetMarkSheetId())
		if err != nil {
			return nil, err
		}
		if sheet.StateAt(r.now) != store.SheetPublished {
			return nil, errs.E(errs.FailedPrecondition, errorsv1.Reason_NOT_PUBLISHED, "proposing a correction", nil)
		}
		d, err := s.judge(ctx, tx, r, sheet, req)
		if err != nil {
			return nil, err
		}
		if d.Value == d.Before.Value {
			return nil, errs.E(errs.FailedPrecondition, errorsv1.Reason_CORRECTION_UNCHANGED, "proposing what stands there", nil)
		}
		open, err := store.OpenCorrection(ctx, tx, sheet.ID, d.Input.Student, d.Input.Column)
		if err != nil {
			return nil, err
		}
		if open {
			return nil, errs.E(errs.FailedPrecondition, errorsv1.Reason_CORRECTION_OPEN, "proposing a second correction of a cell", nil)
		}
		c := &store.Correction{
			ID: ids.InSchool(sheet.School), SheetID: sheet.ID, Term: sheet.Term(), Subject: sheet.Subject,
			Student: d.Input.Student, Column: d.Input.Column, Before: d.Before.Value, Version: d.Before.Version, After: d.Value,
			Reason: reason, State: store.CorrectionProposed, Proposed: r.writer(),
		}
		if err := store.AddCorrection(ctx, tx, c); err != nil {
			return nil, err
		}
		event := r.event(ctx, trail.ProposeCorrection)
		event.Reason = reason
		if err := r.correctionEvent(ctx, tx, sheet, c, d.Before, event); err != nil {
			return nil, err
		}
		return s.correctionRead(ctx, tx, c.ID, rpc.Lang(ctx))
	})
}

// judge checks the proposed value by the rules of entry. A published sheet is
// closed for entry only: neither a locked column nor a student who left since
// stands in the way of a correction.
func (s *Service) judge(ctx context.Context, tx sqldb.Tx, r reach, sheet *store.Sheet, req *gradev1.ProposeCorrectionRequest) (entry.Decision, error) {
	current, err := store.LoadForSave(ctx, tx, sheet, r.day, []string{req.GetColumn()})
	if err != nil {
		return entry.Decision{}, err
	}
	for name := range current.Columns {
		current.Columns[name] = false
	}
	if current.Students[req.GetStudentId()] == entry.Left {
		current.Students[req.GetStudentId()] = entry.Present
	}
	in := entry.Input{Key: entry.Key{Student: req.GetStudentId(), Column: req.GetColumn()}, Mark: req.Mark}
	in.Version = current.Cells[in.Key].Version
	if req.State != nil {
		in.State = req.GetState().String()
	}
	d := entry.Decide(current, []entry.Input{in})[0]
	if d.Outcome == entry.Saved {
		return d, nil
	}
	reason, field := reasonOf(d.Reason), "mark"
	switch reason {
	case errorsv1.Reason_COLUMN_UNKNOWN:
		field = "column"
	case errorsv1.Reason_STUDENT_NOT_IN_SHEET:
		field = "studentId"
	case errorsv1.Reason_MARK_STATE_NOT_WRITABLE:
		field = "state"
	}
	args := refusalArgs(sheet, d)
	return d, errs.E(errs.Invalid, reason, "proposing a correction", nil, errs.Args(args...), errs.Field(field, reason, args...))
}

// correctionEvent appends an event about a correction that changes no cell, and
// tells the staff.
func (r reach) correctionEvent(ctx context.Context, tx sqldb.Tx, sheet *store.Sheet, c *store.Correction, before entry.Cell, event trail.Event) error {
	event.Student, event.Column = c.Student, c.Column
	event.Before, event.After = before.Text(), c.After.String()
	if err := store.Append(ctx, tx, sheet, r.now, []trail.Event{event}); err != nil {
		return err
	}
	return store.AddChanges(ctx, tx, []store.Change{r.correctionChanged(c)})
}

// correctionChanged tells the staff of a school of a correction.
func (r reach) correctionChanged(c *store.Correction) store.Change {
	return store.Change{
		Topic: c.Term.School, ID: ids.New(), Kind: store.ChangeCorrection, Ref: c.ID, SheetID: c.SheetID,
		Year: c.Term.SchoolYear, At: r.now,
	}
}
