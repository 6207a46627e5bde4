package attendance

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/massar-platform/massar/platform/clock"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/rpc"
	"github.com/massar-platform/massar/platform/sqldb"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/attendance/internal/store"
)

// excuse refuses a justification that is not the caller's: a guardian has those of his children, whoever
// brought them, the office those of its schools. A student who moved took his new ones along: the school that
// he left keeps what was brought about its own lessons.
func (r reach) excuse(j store.Justification) error {
	mine := false
	switch r.caller.Role {
	case optionsv1.Role_ROLE_GUARDIAN:
		mine = slices.Contains(r.nodes.GetStudentIds(), j.StudentID)
	case optionsv1.Role_ROLE_SCHOOL_OFFICE:
		mine = r.covers(j.Node)
	}
	if !mine {
		return justificationNotFound()
	}
	return nil
}

// justification finds one of the caller's.
func (r reach) justification(ctx context.Context, q sqldb.Querier, id string) (store.Justification, error) {
	if !wellFormed(id) {
		return store.Justification{}, justificationNotFound()
	}
	return r.myExcuse(store.FindJustification(ctx, q, id))
}

// lockJustification takes one of the caller's for the rest of the transaction.
func (r reach) lockJustification(ctx context.Context, tx sqldb.Tx, id string) (store.Justification, error) {
	if !wellFormed(id) {
		return store.Justification{}, justificationNotFound()
	}
	return r.myExcuse(store.LockJustification(ctx, tx, id))
}

func (r reach) myExcuse(j store.Justification, err error) (store.Justification, error) {
	if errors.Is(err, store.ErrNotFound) {
		return j, justificationNotFound()
	}
	if err != nil {
		return j, err
	}
	return j, r.excuse(j)
}

// wellFormed says whether a text has the form of our ids; any other is not asked for, because not every text
// can be given to a database.
func wellFormed(id string) bool {
	_, _, ok := ids.SplitSchool(id)
	return ok
}

func justificationNotFound() error {
	return errs.E(errs.NotFound, errorsv1.Reason_JUSTIFICATION_NOT_FOUND, "finding a justification", nil)
}

// justificationDecided says when it was decided, and to staff by whom.
func (r reach) justificationDecided(ctx context.Context, q sqldb.Querier, j store.Justification) error {
	told := []errs.Option{errs.Meta("decidedAt", instant(j.DecidedAt)), errs.Meta("state", j.State)}
	words := clock.DateOf(time.UnixMicro(j.DecidedAt))
	if !r.family() {
		names, err := roster.StaffNames(ctx, q, []string{j.DecidedPerson})
		if err != nil {
			return err
		}
		by := byline(names, j.DecidedPerson, rpc.Lang(ctx))
		told, words = append(told, errs.Meta("decidedBy", by)), by+", "+words
	}
	return errs.E(errs.FailedPrecondition, errorsv1.Reason_JUSTIFICATION_DECIDED, "checking a justification", nil,
		append(told, errs.Args(words))...)
}

// touched is what others are told of a justification.
func touched(j store.Justification) justification {
	return justification{ID: j.ID, School: j.School, ClassID: j.ClassID, StudentID: j.StudentID, From: j.From, To: j.To}
}

// tellExcuse tells the family and the office that a justification has another paper. No absence stands otherwise.
func tellExcuse(ctx context.Context, tx sqldb.Tx, r reach, j store.Justification) error {
	at := r.micros()
	return store.AddChanges(ctx, tx, []store.Change{
		{Topic: j.StudentID, ID: ids.New(), Kind: store.ChangeJustification, Ref: j.ID, At: at},
		{Topic: j.School, ID: ids.New(), Kind: store.ChangeJustification, Ref: j.ID, At: at},
	})
}

// shown puts justifications with their papers and the names of their students into answers, in the order given.
func shown(ctx context.Context, q sqldb.Querier, rows []store.Justification) ([]*typev1.AbsenceJustification, error) {
	var students, brought []string
	for _, j := range rows {
		students, brought = append(students, j.StudentID), append(brought, j.ID)
	}
	slices.Sort(students)
	known, err := roster.Students(ctx, q, slices.Compact(students))
	if err != nil {
		return nil, err
	}
	documents, err := store.Documents(ctx, q, brought)
	if err != nil {
		return nil, err
	}
	list := make([]*typev1.AbsenceJustification, len(rows))
	for i, j := range rows {
		list[i] = justificationProto(j, known[j.StudentID].Name, documents[j.ID])
	}
	return list, nil
}

// show is shown for one.
func show(ctx context.Context, q sqldb.Querier, j store.Justification) (*typev1.AbsenceJustification, error) {
	list, err := shown(ctx, q, []store.Justification{j})
	if err != nil {
		return nil, err
	}
	return list[0], nil
}

func justificationProto(j store.Justification, name roster.Name, documents []store.Document) *typev1.AbsenceJustification {
	out := &typev1.AbsenceJustification{
		JustificationId: j.ID, StudentId: j.StudentID, StudentName: nameOf(name),
		Class: &typev1.ClassRef{ClassId: j.ClassID, Label: j.ClassLabel}, From: j.From, To: j.To,
		Reason: typev1.JustificationReason_Value(typev1.JustificationReason_Value_value[j.Reason]), Text: j.Body,
		State:       typev1.AbsenceJustification_State_Value(typev1.AbsenceJustification_State_Value_value[j.State]),
		SubmittedAt: instant(j.SubmittedAt), DecisionReason: j.DecisionReason, Lessons: int32(j.Lessons), SubmittedBy: j.SubmittedRole,
		Version: int32(j.Version),
	}
	if j.DecidedAt != 0 {
		out.DecidedAt = instant(j.DecidedAt)
	}
	for _, d := range documents {
		out.Documents = append(out.Documents, documentProto(d))
	}
	return out
}

func documentProto(d store.Document) *typev1.JustificationDocument {
	return &typev1.JustificationDocument{DocumentId: d.ID, ContentType: d.ContentType, Size: int32(d.Size)}
}
