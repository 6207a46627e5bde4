package bell_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/services/timetable/internal/bell"
)

// periods makes periods of an hour: so many from each start.
func periods(am, mornings, pm, afternoons int) []bell.Period {
	var list []bell.Period
	add := func(start, count int, half bell.Half) {
		for i := range count {
			list = append(list, bell.Period{Number: len(list) + 1, Start: start + 60*i, End: start + 60*i + 60, Half: half})
		}
	}
	add(am, mornings, bell.AM)
	add(pm, afternoons, bell.PM)
	return list
}

func schedule(id, season, from, to string, start int) bell.Schedule {
	s := bell.Schedule{ID: id, Season: season, From: from, To: to}
	for weekday := bell.Monday; weekday <= bell.Saturday; weekday++ {
		s.Week[weekday] = periods(start, 4, 14*60, 4)
	}
	s.Week[bell.Saturday] = periods(start, 4, 0, 0)
	return s
}

func TestChoose(t *testing.T) {
	year := schedule("year", bell.Regular, "2026-09-01", "", 480)
	november := schedule("november", bell.Regular, "2026-11-01", "2026-12-01", 500)
	always := schedule("always", "", "2026-11-15", "", 510)
	ramadan := schedule("ramadan", bell.Ramadan, "2026-01-01", "", 520)
	later := schedule("later", bell.Ramadan, "2027-02-20", "2027-02-25", 530)
	again := schedule("again", bell.Ramadan, "2027-02-20", "2027-02-25", 540)
	all := []bell.Schedule{later, year, november, always, ramadan}
	tests := []struct{ name, date, season, want string }{
		{"before any", "2025-09-01", bell.Regular, ""},
		{"the only one of the season", "2026-10-01", bell.Regular, "year"},
		{"first day", "2026-09-01", bell.Regular, "year"},
		{"the day before", "2026-08-31", bell.Regular, ""},
		{"the latest start wins", "2026-11-10", bell.Regular, "november"},
		{"first day of the later one", "2026-11-01", bell.Regular, "november"},
		{"its last day", "2026-11-30", bell.Regular, "november"},
		{"the first day it no longer holds", "2026-12-01", bell.Regular, "year"},
		{"a season's own before one of all seasons that starts later", "2026-11-20", bell.Regular, "november"},
		{"Ramadan's own, though it started long ago", "2027-02-10", bell.Ramadan, "ramadan"},
		{"the latest of Ramadan", "2027-02-21", bell.Ramadan, "later"},
		{"after it", "2027-02-25", bell.Ramadan, "ramadan"},
		{"a season without an own one", "2027-01-05", bell.Winter, "always"},
		{"never one of another season", "2026-11-10", bell.Winter, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, ok := bell.Choose(all, tt.date, tt.season)
			require.Equal(t, tt.want != "", ok)
			require.Equal(t, tt.want, got.ID)
		})
	}
	for _, list := range [][]bell.Schedule{{later, again}, {again, later}} {
		got, _ := bell.Choose(list, "2027-02-21", bell.Ramadan)
		require.Equal(t, "later", got.ID, "the order of the rows decides nothing")
	}
}

func TestABookFallsBackOnTheNationalHours(t *testing.T) {
	book := bell.Book{
		Own: []bell.Schedule{schedule("own", bell.Regular, "2026-11-01", "2026-12-01", 510)},
		Season: func(date string) string {
			if date >= "2027-02-08" && date <= "2027-03-09" {
				return bell.Ramadan
			}
			return bell.Regular
		},
		National: func(date string) []bell.Period {
			if date >= "2027-02-08" && date <= "2027-03-09" {
				return periods(520, 4, 750, 4)
			}
			return periods(480, 4, 840, 4)
		},
	}
	tests := []struct {
		name, date    string
		period, count int
		want          bell.Times
		ok            bool
	}{
		{"national", "2026-10-05", 1, 1, bell.Times{Start: 480, End: 540, Half: bell.AM}, true},
		{"the school's own", "2026-11-23", 1, 2, bell.Times{Start: 510, End: 630, Half: bell.AM}, true},
		{"national again", "2026-12-01", 8, 1, bell.Times{Start: 1020, End: 1080, Half: bell.PM}, true},
		{"Ramadan", "2027-02-08", 5, 2, bell.Times{Start: 750, End: 870, Half: bell.PM}, true},
		{"over the break it belongs to the morning", "2026-10-05", 4, 2, bell.Times{Start: 660, End: 900, Half: bell.AM}, true},
		{"Saturday afternoon", "2026-11-21", 5, 1, bell.Times{}, false},
		{"one period too many", "2026-10-05", 8, 2, bell.Times{}, false},
		{"a count that overflows", "2026-10-05", 8, int(^uint(0) >> 1), bell.Times{}, false},
		{"period 0", "2026-10-05", 0, 1, bell.Times{}, false},
		{"count 0", "2026-10-05", 1, 0, bell.Times{}, false},
		{"Sunday", "2026-10-04", 1, 1, bell.Times{}, false},
		{"no date", "2026-13-01", 1, 1, bell.Times{}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, ok := book.Times(tt.date, tt.period, tt.count)
			require.Equal(t, tt.ok, ok)
			require.Equal(t, tt.want, got)
		})
	}
	require.Empty(t, bell.Book{}.Periods("2026-10-05"))
}

func TestValidate(t *testing.T) {
	good := func() bell.Schedule { return schedule("x", bell.Regular, "2026-09-01", "2027-09-01", 480) }
	tests := []struct {
		name string
		edit func(*bell.Schedule)
		want []bell.Fault
	}{
		{"good", func(*bell.Schedule) {}, nil},
		{"open end, all seasons", func(s *bell.Schedule) { s.To, s.Season = "", "" }, nil},
		{"a day without lessons", func(s *bell.Schedule) { s.Week[3] = nil }, nil},
		{"no break between periods and one that touches 22:00", func(s *bell.Schedule) { s.Week[1] = []bell.Period{{1, 360, 1320, bell.AM}} }, nil},
		{"no day at all", func(s *bell.Schedule) { s.Week = bell.Week{} }, []bell.Fault{{Problem: bell.NoPeriods}}},
		{"no start", func(s *bell.Schedule) { s.From = "" }, []bell.Fault{{Problem: bell.BadDates}}},
		{"an empty span", func(s *bell.Schedule) { s.To = s.From }, []bell.Fault{{Problem: bell.BadDates}}},
		{"a date that does not exist", func(s *bell.Schedule) { s.To = "2027-02-30" }, []bell.Fault{{Problem: bell.BadDates}}},
		{"a season of its own", func(s *bell.Schedule) { s.Season = "SUMMER" }, []bell.Fault{{Problem: bell.BadSeason}}},
		{"weekday 0", func(s *bell.Schedule) { s.Week[0] = s.Week[1] }, []bell.Fault{{Problem: bell.BadNumber}}},
		{"too early", func(s *bell.Schedule) { s.Week[2][0].Start = 359 }, []bell.Fault{{2, 1, bell.BadTime}}},
		{"too late", func(s *bell.Schedule) { s.Week[2][7].End = 1321 }, []bell.Fault{{2, 8, bell.BadTime}}},
		{"no length", func(s *bell.Schedule) { s.Week[2][0].End = 480 }, []bell.Fault{{2, 1, bell.BadTime}}},
		{"overlap of a minute", func(s *bell.Schedule) { s.Week[4][1].Start = 539 }, []bell.Fault{{4, 2, bell.Overlap}}},
		{"a hole in the numbers", func(s *bell.Schedule) { s.Week[5][7].Number = 9 }, []bell.Fault{{5, 8, bell.BadNumber}}},
		{"morning after afternoon", func(s *bell.Schedule) { s.Week[6][0].Half = bell.PM }, []bell.Fault{{6, 2, bell.BadHalf}}},
		{"no half", func(s *bell.Schedule) { s.Week[6][3].Half = "" }, []bell.Fault{{6, 4, bell.BadHalf}}},
		{"thirteen periods", func(s *bell.Schedule) { s.Week[1] = periods(360, 13, 0, 0) }, []bell.Fault{{Weekday: 1, Problem: bell.TooMany}}},
		{"several at once, all told", func(s *bell.Schedule) { s.Week[1][0].Start, s.Week[2][1].Start = 0, 0 },
			[]bell.Fault{{1, 1, bell.BadTime}, {2, 2, bell.BadTime}, {2, 2, bell.Overlap}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := good()
			tt.edit(&s)
			require.Equal(t, tt.want, bell.Validate(s))
		})
	}
}

func TestWeekday(t *testing.T) {
	for date, want := range map[string]int{"2026-11-23": 1, "2026-11-27": 5, "2026-11-28": 6, "2026-11-29": 7, "x": 0, "2026-02-29": 0} {
		require.Equal(t, want, bell.Weekday(date), date)
	}
}
