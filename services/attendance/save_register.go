package attendance

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/rpc"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/attendance/internal/absence"
	"github.com/massar-platform/massar/services/attendance/internal/store"
)

// errNotTaken ends the transaction of a first save: the timetable must be asked, and
// no transaction waits for another service.
var errNotTaken = errors.New("the register is not taken yet")

// SaveRegister writes every entry that is valid and current, in one transaction, and
// names the others with what stands in their way. The first save takes the register:
// the timetable freezes the lesson, and its snapshot is kept here. Later saves do not
// need the timetable.
func (s *Service) SaveRegister(ctx context.Context, req *attendancev1.SaveRegisterRequest) (*typev1.RegisterResult, error) {
	if !wellFormed(req.GetLessonId()) {
		return nil, lessonNotFound()
	}
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	reason, err := cleanField("lateReason", req.GetLateReason())
	if err != nil {
		return nil, err
	}
	save := func(hold func(*store.Held) []sqldb.Reading, taken bool) (*typev1.RegisterResult, error) {
		var h held
		op := write.Op{
			RPC: "attendance.SaveRegister", Resource: req.GetLessonId(), Request: req,
			Detail: map[string]string{"entries": strconv.Itoa(len(req.GetEntries()))},
			First: func() []sqldb.Reading {
				h = held{}
				return append(hold(&h.Held), h.also(r)...)
			},
		}
		return write.Do(ctx, s.db, op, func(ctx context.Context, tx sqldb.Tx) (*typev1.RegisterResult, error) {
			if !h.There() {
				return nil, errNotTaken
			}
			return s.saveEntries(ctx, tx, r, h, req, reason, taken)
		})
	}
	result, err := save(func(h *store.Held) []sqldb.Reading { return h.Lock(req.GetLessonId()) }, false)
	if !errors.Is(err, errNotTaken) {
		return result, err
	}
	lesson, err := s.freeze(ctx, r, req.GetLessonId(), reason)
	if err != nil {
		return nil, err
	}
	return save(func(h *store.Held) []sqldb.Reading { return h.Take(lesson) }, true)
}

// held is a register that is locked, with what was read in the same round trip.
type held struct {
	store.Held
	// teaching is that of a teacher who saves.
	teaching store.Teaching
}

// also is what is read with the register.
func (h *held) also(r reach) []sqldb.Reading {
	if !r.teacher() {
		return nil
	}
	return []sqldb.Reading{store.TeachingInto(&h.teaching, r.caller.PersonID)}
}

// saveEntries decides and writes the entries of a locked register. taken says that
// this save may be the first: it is told even when it holds no entry.
func (s *Service) saveEntries(ctx context.Context, tx sqldb.Tx, r reach, h held, req *attendancev1.SaveRegisterRequest, reason string, taken bool) (*typev1.RegisterResult, error) {
	if !r.keeps(h.Register, h.teaching) {
		return nil, lessonNotFound()
	}
	reg := h.Register
	late, err := s.requireWindow(r, reg, reason)
	if err != nil {
		return nil, err
	}
	inputs, students := inputsOf(req)
	members, err := store.Members(ctx, tx, h.Held, students)
	if err != nil {
		return nil, err
	}
	outcomes := absence.DecideEntries(h.Lines, inputs, absence.Lesson{Members: members, Minutes: reg.End - reg.Start}, r.today)
	if taken && reg.Version == 1 && len(inputs) > 0 && len(outcomes.Saved) == 0 {
		// Nobody of the list belongs here: it is not the register of this lesson, and makes nobody present.
		if err := store.UntakeRegister(ctx, tx, reg); err != nil {
			return nil, err
		}
		return registerResult(ctx, tx, reg, outcomes)
	}
	changed := outcomes.Changed()
	if len(changed) > 0 || taken {
		if late {
			h.Register.LateReason = reason
		}
		rows := make([]store.EntryWrite, len(changed))
		for i, d := range changed {
			rows[i] = store.EntryWrite{StudentID: d.Input.StudentID, Current: d.After}
		}
		by := store.Writer{Account: r.caller.AccountID, Person: r.caller.PersonID, At: r.micros()}
		if err := store.WriteEntries(ctx, tx, s.db.Engine(), h.Held, by, rows); err != nil {
			return nil, err
		}
		if err := tellRegister(ctx, tx, r, reg, changed, false); err != nil {
			return nil, err
		}
	}
	return registerResult(ctx, tx, reg, outcomes)
}

func inputsOf(req *attendancev1.SaveRegisterRequest) (inputs []absence.Input, students []string) {
	inputs, students = make([]absence.Input, len(req.GetEntries())), make([]string, len(req.GetEntries()))
	for i, e := range req.GetEntries() {
		students[i] = e.GetStudentId()
		inputs[i] = absence.Input{
			StudentID: e.GetStudentId(), State: e.GetState().String(), MinutesLate: int(e.GetMinutesLate()), Version: int64(e.GetVersion()),
		}
	}
	return inputs, students
}

// authors are the entries that stand in the way, with the names of who wrote them.
func authors(ctx context.Context, q sqldb.Querier, reg store.Register, o absence.Outcomes) (map[string]store.Entry, map[string]roster.Name, error) {
	if len(o.Conflicts) == 0 {
		return nil, nil, nil
	}
	written, err := store.Entries(ctx, q, reg.School, reg.LessonID)
	if err != nil {
		return nil, nil, err
	}
	entries, people := make(map[string]store.Entry, len(written)), []string{}
	for _, e := range written {
		entries[e.StudentID] = e
		if !slices.Contains(people, e.Person) {
			people = append(people, e.Person)
		}
	}
	names, err := roster.StaffNames(ctx, q, people)
	return entries, names, err
}

// registerResult says of each entry what became of it.
func registerResult(ctx context.Context, q sqldb.Querier, reg store.Register, o absence.Outcomes) (*typev1.RegisterResult, error) {
	entries, names, err := authors(ctx, q, reg, o)
	if err != nil {
		return nil, err
	}
	lang := rpc.Lang(ctx)
	result := &typev1.RegisterResult{}
	for _, d := range o.Saved {
		result.Saved = append(result.Saved, &typev1.SavedEntry{StudentId: d.Input.StudentID, Version: int32(d.After.Version)})
	}
	for _, d := range o.Conflicts {
		conflict := &typev1.ConflictEntry{
			StudentId: d.Input.StudentID, State: attendanceOf(d.Before.State), MinutesLate: int32(d.Before.MinutesLate),
			Version: int32(d.Before.Version),
		}
		// Version 0 is nobody.
		if e := entries[d.Input.StudentID]; e.Version > 0 {
			conflict.By, conflict.At = byline(names, e.Person, lang), instant(e.At)
		}
		result.Conflicts = append(result.Conflicts, conflict)
	}
	for _, d := range o.Refused {
		reason := reasonOf(d.Reason)
		result.Refused = append(result.Refused, &typev1.RefusedEntry{
			StudentId: d.Input.StudentID, Reason: reason.String(), Message: errs.Message(reason, lang),
		})
	}
	return result, nil
}

// reasonOf finds a reason of the pure packages in the catalogue. What the catalogue
// lacks is refused before, with the form of the request.
func reasonOf(r absence.Reason) errorsv1.Reason {
	if reason := errorsv1.Reason(errorsv1.Reason_value[string(r)]); reason != errorsv1.Reason_REASON_UNSPECIFIED {
		return reason
	}
	return errorsv1.Reason_INVALID_REQUEST
}
