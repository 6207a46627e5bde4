package grade

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/massar-platform/massar/platform/clock"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/services/grade/internal/entry"
	"github.com/massar-platform/massar/services/grade/internal/grading"
	"github.com/massar-platform/massar/services/grade/internal/store"
	"github.com/massar-platform/massar/services/grade/internal/trail"
)

const (
	// settleEvery is how often absences whose delay has passed are looked for, and
	// announceEvery how often publications whose hour has come.
	settleEvery   = time.Minute
	announceEvery = 2 * time.Second
	settleTimeout = 30 * time.Second
	settleAtOnce  = 100
)

// tend does what the clock asks for: it decides absences whose delay has passed
// and tells families of publications whose hour has come. Readers do not wait for
// it: a view that is due is settled by whoever reads it first.
func (s *Service) tend(ctx context.Context) {
	settle, announce := time.NewTicker(settleEvery), time.NewTicker(announceEvery)
	defer settle.Stop()
	defer announce.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-settle.C:
			s.attempt(ctx, "settle absences", s.SettleAbsences)
		case <-announce.C:
			s.attempt(ctx, "announce publications", s.Announce)
		}
	}
}

func (s *Service) attempt(ctx context.Context, job string, do func(context.Context) error) {
	ctx, cancel := context.WithTimeout(ctx, settleTimeout)
	defer cancel()
	if err := do(ctx); err != nil && ctx.Err() == nil {
		s.log.WarnContext(ctx, "what the clock asks for could not be done", slog.String("job", job), slog.Any("error", err))
	}
}

// SettleAbsences decides every absence that nobody decided within its delay: it
// is unjustified from then on, unless the office accepts a later paper. Where a
// justification waits that was brought in time, attendance has told until when.
func (s *Service) SettleAbsences(ctx context.Context) error {
	day := s.clock.Today()
	year, _ := s.ref.SchoolYear(day)
	rule, err := s.absencesOn(day, year)
	if err != nil {
		return err
	}
	today, err := clock.ParseDate(day)
	if err != nil {
		return err
	}
	first := today.AddDate(0, 0, -rule.delay)
	for {
		terms, err := store.PendingTerms(ctx, s.db, day, first.Format(clock.DateLayout), first.UnixMicro(), settleAtOnce)
		if err != nil {
			return err
		}
		settled := 0
		var failed error
		for _, t := range terms {
			n, err := s.settle(ctx, t, day)
			if err != nil {
				// One class must not keep the others waiting.
				failed = errors.Join(failed, fmt.Errorf("class %s: %w", t.ClassID, err))
			}
			settled += n
		}
		// A term of another year may have a longer delay and stay.
		if settled == 0 || len(terms) < settleAtOnce {
			return failed
		}
	}
}

// settleTerm is settle for readers: those who come together wait for one.
func (s *Service) settleTerm(ctx context.Context, t store.Term, day string) error {
	_, err, _ := s.settling.Do(t.ClassID+"/"+t.SchoolYear+"/"+day, func() (any, error) {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), settleTimeout)
		defer cancel()
		return s.settle(ctx, t, day)
	})
	return err
}

// settle decides the absences of a term whose delay has passed on a day, in one
// transaction with the views that show them. It answers how many there were.
func (s *Service) settle(ctx context.Context, t store.Term, day string) (int, error) {
	rule, err := s.absencesOn(day, t.SchoolYear)
	if err != nil {
		return 0, err
	}
	now := s.clock.Now().UnixMicro()
	settled := 0
	err = s.db.InTx(ctx, func(ctx context.Context, tx sqldb.Tx) error {
		settled = 0
		pending, err := store.PendingCells(ctx, tx, t)
		if err != nil {
			return err
		}
		if pending, err = due(pending, day, rule.delay); err != nil || len(pending) == 0 {
			return err
		}
		var changes []store.Change
		for start := 0; start < len(pending); {
			end := start
			for end < len(pending) && pending[end].SheetID == pending[start].SheetID {
				end++
			}
			sheet, n, err := settleSheet(ctx, tx, pending[start:end], now)
			if err != nil {
				return err
			}
			settled += n
			changes = append(changes, store.Change{
				Topic: sheet.School, ID: ids.New(), Kind: store.ChangeMarkSheet, Ref: sheet.ID, SheetID: sheet.ID, At: now,
			})
			start = end
		}
		told, err := s.refreshViews(ctx, tx, t, day, now)
		if err != nil {
			return err
		}
		return store.AddChanges(ctx, tx, append(changes, reach{now: now}.marksChanged(told)...))
	})
	return settled, err
}

// due keeps the absences that are undecided no more on the day.
func due(pending []store.PendingCell, day string, delay int) ([]store.PendingCell, error) {
	kept := pending[:0]
	for _, c := range pending {
		until, err := undecidedUntil(c.Until, c.Date, c.Since, delay)
		if err != nil {
			return nil, err
		}
		if day > until {
			kept = append(kept, c)
		}
	}
	return kept, nil
}

// settleSheet decides absences of one sheet, under its lock. Those that somebody
// decided in the meantime are left alone.
func settleSheet(ctx context.Context, tx sqldb.Tx, pending []store.PendingCell, now int64) (*store.Sheet, int, error) {
	sheet, err := store.LockSheet(ctx, tx, pending[0].SheetID)
	if err != nil {
		return nil, 0, err
	}
	current, err := store.ListCells(ctx, tx, sheet.ID)
	if err != nil {
		return nil, 0, err
	}
	var (
		cells  []store.CellWrite
		events []trail.Event
	)
	for _, c := range pending {
		before := current[c.Key]
		if before.Version != c.Version || before.Value.State != grading.Pending {
			continue
		}
		after := entry.Cell{Value: grading.Entry{State: grading.AbsentUnjustified}, Version: before.Version + 1}
		cells = append(cells, store.CellWrite{Key: c.Key, Cell: after})
		events = append(events, trail.Event{
			At: now, Account: store.System, Role: store.System, Kind: trail.DecideAbsence, Student: c.Student, Column: c.Column,
			Before: before.Text(), After: after.Text(),
		})
	}
	if len(cells) == 0 {
		return sheet, 0, nil
	}
	if err := store.UpsertCells(ctx, tx, sheet, store.Writer{Account: store.System, At: now}, cells); err != nil {
		return nil, 0, err
	}
	return sheet, len(cells), store.Append(ctx, tx, sheet, now, events)
}
