package grade

import (
	"context"
	"log/slog"
	"slices"
	"time"

	"github.com/massar-platform/massar/platform/follow"
	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/sqldb"
	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	"github.com/massar-platform/massar/services/grade/internal/store"
)

const (
	absenceSource = "attendance"
	// absencePage is in rows of attendance's outbox: each may tell of a whole class.
	absencePage  = 200
	checksAtOnce = 500
	// checkAgain is how long a sheet is left alone that could not be compared.
	checkAgain = time.Minute
)

// followAbsences makes the follower of attendance's events.
func (s *Service) followAbsences(cfg Config, attendance attendancev1.AttendanceServiceClient) (*follow.Follower, error) {
	return follow.New(follow.Config{
		DB: s.db, Source: absenceSource, Every: cfg.PullEvery, Clock: s.clock, Log: s.log,
		Ask: func(ctx context.Context, after int64) (follow.Page, error) {
			answer, err := attendance.ListEvents(ctx, &attendancev1.ListEventsRequest{After: after, Limit: absencePage})
			if err != nil {
				return follow.Page{}, err
			}
			return follow.Page{Through: answer.GetThrough(), Apply: func(ctx context.Context, tx sqldb.Tx) error {
				return applyAbsences(ctx, tx, answer.GetEvents())
			}}, nil
		},
		Then: s.checker(),
	})
}

// applyAbsences writes a page of events and asks for checks of their days. One
// statement cannot write a row twice: of each row the newest version is written.
func applyAbsences(ctx context.Context, tx sqldb.Tx, events []*attendancev1.AbsenceEvent) error {
	type name struct{ lesson, student string }
	var (
		list  []store.LessonAbsence
		days  []store.Day
		place = map[name]int{}
		known = map[store.Day]bool{}
	)
	for _, e := range events {
		a := store.LessonAbsence{
			Day: store.Day{
				School: roster.SchoolOf(e.GetClassId()), ClassID: e.GetClassId(), Subject: e.GetSubject(), Date: e.GetDate(),
			},
			StudentID: e.GetStudentId(), LessonID: e.GetLessonId(), State: e.GetState().String(), Standing: e.GetStanding().String(),
			UndecidedUntil: e.GetUndecidedUntil(), Version: e.GetVersion(),
		}
		at, seen := place[name{a.LessonID, a.StudentID}]
		switch {
		case !seen:
			place[name{a.LessonID, a.StudentID}] = len(list)
			list = append(list, a)
		case a.Version > list[at].Version:
			list[at] = a
		}
		if !known[a.Day] {
			known[a.Day] = true
			days = append(days, a.Day)
		}
	}
	if err := store.ApplyAbsences(ctx, tx, list); err != nil {
		return err
	}
	// Everybody takes these rows in one order, so that nobody waits for each other.
	slices.SortFunc(days, store.Day.Compare)
	return store.AskChecks(ctx, tx, days)
}

// checker compares the sheets of days that were asked for with the registers, each
// in a transaction of its own: a class that cannot be written keeps no other waiting.
func (s *Service) checker() func(context.Context) {
	resting := map[string]time.Time{}
	return func(ctx context.Context) {
		after := store.Day{}
		for {
			checks, err := store.ListChecks(ctx, s.db, after, checksAtOnce)
			if err != nil && ctx.Err() == nil {
				s.log.WarnContext(ctx, "absences at controls cannot be read", slog.Any("error", err))
			}
			if err != nil || len(checks) == 0 {
				return
			}
			after = checks[len(checks)-1].Day
			done := s.check(ctx, checks, resting)
			if len(done) == 0 {
				continue
			}
			err = s.db.InTx(ctx, func(ctx context.Context, tx sqldb.Tx) error { return store.DropChecks(ctx, tx, done) })
			if err != nil {
				// They are done again.
				return
			}
		}
	}
}

// check compares sheets with the registers and answers which days are done.
func (s *Service) check(ctx context.Context, checks []store.Check, resting map[string]time.Time) []store.Check {
	compared := map[string]bool{}
	done := make([]store.Check, 0, len(checks))
	for _, c := range checks {
		all := true
		for _, sheet := range c.Sheets {
			if _, tried := compared[sheet]; !tried {
				compared[sheet] = s.compare(ctx, sheet, resting)
			}
			all = all && compared[sheet]
		}
		if all {
			done = append(done, c)
		}
	}
	return done
}

// compare lets one sheet follow the registers; false when it could not.
func (s *Service) compare(ctx context.Context, sheetID string, resting map[string]time.Time) bool {
	if time.Now().Before(resting[sheetID]) || ctx.Err() != nil {
		return false
	}
	delete(resting, sheetID)
	work, cancel := context.WithTimeout(ctx, settleTimeout)
	defer cancel()
	var term store.Term
	err := s.db.InTx(work, func(ctx context.Context, tx sqldb.Tx) error {
		sheet, err := store.LockSheet(ctx, tx, sheetID)
		if err != nil {
			return err
		}
		term = sheet.Term()
		_, err = s.followRegister(ctx, tx, s.present(), sheet)
		return err
	})
	if err == nil {
		err = s.settleLapsed(work, term)
	}
	if err != nil && ctx.Err() == nil {
		resting[sheetID] = time.Now().Add(checkAgain)
		s.log.WarnContext(ctx, "a mark sheet could not follow the registers", slog.String("sheet", sheetID), slog.Any("error", err))
	}
	return err == nil
}

// settleLapsed decides at once, not at the next turn of the clock, where a register has
// an absence wait no longer: its justification was withdrawn.
func (s *Service) settleLapsed(ctx context.Context, t store.Term) error {
	day := s.clock.Today()
	sheets, err := store.RegisterDays(ctx, s.db, t)
	if err != nil {
		return err
	}
	for _, cells := range sheets {
		for _, until := range cells {
			if until != "" && until < day {
				_, err := s.settle(ctx, t, day)
				return err
			}
		}
	}
	return nil
}
