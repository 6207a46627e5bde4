package refdata

import (
	"slices"
	"strings"
	"time"
)

// The seasons of a school year, each with hours of its own. A date is in the
// season of the calendar's period that covers it, else in the regular one.
const (
	SeasonRegular = "REGULAR"
	SeasonWinter  = "WINTER"
	SeasonRamadan = "RAMADAN"
)

// The half days of a period.
const (
	HalfMorning   = "AM"
	HalfAfternoon = "PM"
)

// maxPeriods is the most periods that a weekday has.
const maxPeriods = 12

// Period is a period of a school day: its number from 1, its bounds in minutes
// after midnight and its half day.
type Period struct {
	Number, StartMinute, EndMinute int
	Half                           string
}

// BellPeriod is one line of bell_schedules.csv: a period of a weekday (1 Monday
// to 6 Saturday) of a cycle in a season.
type BellPeriod struct {
	Cycle, Season string
	Weekday       int
	Period
	Validity
	Origin
}

// WeeklyHours is one line of weekly_hours_assumed.csv: how many hours a week a
// subject has. Only made-up timetables may be built on it, its status says why.
type WeeklyHours struct {
	Stage, Stream, Subject string
	Hours                  int
	Validity
	Origin
}

type bellKey struct {
	cycle, season string
	weekday       int
}

// bellDay is the day of a cycle and season as one decree has it.
type bellDay struct {
	Validity
	periods []Period
}

// Season gives the season of a date: that of the calendar's period (kind
// "period") over it, RAMADAN before WINTER, else REGULAR.
func (s *Set) Season(date string) string {
	season := SeasonRegular
	for _, c := range s.Calendar {
		if c.Kind != "period" || date < c.Start || date > c.End {
			continue
		}
		switch c.Code {
		case SeasonRamadan:
			return SeasonRamadan
		case SeasonWinter:
			season = SeasonWinter
		}
	}
	return season
}

// BellSchedule gives the national hours of a cycle (PRIM, COL, QUAL) on a date,
// in order. It is empty on a weekday without lessons, for an unknown cycle and
// for a text that is no date; holidays are not looked at. Every season has the
// same number of periods on a weekday, so the period of a timetable's slot has
// an hour all year round. The slice must not be changed.
func (s *Set) BellSchedule(cycle, date string) []Period {
	day, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return nil
	}
	return s.bellOf(cycle, s.Season(date), int(day.Weekday()), s.yearOf(day))
}

// BellWeek gives the national hours of a cycle in a season of a school year, for
// each weekday: [1] is Monday, [6] Saturday, [0] is empty.
func (s *Set) BellWeek(cycle, season, year string) [7][]Period {
	var week [7][]Period
	for weekday := 1; weekday <= 6; weekday++ {
		week[weekday] = s.bellOf(cycle, season, weekday, year)
	}
	return week
}

func (s *Set) bellOf(cycle, season string, weekday int, year string) []Period {
	for _, key := range []bellKey{{cycle, season, weekday}, {cycle, SeasonRegular, weekday}} {
		if d, ok := latest(s.bells[key], year); ok {
			return d.periods
		}
	}
	return nil
}

// WeeklyHours gives the hours a week of a subject in a level (or stage) and
// stream; an empty stream means that of the level. ok is false where there is no
// row. Every row so far is unconfirmed.
func (s *Set) WeeklyHours(level, stream, subject, year string) (WeeklyHours, bool) {
	_, stage, of := s.place(level, stream)
	for _, key := range [][3]string{{stage, of, subject}, {stage, "", subject}} {
		if h, ok := latest(s.hours[key], year); ok {
			return h, true
		}
	}
	return WeeklyHours{}, false
}

func readTimetable(r *reader, s *Set) {
	r.each("bell_schedules.csv", "cycle season weekday period start end half valid_from valid_to status source", func(c row) {
		s.BellPeriods = append(s.BellPeriods, BellPeriod{
			Cycle: c.need("cycle"), Season: c.need("season"), Weekday: c.number("weekday"),
			Period:   Period{Number: c.number("period"), StartMinute: c.minute("start"), EndMinute: c.minute("end"), Half: c.need("half")},
			Validity: c.validity(), Origin: c.origin(),
		})
	})
	r.each("weekly_hours_assumed.csv", "stage stream subject hours valid_from valid_to status source", func(c row) {
		s.AllWeeklyHours = append(s.AllWeeklyHours, WeeklyHours{
			Stage: c.need("stage"), Stream: c.text("stream"), Subject: c.need("subject"), Hours: c.number("hours"),
			Validity: c.validity(), Origin: c.origin(),
		})
	})
}

// minute reads a time of day such as 08:40.
func (c row) minute(column string) int {
	at, err := time.Parse("15:04", c.text(column))
	if err != nil || len(c.text(column)) != 5 {
		c.fault(column, "must be a time such as 08:40")
		return 0
	}
	return at.Hour()*60 + at.Minute()
}

// indexBells puts the rows of a weekday together that one decree brought: those
// with the same span.
func (s *Set) indexBells() {
	s.bells = map[bellKey][]bellDay{}
	for _, b := range s.BellPeriods {
		key := bellKey{b.Cycle, b.Season, b.Weekday}
		days := s.bells[key]
		i := slices.IndexFunc(days, func(d bellDay) bool { return d.Validity == b.Validity })
		if i < 0 {
			i, days = len(days), append(days, bellDay{Validity: b.Validity})
		}
		days[i].periods = append(days[i].periods, b.Period)
		s.bells[key] = days
	}
	for _, days := range s.bells {
		newestFirst(days)
	}
}

func checkTimetable(c *checker, s *Set) {
	seasons := []string{SeasonRegular, SeasonWinter, SeasonRamadan}
	for _, b := range s.BellPeriods {
		_, ok := s.cycle[b.Cycle]
		c.expect(ok, "bell_schedules.csv: unknown cycle %q", b.Cycle)
		c.expect(slices.Contains(seasons, b.Season), "bell_schedules.csv: unknown season %q", b.Season)
		c.expect(b.Weekday >= 1 && b.Weekday <= 6, "bell_schedules.csv: %s %s: weekday %d; a week is 1 to 6", b.Cycle, b.Season, b.Weekday)
		c.expect(b.Half == HalfMorning || b.Half == HalfAfternoon, "bell_schedules.csv: %s %s: half %q must be AM or PM", b.Cycle, b.Season, b.Half)
	}
	for key, days := range s.bells {
		for i, d := range days {
			c.expect(i == 0 || days[i-1].From != d.From, "bell_schedules.csv: %s %s, weekday %d: rows with one valid_from need one valid_to", key.cycle, key.season, key.weekday)
			checkBellDay(c, key, d.periods)
		}
	}
	for _, year := range bellYears(s) {
		for key := range s.bells {
			regular := len(s.bellOf(key.cycle, SeasonRegular, key.weekday, year))
			got := len(s.bellOf(key.cycle, key.season, key.weekday, year))
			c.expect(got == regular, "bell_schedules.csv: %s, weekday %d has %d periods in %s of %s and %d in %s: a slot's period must have an hour in every season",
				key.cycle, key.weekday, got, key.season, year, regular, SeasonRegular)
		}
	}
	for _, h := range s.AllWeeklyHours {
		c.subject(s, "weekly_hours_assumed.csv", h.Subject)
		c.stage(s, "weekly_hours_assumed.csv", h.Stage, h.Stream)
		c.expect(h.Hours >= 0 && h.Hours <= 30, "weekly_hours_assumed.csv: %s %s: %d hours a week", h.Stage, h.Subject, h.Hours)
	}
}

// checkBellDay wants the periods in order, numbered from 1, one after the other,
// the mornings first.
func checkBellDay(c *checker, key bellKey, periods []Period) {
	where := strings.Join([]string{key.cycle, key.season}, " ")
	c.expect(len(periods) <= maxPeriods, "bell_schedules.csv: %s, weekday %d: %d periods, at most %d", where, key.weekday, len(periods), maxPeriods)
	for i, p := range periods {
		c.expect(p.Number == i+1, "bell_schedules.csv: %s, weekday %d: period %d where %d is expected", where, key.weekday, p.Number, i+1)
		c.expect(p.StartMinute < p.EndMinute, "bell_schedules.csv: %s, weekday %d: period %d ends before it starts", where, key.weekday, p.Number)
		if i == 0 {
			continue
		}
		before := periods[i-1]
		c.expect(before.EndMinute <= p.StartMinute, "bell_schedules.csv: %s, weekday %d: period %d starts before period %d ends", where, key.weekday, p.Number, before.Number)
		c.expect(before.Half == HalfMorning || p.Half == HalfAfternoon, "bell_schedules.csv: %s, weekday %d: period %d is a morning after an afternoon", where, key.weekday, p.Number)
	}
}

// bellYears are the school years in which the hours can change.
func bellYears(s *Set) []string {
	years := []string{s.LatestYear()}
	for _, b := range s.BellPeriods {
		if b.From != "" {
			years = append(years, b.From)
		}
		if b.To != "" {
			years = append(years, nextYear(b.To))
		}
	}
	slices.Sort(years)
	return slices.Compact(years)
}
