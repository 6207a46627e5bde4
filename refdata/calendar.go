package refdata

import (
	"slices"
	"strconv"
	"time"
)

// yearOf gives the school year of a day. It changes on the day of the rule
// school_year_starts, which is therefore read at the year that begins then.
func (s *Set) yearOf(day time.Time) string {
	name := func(y int) string { return pad4(y) + "-" + pad4(y+1) }
	next := name(day.Year())
	if day.Format("01-02") >= s.RuleValue("school_year_starts", next) {
		return next
	}
	return name(day.Year() - 1)
}

func pad4(n int) string {
	t := strconv.Itoa(n)
	for len(t) < 4 {
		t = "0" + t
	}
	return t
}

// SchoolYear gives the school year of a day ("2026-11-23" is in "2026-2027"),
// or false for a text that is no date. July and August belong to the year that
// ends.
func (s *Set) SchoolYear(date string) (string, bool) {
	day, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return "", false
	}
	return s.yearOf(day), true
}

// Lessons gives the first and the last day of lessons in a school year: the
// last start row for all levels; the end row, else the last council, bulletin
// or results row. Where the calendar has none of them the rules lessons_start
// and lessons_end answer, and they are marked assumed.
func (s *Set) Lessons(year string) (first, last string, ok bool) {
	if !validYear(year) {
		return "", "", false
	}
	end, closing := "", ""
	for _, c := range s.Calendar {
		if c.SchoolYear != year {
			continue
		}
		switch c.Kind {
		case "start":
			if slices.Contains(c.Levels, "all") {
				first = max(first, c.Start)
			}
		case "end":
			end = max(end, c.End)
		case "council", "bulletin", "results":
			closing = max(closing, c.End)
		}
	}
	if first == "" {
		first = year[:4] + "-" + s.RuleValue("lessons_start", year)
	}
	fallback := year[5:] + "-" + s.RuleValue("lessons_end", year)
	switch {
	case end != "":
		last = end
	case closing >= year[5:]+"-06":
		last = closing // closing rows of the first semester alone do not end the year
	default:
		last = fallback
	}
	return first, last, true
}

// SemesterBounds gives the first and the last day of semester 1 or 2. The
// mid-year break separates them: the first ends on the day before it, the second
// begins on the day after it. Without such a row the rule
// second_semester_starts answers. These bounds are our reading of the calendar:
// the decrees name breaks and closing days, not semesters.
func (s *Set) SemesterBounds(year string, n int) (first, last string, ok bool) {
	start, end, ok := s.Lessons(year)
	if !ok || (n != 1 && n != 2) {
		return "", "", false
	}
	firstEnds, secondStarts := "", year[5:]+"-"+s.RuleValue("second_semester_starts", year)
	for _, c := range s.Calendar {
		if c.SchoolYear == year && c.Code == "MID_YEAR" {
			firstEnds, secondStarts = shift(c.Start, -1), shift(c.End, 1)
		}
	}
	if firstEnds == "" {
		firstEnds = shift(secondStarts, -1)
	}
	if n == 1 {
		return start, firstEnds, true
	}
	return secondStarts, end, true
}

// Semester gives the semester that a day belongs to, so that "today" always has
// one: 1 until the second begins (the mid-year break included), then 2 until
// the next school year. It is 0 for a text that is no date.
func (s *Set) Semester(date string) int {
	year, ok := s.SchoolYear(date)
	if !ok {
		return 0
	}
	second, _, ok := s.SemesterBounds(year, 2)
	if !ok {
		return 0
	}
	if date < second {
		return 1
	}
	return 2
}

// IsSchoolDay reports whether lessons are held: within the lessons of its year,
// not a Sunday, not a holiday, not in a break.
func (s *Set) IsSchoolDay(date string) bool {
	day, err := time.Parse(time.DateOnly, date)
	if err != nil || day.Weekday() == time.Sunday {
		return false
	}
	year := s.yearOf(day)
	first, last, ok := s.Lessons(year)
	if !ok || date < first || date > last {
		return false
	}
	for _, h := range s.FixedHolidays {
		if h.Day == date[5:] && h.In(year) {
			return false
		}
	}
	for _, c := range s.Calendar {
		if (c.Kind == "break" || c.Kind == "holiday") && c.Start <= date && date <= c.End {
			return false
		}
	}
	return true
}

// NearestSchoolDay gives the date itself if lessons are held on it, else the
// closest day with lessons; of two equally close ones the earlier, whose marks
// and registers are the fuller. It is false for a text that is no date.
func (s *Set) NearestSchoolDay(date string) (string, bool) {
	if _, err := time.Parse(time.DateOnly, date); err != nil {
		return "", false
	}
	for distance := 0; distance <= 366; distance++ {
		for _, candidate := range []string{shift(date, -distance), shift(date, distance)} {
			if s.IsSchoolDay(candidate) {
				return candidate, true
			}
		}
	}
	return "", false
}

// shift moves a valid date by whole days.
func shift(date string, days int) string {
	day, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return ""
	}
	return day.AddDate(0, 0, days).Format(time.DateOnly)
}
