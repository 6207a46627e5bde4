package attendance

import (
	"context"

	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	"github.com/massar-platform/massar/services/attendance/internal/absence"
	"github.com/massar-platform/massar/services/attendance/internal/store"
)

// topicAbsences is that of every row of attendance's outbox. A row only says whose
// absences may stand otherwise now; how they stand is read by ListEvents. So a register
// and a justification that are written at the same moment need not wait for each other:
// whichever event is told last tells of both.
const topicAbsences = "absences"

// emitAbsence tells grade that students may stand otherwise in a lesson. Of a register
// that is discarded nothing is left to read, so the row says what the lesson was.
func emitAbsence(ctx context.Context, tx sqldb.Tx, reg store.Register, studentIDs []string, discarded bool) error {
	if len(studentIDs) == 0 {
		return nil
	}
	touched := &attendancev1.TouchedAbsences{LessonId: reg.LessonID, StudentIds: studentIDs}
	if discarded {
		touched.ClassId, touched.Subject, touched.From = reg.ClassID, reg.Subject, reg.Date
	}
	return write.Emit(ctx, tx, topicAbsences, reg.LessonID, touched)
}

// justification names what was brought or decided, for everybody who is told.
type justification struct {
	ID, School, ClassID, StudentID string
	// From and To are its days, both included.
	From, To string
}

// emitJustified tells grade that the absences of some days may stand otherwise, and
// the family, the office and the teachers that they have changed.
func emitJustified(ctx context.Context, tx sqldb.Tx, r reach, j justification) error {
	err := write.Emit(ctx, tx, topicAbsences, j.StudentID, &attendancev1.TouchedAbsences{
		StudentIds: []string{j.StudentID}, From: j.From, To: j.To,
	})
	if err != nil {
		return err
	}
	if err := markDays(ctx, tx, j.School, j.From, j.To); err != nil {
		return err
	}
	at := r.micros()
	return store.AddChanges(ctx, tx, []store.Change{
		{Topic: j.StudentID, ID: ids.New(), Kind: store.ChangeJustification, Ref: j.ID, At: at},
		{Topic: j.School, ID: ids.New(), Kind: store.ChangeJustification, Ref: j.ID, At: at},
		{Topic: j.ClassID, ID: ids.New(), Kind: store.ChangeAbsences, Ref: j.StudentID, Students: []string{j.StudentID}, At: at},
	})
}

// tellRegister tells grade, the families and the staff what a save of a register
// changed, or that it was discarded. A family is told where its list of absences has
// changed, the staff always.
func tellRegister(ctx context.Context, tx sqldb.Tx, r reach, reg store.Register, changed []absence.Decision, discarded bool) error {
	var touched, shown []string
	for _, d := range changed {
		if d.Before.State.IsAbsence() || d.After.State.IsAbsence() {
			touched = append(touched, d.Input.StudentID)
		}
		if shownToFamilies(d.Before.State) || shownToFamilies(d.After.State) {
			shown = append(shown, d.Input.StudentID)
		}
	}
	if err := emitAbsence(ctx, tx, reg, touched, discarded); err != nil {
		return err
	}
	if err := markDays(ctx, tx, reg.School, reg.Date, reg.Date); err != nil {
		return err
	}
	return store.AddChanges(ctx, tx, []store.Change{{
		Topic: reg.ClassID, ID: ids.New(), Kind: store.ChangeAbsences, Ref: reg.LessonID, Students: shown, At: r.micros(),
	}})
}

// shownToFamilies says of which entries the list of absences consists.
func shownToFamilies(state absence.State) bool { return state.IsAbsence() || state == absence.Late }
