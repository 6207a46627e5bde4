package grade

import (
	"context"
	"errors"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/sqldb"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/grade/internal/store"
)

// reach is a signed-in caller with what he may touch at one instant of the
// school clock. It is resolved before the transaction (identity is asked over
// the network) and applied inside it, against the projection.
type reach struct {
	caller auth.Principal
	// nodes are those of the office and of officers; teachers have assignments instead.
	nodes *typev1.Scope
	// day and now are today and the instant by the school clock.
	day string
	now int64
}

// reach resolves the caller. An account without nodes reaches nothing, and so
// finds nothing.
func (s *Service) reach(ctx context.Context) (reach, error) {
	caller, ok := auth.From(ctx)
	if !ok {
		return reach{}, errs.E(errs.Unauthenticated, errorsv1.Reason_UNAUTHENTICATED, "reading the caller", nil)
	}
	r := reach{caller: caller, day: s.clock.Today(), now: s.clock.Now().UnixMicro()}
	switch caller.Role {
	case optionsv1.Role_ROLE_TEACHER, optionsv1.Role_ROLE_STUDENT:
		return r, nil
	}
	nodes, err := s.scope.Scope(ctx, caller)
	if err != nil {
		return reach{}, err
	}
	r.nodes = nodes
	return r, nil
}

// teacher says whether assignments, and not nodes, decide.
func (r reach) teacher() bool { return r.caller.Role == optionsv1.Role_ROLE_TEACHER }

// covers says whether a school lies at or below one of the caller's nodes.
func (r reach) covers(node string) bool { return auth.ScopeCovers(r.nodes, node) }

// writer is who the rows say wrote them.
func (r reach) writer() store.Writer {
	return store.Writer{Account: r.caller.AccountID, Person: r.caller.PersonID, At: r.now}
}

// sheet reads a mark sheet of the caller. Not his looks like not there.
func (r reach) sheet(ctx context.Context, q sqldb.Querier, sheetID string) (*store.Sheet, error) {
	if r.teacher() {
		return foundSheet(store.FindTaughtSheet(ctx, q, sheetID, r.caller.PersonID, r.day))
	}
	return r.coveredSheet(store.FindSheet(ctx, q, sheetID))
}

// lock takes a mark sheet of the caller for the rest of the transaction. The
// assignment, or the school's place in the tree, is read in the same statement.
func (r reach) lock(ctx context.Context, tx sqldb.Tx, sheetID string) (*store.Sheet, error) {
	if r.teacher() {
		return foundSheet(store.LockTaughtSheet(ctx, tx, sheetID, r.caller.PersonID, r.day))
	}
	return r.coveredSheet(store.LockSheet(ctx, tx, sheetID))
}

func (r reach) coveredSheet(sheet *store.Sheet, err error) (*store.Sheet, error) {
	if err == nil && !r.covers(sheet.Node) {
		err = store.ErrNotFound
	}
	return foundSheet(sheet, err)
}

func foundSheet(sheet *store.Sheet, err error) (*store.Sheet, error) {
	if errors.Is(err, store.ErrNotFound) {
		return nil, errs.E(errs.NotFound, errorsv1.Reason_MARK_SHEET_NOT_FOUND, "finding a mark sheet", nil)
	}
	return sheet, err
}

// requireState refuses a write that the sheet's state does not allow, with the
// reason that tells the caller what to do instead.
func requireState(sheet *store.Sheet, now int64, want string) error {
	state := sheet.StateAt(now)
	if state == want {
		return nil
	}
	reason := errorsv1.Reason_MARK_SHEET_NOT_OPEN
	switch state {
	case store.SheetSubmitted:
		reason = errorsv1.Reason_MARK_SHEET_SUBMITTED
	case store.SheetValidated:
		reason = errorsv1.Reason_MARK_SHEET_VALIDATED
	case store.SheetPublished:
		reason = errorsv1.Reason_MARK_SHEET_PUBLISHED
	}
	return errs.E(errs.FailedPrecondition, reason, "checking the state of a mark sheet", nil)
}

// requireSchool refuses a school outside the caller's nodes as one that is not there.
func (s *Service) requireSchool(ctx context.Context, q sqldb.Querier, r reach, code string) error {
	school, err := roster.FindSchool(ctx, q, code)
	if errors.Is(err, roster.ErrNotFound) || (err == nil && !r.covers(school.Node)) {
		return schoolNotFound()
	}
	return err
}

func schoolNotFound() error {
	return errs.E(errs.NotFound, errorsv1.Reason_SCHOOL_NOT_FOUND, "finding a school", nil)
}
