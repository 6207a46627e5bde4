package rollup

import "github.com/massar-platform/massar/services/attendance/internal/absence"

// Kinds is one figure for each standing of an absence.
type Kinds struct{ Justified, Unjustified, Undecided int64 }

// Total is the sum of the three.
func (k Kinds) Total() int64 { return k.Justified + k.Unjustified + k.Undecided }

func (k *Kinds) add(s absence.Standing, n int64) {
	switch s {
	case absence.Justified:
		k.Justified += n
	case absence.Unjustified:
		k.Unjustified += n
	case absence.Undecided:
		k.Undecided += n
	case absence.NoAbsence:
	}
}

func (k Kinds) plus(o Kinds) Kinds {
	return Kinds{k.Justified + o.Justified, k.Unjustified + o.Unjustified, k.Undecided + o.Undecided}
}

// Totals are the figures of one student, or of many, over some time.
type Totals struct {
	StudyHalfDays int64
	// HalfDays are the absent ones.
	HalfDays Kinds
	// Minutes are those of every missed lesson; RestMinutes only those of lessons
	// missed in half days that are not absent.
	Minutes, RestMinutes Kinds
	// Lates counts late arrivals, whether they count or not.
	Lates, LateMinutes int64
}

// Plus adds figures up: of months to a year, of students to a class.
func (t Totals) Plus(o Totals) Totals {
	return Totals{
		StudyHalfDays: t.StudyHalfDays + o.StudyHalfDays,
		HalfDays:      t.HalfDays.plus(o.HalfDays),
		Minutes:       t.Minutes.plus(o.Minutes),
		RestMinutes:   t.RestMinutes.plus(o.RestMinutes),
		Lates:         t.Lates + o.Lates,
		LateMinutes:   t.LateMinutes + o.LateMinutes,
	}
}

// Months gives the figures of one student by calendar month ("2026-11"). A month
// in which no lesson lies is not there.
func Months(lessons []Attendance, b Bounds, r Rules) map[string]Totals {
	months := map[string]Totals{}
	for _, g := range groups(lessons, b, r) {
		t := Totals{Minutes: g.kinds}
		if g.counted {
			t.StudyHalfDays = 1
		}
		if g.Absent {
			t.HalfDays.add(g.Standing, 1)
		} else {
			t.RestMinutes = g.kinds
		}
		month := monthOf(g.Date)
		months[month] = months[month].Plus(t)
	}
	for _, l := range lessons {
		if l.State == absence.Late && b.Contains(l.Date) {
			month := monthOf(l.Date)
			months[month] = months[month].Plus(Totals{Lates: 1, LateMinutes: int64(l.MinutesLate)})
		}
	}
	return months
}

// Sum adds the months up.
func Sum(months map[string]Totals) Totals {
	var sum Totals
	for _, t := range months {
		sum = sum.Plus(t)
	}
	return sum
}

func monthOf(day string) string { return day[:min(len(day), len("2026-11"))] }
