package grade

import (
	"context"
	"time"

	"github.com/massar-platform/massar/platform/summary"
	"github.com/massar-platform/massar/services/grade/internal/store"
)

// newKeeper makes what adds the progress of entry up. The period is a school year.
func (s *Service) newKeeper(cfg Config) (*summary.Keeper, error) {
	return summary.NewKeeper(summary.Config{
		DB: s.db, Name: "grade", Schools: summary.Projected, Renew: s.addUp, Every: cfg.SummariesEvery, Clock: s.clock, Log: s.log,
		Periods: func() []string {
			if year, ok := s.ref.SchoolYear(s.clock.Today()); ok {
				return []string{year}
			}
			return nil
		},
	})
}

// addUp adds both semesters of a school year of a school up. Of the current year it is due again when the day changes,
// which moves who is in a class, or at the next hour of a publication.
func (s *Service) addUp(ctx context.Context, subject summary.Subject) (summary.Renewed, error) {
	day, now := s.clock.Today(), s.clock.Now().UnixMicro()
	var renewed summary.Renewed
	current, _ := s.ref.SchoolYear(day)
	if subject.Period == current {
		renewed.Due = summary.Tomorrow(s.clock)
	}
	for semester := 1; semester <= 2; semester++ {
		classes, next, err := s.classFigures(ctx, subject.School, subject.Period, semester, day, now)
		if err != nil {
			return summary.Renewed{}, err
		}
		var sum store.Figures
		for _, class := range classes {
			sum = sum.Plus(class.Figures)
		}
		renewed.Write = append(renewed.Write, store.PutTotals(subject.School, subject.Period, semester, sum))
		if at := time.UnixMicro(next); next > 0 && (renewed.Due.IsZero() || at.Before(renewed.Due)) {
			renewed.Due = at
		}
	}
	return renewed, nil
}

// classTotal is the progress of one class.
type classTotal struct {
	ClassID, Label string
	store.Figures
}

// sheetsAtOnce is how many sheets are read at once.
const sheetsAtOnce = 500

// classFigures are the figures of the classes of a school by label, from the same rows as lists of sheets. next is the
// first hour of a publication that is still to come, 0 for none.
func (s *Service) classFigures(ctx context.Context, school, year string, semester int, day string, now int64) (classes []classTotal, next int64, err error) {
	hours, err := store.SchoolPublications(ctx, s.db, school, year, semester)
	if err != nil {
		return nil, 0, err
	}
	for _, at := range hours {
		if at > now && (next == 0 || at < next) {
			next = at
		}
	}
	filter := store.SheetFilter{School: school, SchoolYear: year, Semester: semester, Day: day, Limit: sheetsAtOnce}
	for {
		sheets, err := store.ListSheets(ctx, s.db, filter)
		if err != nil {
			return nil, 0, err
		}
		progress, err := store.ProgressOf(ctx, s.db, sheets, day)
		if err != nil {
			return nil, 0, err
		}
		for _, sheet := range sheets {
			// Sheets come class by class.
			if len(classes) == 0 || classes[len(classes)-1].ClassID != sheet.ClassID {
				classes = append(classes, newClassTotal(sheet, hours, now))
			}
			classes[len(classes)-1].add(sheet, progress[sheet.ID], now)
		}
		if len(sheets) < sheetsAtOnce {
			return classes, next, nil
		}
		filter.After = sheets[len(sheets)-1].Place()
	}
}

func newClassTotal(sheet *store.Sheet, hours map[string]int64, now int64) classTotal {
	class := classTotal{ClassID: sheet.ClassID, Label: sheet.Label, Figures: store.Figures{Classes: 1}}
	at, scheduled := hours[sheet.ClassID]
	switch {
	case scheduled && at <= now:
		class.ClassesShown = 1
	case scheduled:
		class.ClassesScheduled = 1
	}
	return class
}

// add counts a sheet of the class, as headOf shows it.
func (c *classTotal) add(sheet *store.Sheet, progress store.Progress, now int64) {
	c.Entered += sheet.Entered - progress.OfLeft
	c.Expected += progress.Students * int64(sheet.MarkColumns)
	switch sheet.StateAt(now) {
	case store.SheetSubmitted:
		c.Submitted++
	case store.SheetValidated:
		c.Validated++
	case store.SheetPublished:
		c.Published++
	default:
		c.Open++
	}
}
