package refdata_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/refdata"
)

// hoursOf writes a day down: "08:00-09:00 ... | 14:00-15:00 ...".
func hoursOf(periods []refdata.Period) string {
	var words []string
	half := refdata.HalfMorning
	for _, p := range periods {
		if p.Half != half {
			words, half = append(words, "|"), p.Half
		}
		words = append(words, fmt.Sprintf("%02d:%02d-%02d:%02d", p.StartMinute/60, p.StartMinute%60, p.EndMinute/60, p.EndMinute%60))
	}
	return strings.Join(words, " ")
}

func TestSeason(t *testing.T) {
	s := load(t)
	for date, want := range map[string]string{
		"2026-11-23": "REGULAR", "2027-02-07": "REGULAR", "2027-02-08": "RAMADAN", "2027-03-09": "RAMADAN", "2027-03-10": "REGULAR",
		"2026-02-18": "RAMADAN", "2026-02-17": "REGULAR", "": "REGULAR",
	} {
		require.Equal(t, want, s.Season(date), date)
	}
	s, err := edited(t, map[string]func(string) string{
		"calendar.csv": appended("2026-2027,period,WINTER,2026-11-16,2027-02-20,Horaire d'hiver,التوقيت الشتوي,all,s,s"),
	})
	require.NoError(t, err)
	require.Equal(t, "WINTER", s.Season("2026-11-23"))
	require.Equal(t, "RAMADAN", s.Season("2027-02-15"), "Ramadan goes before winter")
	require.Equal(t, 9*60, s.BellSchedule("QUAL", "2026-11-23")[0].StartMinute)
}

func TestBellSchedule(t *testing.T) {
	s := load(t)
	regular := "08:00-09:00 09:00-10:00 10:00-11:00 11:00-12:00"
	afternoon := " | 14:00-15:00 15:00-16:00 16:00-17:00 17:00-18:00"
	ramadan := "08:40-09:30 09:30-10:20 10:20-11:10 11:10-12:00"
	tests := []struct{ name, cycle, date, want string }{
		{"Monday", "QUAL", "2026-11-23", regular + afternoon},
		{"Saturday", "COL", "2026-11-28", regular},
		{"Sunday", "COL", "2026-11-29", ""},
		{"Ramadan, Thursday", "COL", "2027-02-11", ramadan + " | 12:30-13:20 13:20-14:10 14:10-15:00 15:00-15:50"},
		{"Ramadan, Friday", "QUAL", "2027-02-12", "08:30-09:20 09:20-10:10 10:10-11:00 11:00-11:50 | 13:40-14:30 14:30-15:20 15:20-16:10 16:10-17:00"},
		{"Ramadan, Saturday", "QUAL", "2027-02-13", ramadan},
		{"primary", "PRIM", "2026-11-23", "09:00-10:00 10:00-11:00 11:00-12:00 12:00-13:00 | 15:00-16:00 16:00-17:00"},
		{"primary, Wednesday", "PRIM", "2026-11-25", "09:00-10:00 10:00-11:00 11:00-12:00 12:00-13:00"},
		{"primary, Saturday", "PRIM", "2026-11-28", ""},
		{"primary, Ramadan", "PRIM", "2027-02-11", "09:30-10:25 10:25-11:20 11:20-12:10 12:10-13:00 | 15:00-15:45 15:45-16:30"},
		{"primary, Ramadan, Wednesday", "PRIM", "2027-02-10", "09:30-10:15 10:15-11:00 11:00-11:45 11:45-12:30"},
		{"no such cycle", "UNIV", "2026-11-23", ""},
		{"no date", "COL", "2026-11-31", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			require.Equal(t, tt.want, hoursOf(s.BellSchedule(tt.cycle, tt.date)))
		})
	}
	for _, season := range []string{"REGULAR", "WINTER", "RAMADAN"} {
		for cycle, want := range map[string][7]int{"PRIM": {0, 6, 6, 4, 6, 6, 0}, "COL": {0, 8, 8, 8, 8, 8, 4}, "QUAL": {0, 8, 8, 8, 8, 8, 4}} {
			var got [7]int
			for weekday, periods := range s.BellWeek(cycle, season, year) {
				got[weekday] = len(periods)
			}
			require.Equal(t, want, got, "%s %s", cycle, season)
		}
	}
	for _, b := range s.BellPeriods {
		require.NotEmpty(t, b.Source)
	}
}

func TestALaterBellReplacesTheWholeDay(t *testing.T) {
	var rows strings.Builder
	for _, season := range []string{"REGULAR", "WINTER", "RAMADAN"} {
		for i := range 2 {
			fmt.Fprintf(&rows, "PRIM,%s,3,%d,1%d:00,1%d:30,AM,2027-2028,,decree,test decree\n", season, i+1, i, i)
		}
	}
	s, err := edited(t, map[string]func(string) string{"bell_schedules.csv": appended(strings.TrimSuffix(rows.String(), "\n"))})
	require.NoError(t, err)
	require.Len(t, s.BellSchedule("PRIM", "2027-06-02"), 4)
	require.Equal(t, "10:00-10:30 11:00-11:30", hoursOf(s.BellSchedule("PRIM", "2027-09-08")))
}

func TestFaultsOfTheBellAreRefused(t *testing.T) {
	const file = "bell_schedules.csv"
	tests := []struct {
		name string
		edit func(string) string
		want string
	}{
		{"overlap", replaced("COL,REGULAR,1,2,09:00", "COL,REGULAR,1,2,08:59"), "period 2 starts before period 1 ends"},
		{"backwards", replaced("COL,REGULAR,1,1,08:00,09:00", "COL,REGULAR,1,1,09:00,08:00"), "period 1 ends before it starts"},
		{"a hole in the numbers", replaced("COL,REGULAR,1,8,", "COL,REGULAR,1,9,"), "period 9 where 8 is expected"},
		{"morning after afternoon", replaced("QUAL,REGULAR,2,8,17:00,18:00,PM", "QUAL,REGULAR,2,8,17:00,18:00,AM"), "a morning after an afternoon"},
		{"a period more in one season", appended("PRIM,RAMADAN,3,5,12:30,13:00,AM,,,s,s"), "has 5 periods in RAMADAN"},
		{"a later row that forgets the other seasons", appended("PRIM,REGULAR,3,1,12:30,13:00,AM,2028-2029,,s,s"), "has 4 periods in WINTER of 2028-2029 and 1"},
		{"a Sunday", appended("PRIM,REGULAR,7,1,09:00,10:00,AM,,,s,s"), "weekday 7"},
		{"no time", replaced("08:00,09:00", "8:00,09:00"), "must be a time such as 08:40"},
		{"a season of its own", appended("PRIM,SUMMER,1,1,09:00,10:00,AM,,,s,s"), `unknown season "SUMMER"`},
		{"a half of its own", replaced("COL,REGULAR,1,1,08:00,09:00,AM", "COL,REGULAR,1,1,08:00,09:00,NOON"), `half "NOON"`},
		{"the same twice", appended("COL,REGULAR,1,8,17:00,18:00,PM,,,s,s"), "is there twice"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := edited(t, map[string]func(string) string{file: tt.edit})
			require.ErrorContains(t, err, file)
			require.ErrorContains(t, err, tt.want)
		})
	}
}

func TestWeeklyHours(t *testing.T) {
	s := load(t)
	h, ok := s.WeeklyHours("1APIC", "", "AR", year)
	require.True(t, ok)
	require.Equal(t, 6, h.Hours)
	require.Contains(t, h.Status, "unconfirmed")
	h, ok = s.WeeklyHours("2BACSPF", "", "PC", year)
	require.True(t, ok)
	require.Equal(t, 6, h.Hours)
	_, ok = s.WeeklyHours("1APG", "", "MATH", year)
	require.False(t, ok)
	_, err := edited(t, map[string]func(string) string{"weekly_hours_assumed.csv": appended("1AC,,NOPE,2,,,s,s")})
	require.ErrorContains(t, err, `unknown subject "NOPE"`)
}
