package attendance

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/services/attendance/internal/absencesheet"
	"github.com/massar-platform/massar/services/attendance/internal/rollup"
	"github.com/massar-platform/massar/services/attendance/internal/store"
)

// classYear is what is known of the absences of a class in a school year, in the figures of MASSAR's sheet:
// those of the registers from the month of the first one on, and imported ones before it.
type classYear struct {
	class roster.Class
	// first is the month of the first register, "2026-11"; empty while there is none.
	first string
	// today is the day on which the figures are taken.
	today    string
	students []roster.Member // everybody who was ever in the class that year, in list order
	stays    map[string][]tenure
	months   map[string]map[string]absencesheet.Figures // by student, then month
}

// yearDays are the first and the last day of the sheet of a school year, which ends in June.
func yearDays(year string) (first, last string) {
	if len(year) != len("2026-2027") {
		return "", ""
	}
	return year[:4] + "-09-01", year[5:] + "-06-30"
}

// monthKey is a month of the sheet in a school year.
func monthKey(year string, m time.Month) string {
	of := year[:4]
	if m < time.September {
		of = year[5:]
	}
	return fmt.Sprintf("%s-%02d", of, m)
}

// classYearOf adds up the registers of a class and joins what was imported.
func (s *Service) classYearOf(ctx context.Context, q sqldb.Querier, r reach, class roster.Class) (*classYear, error) {
	y := &classYear{class: class, today: r.today, stays: map[string][]tenure{}, months: map[string]map[string]absencesheet.Figures{}}
	from, to := yearDays(class.SchoolYear)
	stays, err := store.Stays(ctx, q, class.ID, from, to)
	if err != nil {
		return nil, err
	}
	for _, one := range stays {
		if y.stays[one.StudentID] == nil {
			y.students = append(y.students, one.Member)
			y.months[one.StudentID] = map[string]absencesheet.Figures{}
		}
		y.stays[one.StudentID] = append(y.stays[one.StudentID], tenure{ClassID: class.ID, Groups: one.Groups, From: one.From, To: one.To})
	}
	if err := s.addRegisters(ctx, q, y, from, to); err != nil {
		return nil, err
	}
	return y, y.addImported(ctx, q, from, to)
}

// addRegisters fills the months from the first register on.
func (s *Service) addRegisters(ctx context.Context, q sqldb.Querier, y *classYear, from, to string) error {
	registers, err := store.ClassMonth(ctx, q, y.class.ID, from, to)
	if err != nil || len(registers.Lessons) == 0 {
		return err
	}
	y.first = registers.Lessons[0].Date[:len(monthLayout)]
	own, err := roster.AttendanceRules(ctx, q, y.class.School)
	if err != nil {
		return err
	}
	rules, err := s.rollupRules(y.class.SchoolYear, own)
	if err != nil {
		return err
	}
	entries, err := s.judge(ctx, q, registers.Absences, y.today)
	if err != nil {
		return err
	}
	byStudent := map[string][]judged{}
	for _, e := range entries {
		byStudent[e.StudentID] = append(byStudent[e.StudentID], e)
	}
	for _, student := range y.students {
		id := student.StudentID
		months := rollup.Months(attendances(registers.Lessons, y.stays[id], byLesson(byStudent[id])), rollup.Bounds{}, rules)
		for _, m := range absencesheet.Months() {
			month := monthKey(y.class.SchoolYear, m)
			if !y.registered(month) || month > y.today[:len(monthLayout)] {
				continue
			}
			totals, known := months[month]
			if !known && !y.in(id, month) {
				continue
			}
			sheet := rules.Sheet(totals)
			y.months[id][month], err = absencesheet.NewFigures(sheet.Justified.Days, sheet.Justified.Hours, sheet.Unjustified.Days, sheet.Unjustified.Hours)
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// addImported fills the months before the first register.
func (y *classYear) addImported(ctx context.Context, q sqldb.Querier, from, to string) error {
	imported, err := store.ImportedMonths(ctx, q, y.class.ID, from[:len(monthLayout)], to[:len(monthLayout)])
	if err != nil {
		return err
	}
	for _, m := range imported {
		if y.months[m.StudentID] == nil || y.registered(m.Month) {
			continue
		}
		var f absencesheet.Figures
		texts := []string{m.JustifiedDays, m.JustifiedHours, m.UnjustifiedDays, m.UnjustifiedHours}
		for i, to := range parts(&f) {
			if texts[i] == "" {
				continue
			}
			if *to, err = absencesheet.ParseFigure(texts[i]); err != nil {
				return fmt.Errorf("reading an imported month: %w", err)
			}
		}
		y.months[m.StudentID][m.Month] = f
	}
	return nil
}

// registered says whether the registers answer for a month.
func (y *classYear) registered(month string) bool { return y.first != "" && month >= y.first }

// in says whether a student was in the class on a day of a month.
func (y *classYear) in(studentID, month string) bool {
	return slices.ContainsFunc(y.stays[studentID], func(t tenure) bool {
		return t.From[:min(len(t.From), len(monthLayout))] <= month && (t.To == "" || t.To > month+"-01")
	})
}

// parts are the four figures of a month in the order of the sheet.
func parts(f *absencesheet.Figures) [4]*absencesheet.Figure {
	return [4]*absencesheet.Figure{&f.JustifiedDays, &f.JustifiedHours, &f.UnjustifiedDays, &f.UnjustifiedHours}
}
