package grade

import (
	"context"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/rpc"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/services/grade/internal/store"
	"github.com/massar-platform/massar/services/grade/internal/trail"
)

// event is an event of the trail by this caller, now.
func (r reach) event(ctx context.Context, kind string) trail.Event {
	return trail.Event{
		At: r.now, Account: r.caller.AccountID, Person: r.caller.PersonID, Role: auth.RoleName(r.caller.Role),
		Session: r.caller.SessionID, Kind: kind, RequestID: rpc.RequestID(ctx),
	}
}

// sheetChanged tells the staff of a school that one of its sheets has changed.
func (r reach) sheetChanged(sheet *store.Sheet) store.Change {
	return store.Change{
		Topic: sheet.School, ID: ids.New(), Kind: store.ChangeMarkSheet, Ref: sheet.ID, SheetID: sheet.ID, Year: sheet.SchoolYear, At: r.now,
	}
}

// seen is of which students a change can be seen, and by whom of their readers.
type seen struct {
	students []string
	to       string
}

// marksChanged tells families that what they may read has changed.
func (r reach) marksChanged(s seen) []store.Change {
	changes := make([]store.Change, len(s.students))
	for i, student := range s.students {
		changes[i] = store.Change{Topic: student + s.to, ID: ids.New(), Kind: store.ChangeMarks, Ref: student, At: r.now}
	}
	return changes
}

// moveState writes a locked sheet's new state with its event.
func (r reach) moveState(ctx context.Context, tx sqldb.Tx, sheet *store.Sheet, kind, state, reason string) error {
	event := r.event(ctx, kind)
	event.Before, event.After, event.Reason = sheet.State, state, reason
	sheet.State = state
	if err := store.Append(ctx, tx, sheet, r.now, []trail.Event{event}); err != nil {
		return err
	}
	return store.AddChanges(ctx, tx, []store.Change{r.sheetChanged(sheet)})
}
