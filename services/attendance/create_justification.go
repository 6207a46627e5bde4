package attendance

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/clock"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/attendance/internal/absence"
	"github.com/massar-platform/massar/services/attendance/internal/store"
)

const (
	// maxPending is how many justifications that one account brought for a student may wait.
	maxPending = 20
	// maxOfficeDays bounds what the office writes, which the rules of guardians do not.
	maxOfficeDays = 366
)

const bringing = "bringing a justification"

// CreateJustification brings a reason for the absences of some days; the office decides. It belongs to the
// school and class in which the student is on these days.
func (s *Service) CreateJustification(ctx context.Context, req *attendancev1.CreateJustificationRequest) (*typev1.AbsenceJustification, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	text, err := cleanField("text", req.GetText())
	if err != nil {
		return nil, err
	}
	j := store.Justification{
		StudentID: req.GetStudentId(), From: req.GetFrom(), To: req.GetTo(), Reason: req.GetReason().String(), Body: text,
		State: store.JustificationPending, SubmittedRole: strings.ToUpper(auth.RoleName(r.caller.Role)), SubmittedBy: r.caller.AccountID,
		SubmittedAt: r.micros(), Version: 1,
	}
	if j.To == "" {
		j.To = j.From
	}
	op := write.Op{RPC: "attendance.CreateJustification", Resource: j.StudentID, Request: req, Detail: map[string]string{
		"from": j.From, "to": j.To,
	}}
	answer, err := write.Do(ctx, s.db, op, func(ctx context.Context, tx sqldb.Tx) (*typev1.AbsenceJustification, error) {
		place, err := s.excusedPlace(ctx, tx, r, j)
		if err != nil {
			return nil, err
		}
		j.School, j.Node, j.ClassID, j.ClassLabel, j.ID = place.School, place.Node, place.ClassID, place.ClassLabel, ids.InSchool(place.School)
		if err := store.LockExcuses(ctx, tx, j.StudentID); err != nil {
			return nil, err
		}
		pending, touching, err := store.CountExcuses(ctx, tx, j.SubmittedBy, j.School, j.StudentID, j.From, j.To)
		if err != nil {
			return nil, err
		}
		switch {
		case touching > 0:
			return nil, errs.E(errs.AlreadyExists, errorsv1.Reason_JUSTIFICATION_EXISTS, bringing, nil)
		case pending >= maxPending:
			return nil, errs.E(errs.FailedPrecondition, errorsv1.Reason_TOO_MANY_ITEMS, bringing, nil, errs.Args(maxPending))
		}
		if err := store.InsertJustification(ctx, tx, j); err != nil {
			return nil, err
		}
		if err := emitJustified(ctx, tx, r, touched(j)); err != nil {
			return nil, err
		}
		// Read again for the number of lessons that it is about.
		written, err := store.FindJustification(ctx, tx, j.ID)
		if err != nil {
			return nil, err
		}
		return show(ctx, tx, written)
	})
	if err == nil {
		s.sequencer.Wake()
	}
	return answer, err
}

// excusedPlace is where the student is on the days of a justification. Another's child, and a student of
// another school, look like one who is not there; the days are looked at only after that.
func (s *Service) excusedPlace(ctx context.Context, q sqldb.Querier, r reach, j store.Justification) (roster.Place, error) {
	var none roster.Place
	if r.caller.Role == optionsv1.Role_ROLE_GUARDIAN && !slices.Contains(r.nodes.GetStudentIds(), j.StudentID) {
		return none, studentNotFound()
	}
	_, err := roster.FindStudent(ctx, q, j.StudentID)
	if errors.Is(err, roster.ErrNotFound) {
		return none, studentNotFound()
	}
	if err != nil {
		return none, err
	}
	places, err := roster.Places(ctx, q, j.StudentID)
	if err != nil {
		return none, err
	}
	mine := slices.ContainsFunc(places, func(p roster.Place) bool { return r.covers(p.Node) })
	if !r.family() && !mine {
		return none, studentNotFound()
	}
	if err := s.checkDays(r, j); err != nil {
		return none, err
	}
	place, other := stay(places, j.From, j.To)
	switch {
	case place.ClassID == "":
		return none, wrongDay("from", j.From)
	case other:
		// Two schools decide about their own lessons.
		return none, wrongDay("to", j.To)
	case !r.family() && !r.covers(place.Node):
		return none, studentNotFound()
	}
	return place, nil
}

// stay is the first place of some days, both included, and whether another school follows within them.
func stay(places []roster.Place, from, to string) (first roster.Place, other bool) {
	for _, p := range places {
		if p.From > to || !roster.Lasts(p.To, from) {
			continue
		}
		if first.ClassID == "" {
			first = p
		}
		other = other || p.School != first.School
	}
	return first, other
}

// checkDays refuses days that are none, and, of guardians, those that the dated rules do not allow.
func (s *Service) checkDays(r reach, j store.Justification) error {
	first, err := clock.ParseDate(j.From)
	if err != nil {
		return wrongDay("from", j.From)
	}
	last, err := clock.ParseDate(j.To)
	if err != nil || last.Before(first) {
		return wrongDay("to", j.To)
	}
	rules, err := s.absenceRules(s.yearOf(j.From))
	if err != nil {
		return err
	}
	if r.caller.Role == optionsv1.Role_ROLE_SCHOOL_OFFICE {
		// The office may accept later papers, and longer absences, by exception.
		rules.DocumentDays, rules.MaxDays = daysBetween(last, r.now)+1, maxOfficeDays
	}
	why := absence.CheckSubmission(j.From, j.To, rules, r.today)
	if why == "" {
		return nil
	}
	limit := map[absence.Reason]int{
		absence.TooEarly: rules.AheadDays, absence.TooLate: rules.DocumentDays, absence.TooLong: rules.MaxDays,
	}[why]
	reason := reasonOf(why)
	return errs.E(errs.Invalid, reason, bringing, nil, errs.Args(limit), errs.Field("from", reason, limit))
}

// daysBetween is how many days lie between two instants, 0 where the second is not later.
func daysBetween(from, to time.Time) int { return max(0, int(to.Sub(from).Hours()/24)+1) }

func wrongDay(field, day string) error {
	return errs.E(errs.Invalid, errorsv1.Reason_DATE_INVALID, bringing, nil, errs.Args(day),
		errs.Field(field, errorsv1.Reason_DATE_INVALID, day))
}
