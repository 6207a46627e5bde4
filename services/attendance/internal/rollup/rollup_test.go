package rollup_test

import (
	"fmt"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/massar-platform/massar/refdata"
	"github.com/massar-platform/massar/services/attendance/internal/absence"
	"github.com/massar-platform/massar/services/attendance/internal/rollup"
)

func rules() rollup.Rules {
	return rollup.Rules{
		HalfDay: rollup.Share, ShareNum: 1, ShareDen: 2, SaturdayHalfDays: 1,
		RiskPercent: 5, CriticalPercent: 15,
	}
}

func TestRulesOfTheReferenceDataAreRead(t *testing.T) {
	ref, err := refdata.Load()
	require.NoError(t, err)
	for _, year := range []string{"2019-2020", "2026-2027"} {
		r, err := rollup.NewRules(func(name string) string { return ref.RuleValue(name, year) })
		require.NoError(t, err)
		require.Equal(t, rules(), r)
	}
	good := map[string]string{
		"half_day_rule": "ANY", "half_day_share": "2/3", "half_day_mixed": "JUSTIFIED", "late_counts": "1", "sent_to_office_counts": "1",
		"saturday_half_days": "2", "month_rate_rounding": "TRUNCATE", "sheet_hours": "REST", "sheet_undecided": "LEFT_OUT",
		"risk_unjustified_percent": "1", "critical_unjustified_percent": "2",
	}
	r, err := rollup.NewRules(func(name string) string { return good[name] })
	require.NoError(t, err)
	require.Equal(t, rollup.Rules{
		HalfDay: rollup.Any, ShareNum: 2, ShareDen: 3, MixedJustified: true, LateCounts: true, OfficeCounts: true, SaturdayHalfDays: 2,
		Truncate: true, RestHours: true, Undecided: rollup.LeftOut, RiskPercent: 1, CriticalPercent: 2,
	}, r)
	for name := range good {
		_, err := rollup.NewRules(func(asked string) string {
			if asked == name {
				return "?"
			}
			return good[asked]
		})
		require.ErrorIs(t, err, rollup.ErrUnknownRule, name)
		require.ErrorContains(t, err, name)
	}
	for _, share := range []string{"0", "3/2", "1/0", "-1/2", "0.5", "1/2/3", "2"} {
		_, err := rollup.NewRules(func(asked string) string {
			if asked == "half_day_share" {
				return share
			}
			return good[asked]
		})
		require.ErrorIs(t, err, rollup.ErrUnknownRule, share)
	}
}

// day builds the lessons of one date from letters: "PPJU|.P" is four lessons in the
// morning and two in the afternoon; P present, J justified, U unjustified, D
// undecided, L late, O sent to the office, E excused.
func day(date, marks string, minutes int) []rollup.Attendance {
	var list []rollup.Attendance
	half := rollup.Morning
	for i, mark := range marks {
		a := rollup.Attendance{LessonID: fmt.Sprint(date, i), Date: date, Half: half, Minutes: minutes}
		switch mark {
		case '|':
			half = rollup.Afternoon
			continue
		case 'J':
			a.State, a.Standing = absence.Absent, absence.Justified
		case 'E':
			a.State, a.Standing = absence.Excused, absence.Justified
		case 'U':
			a.State, a.Standing = absence.Absent, absence.Unjustified
		case 'D':
			a.State, a.Standing = absence.Absent, absence.Undecided
		case 'L':
			a.State, a.MinutesLate = absence.Late, 7
		case 'O':
			a.State = absence.SentToOffice
		}
		list = append(list, a)
	}
	return list
}

const monday, saturday = "2026-11-02", "2026-11-07"

func TestHalfDays(t *testing.T) {
	with := func(change func(*rollup.Rules)) rollup.Rules { r := rules(); change(&r); return r }
	anyRule := with(func(r *rollup.Rules) { r.HalfDay = rollup.Any })
	allRule := with(func(r *rollup.Rules) { r.HalfDay = rollup.All })
	twoThirds := with(func(r *rollup.Rules) { r.ShareNum, r.ShareDen = 2, 3 })
	for name, c := range map[string]struct {
		date, marks string
		rules       rollup.Rules
		want        string // one letter per half day: . present, J U D absent
	}{
		"all present":                     {monday, "PPPP|PP", rules(), ".."},
		"half of the morning":             {monday, "UUPP|PP", rules(), "U."},
		"less than half":                  {monday, "UPPP|PP", rules(), ".."},
		"one of two":                      {monday, "PPPP|UP", rules(), ".U"},
		"one of three is not two thirds":  {monday, "UPP|UUP", twoThirds, ".U"},
		"any":                             {monday, "UPPP|PP", anyRule, "U."},
		"any, present":                    {monday, "PPPP|LO", anyRule, ".."},
		"all but one":                     {monday, "UUUP|UU", allRule, ".U"},
		"a whole day":                     {monday, "JJJJ|JJ", rules(), "JJ"},
		"excused is justified":            {monday, "EEEE|PP", rules(), "J."},
		"one unjustified spoils it":       {monday, "JJJU|JJ", rules(), "UJ"},
		"undecided before justified":      {monday, "JJJD|JJ", rules(), "DJ"},
		"unjustified before undecided":    {monday, "JUDJ|JJ", rules(), "UJ"},
		"mixed, the mild rule":            {monday, "JUDP|UD", with(func(r *rollup.Rules) { r.MixedJustified = true }), "JD"},
		"late counts nothing":             {monday, "LLLL|LL", rules(), ".."},
		"late counts by a later rule":     {monday, "LLLL|PP", with(func(r *rollup.Rules) { r.LateCounts = true }), "U."},
		"the office counts nothing":       {monday, "OOOO|PP", rules(), ".."},
		"the office by a later rule":      {monday, "OOOO|PP", with(func(r *rollup.Rules) { r.OfficeCounts = true }), "U."},
		"Saturday is one":                 {saturday, "UU|PP", rules(), "U"},
		"Saturday is one, present":        {saturday, "UP|PP", rules(), "."},
		"Saturday of two":                 {saturday, "UU|PP", with(func(r *rollup.Rules) { r.SaturdayHalfDays = 2 }), "U."},
		"Saturday of none":                {saturday, "UU|PP", with(func(r *rollup.Rules) { r.SaturdayHalfDays = 0 }), ""},
		"afternoon only":                  {monday, "|UU", rules(), "U"},
		"nothing":                         {monday, "", rules(), ""},
		"a standing that nobody gave":     {monday, "P|P", rules(), ".."},
		"a day that cannot be read":       {"02/11/2026", "UU|PP", rules(), "U."},
		"any and all agree on one lesson": {monday, "U|J", allRule, "UJ"},
	} {
		t.Run(name, func(t *testing.T) {
			var got strings.Builder
			for _, h := range rollup.HalfDays(day(c.date, c.marks, 60), rollup.Bounds{}, c.rules) {
				require.Equal(t, h.Absent, h.Standing != absence.NoAbsence)
				require.Equal(t, c.date, h.Date)
				got.WriteString(map[absence.Standing]string{absence.NoAbsence: ".", absence.Justified: "J", absence.Unjustified: "U", absence.Undecided: "D"}[h.Standing])
			}
			require.Equal(t, c.want, got.String())
		})
	}
	t.Run("a school's own rule counts from its day", func(t *testing.T) {
		r := rules()
		for _, own := range [][2]string{{"2026-11-03", "ALL"}, {"2026-11-05", "ANY"}, {"2026-11-07", ""}} {
			var err error
			r, err = r.Since(own[0], own[1])
			require.NoError(t, err)
		}
		for date, want := range map[string]bool{"2026-11-02": true, "2026-11-03": false, "2026-11-04": false, "2026-11-05": true, "2026-11-09": true} {
			require.Equal(t, want, rollup.HalfDays(day(date, "UUPP", 60), rollup.Bounds{}, r)[0].Absent, date)
		}
		require.True(t, rollup.HalfDays(day("2026-11-06", "UPPP", 60), rollup.Bounds{}, r)[0].Absent, "any")
		require.False(t, rollup.HalfDays(day("2026-11-09", "UPPP", 60), rollup.Bounds{}, r)[0].Absent, "a share again")
		_, err := r.Since("2026-11-10", "SOME")
		require.ErrorIs(t, err, rollup.ErrUnknownRule)
	})
	t.Run("an absence that nobody judged is undecided", func(t *testing.T) {
		lessons := day(monday, "U", 60)
		lessons[0].Standing = absence.NoAbsence
		require.Equal(t, absence.Undecided, rollup.HalfDays(lessons, rollup.Bounds{}, rules())[0].Standing)
	})
	t.Run("minutes make the share, not lessons", func(t *testing.T) {
		lessons := append(day(monday, "U", 120), day(monday, "PP", 55)...)
		h := rollup.HalfDays(lessons, rollup.Bounds{}, rules())[0]
		require.Equal(t, rollup.HalfDay{Date: monday, Lessons: 3, Missed: 1, Minutes: 230, MissedMinutes: 120, Absent: true, Standing: absence.Unjustified}, h)
	})
}

func TestMonths(t *testing.T) {
	var lessons []rollup.Attendance
	for _, d := range []struct{ date, marks string }{
		{"2026-10-30", "UUUU|PPL"}, // a Friday
		{monday, "JJJJ|JJ"},
		{"2026-11-03", "UPPP|PPP"}, // one hour, no half day
		{"2026-11-04", "DDDD|LL"},
		{saturday, "PPPP"},
	} {
		lessons = append(lessons, day(d.date, d.marks, 60)...)
	}
	months := rollup.Months(lessons, rollup.Bounds{}, rules())
	october := rollup.Totals{StudyHalfDays: 2, HalfDays: rollup.Kinds{Unjustified: 1}, Minutes: rollup.Kinds{Unjustified: 240}, Lates: 1, LateMinutes: 7}
	november := rollup.Totals{
		StudyHalfDays: 7, HalfDays: rollup.Kinds{Justified: 2, Undecided: 1}, Minutes: rollup.Kinds{Justified: 360, Unjustified: 60, Undecided: 240},
		RestMinutes: rollup.Kinds{Unjustified: 60}, Lates: 2, LateMinutes: 14,
	}
	require.Equal(t, map[string]rollup.Totals{"2026-10": october, "2026-11": november}, months)
	require.Equal(t, october.Plus(november), rollup.Sum(months))

	require.Equal(t, rollup.SheetMonth{Justified: rollup.Kind{Days: "1", Hours: "6"}, Unjustified: rollup.Kind{Days: "0.5", Hours: "5"}}, rules().Sheet(november))
	other := rules()
	other.RestHours, other.Undecided = true, rollup.LeftOut
	require.Equal(t, rollup.SheetMonth{Justified: rollup.Kind{Days: "1", Hours: "0"}, Unjustified: rollup.Kind{Days: "0", Hours: "1"}}, other.Sheet(november))
	other.Undecided = rollup.AsJustified
	require.Equal(t, "1.5", other.Sheet(november).Justified.Days)

	require.Empty(t, rollup.Months(nil, rollup.Bounds{}, rules()))
	t.Run("only between the bounds", func(t *testing.T) {
		got := rollup.Sum(rollup.Months(lessons, rollup.Bounds{From: monday, To: "2026-11-04"}, rules()))
		require.Equal(t, int64(4), got.StudyHalfDays)
		require.Equal(t, rollup.Kinds{Justified: 2}, got.HalfDays)
		require.Zero(t, got.Lates)
	})
}

func TestRate(t *testing.T) {
	// attendance-1 of the worked examples: 30 pupils, 40 half days, 54 absent.
	vector := rollup.Totals{StudyHalfDays: 30 * 40, HalfDays: rollup.Kinds{Justified: 20, Unjustified: 30, Undecided: 4}}
	for _, c := range []struct {
		study, absent int64
		want, cut     string
	}{
		{vector.StudyHalfDays, vector.HalfDays.Total(), "95.50", "95.50"},
		{3, 1, "66.67", "66.66"}, {3, 2, "33.33", "33.33"}, {8, 1, "87.50", "87.50"}, {1600, 1, "99.94", "99.93"},
		{20000, 1, "100.00", "99.99"}, {40, 0, "100.00", "100.00"}, {40, 40, "0.00", "0.00"}, {7, 6, "14.29", "14.28"}, {200, 187, "6.50", "6.50"},
	} {
		total := rollup.Totals{StudyHalfDays: c.study, HalfDays: rollup.Kinds{Unjustified: c.absent}}
		rate, ok := rules().Rate(total)
		require.True(t, ok)
		require.Equal(t, c.want, rate, c)
		cut := rules()
		cut.Truncate = true
		rate, _ = cut.Rate(total)
		require.Equal(t, c.cut, rate, c)
	}
	_, ok := rules().Rate(rollup.Totals{})
	require.False(t, ok)
}

func TestDaysAndHours(t *testing.T) {
	for n, want := range map[int64]string{0: "0", 1: "0.5", 2: "1", 3: "1.5", 20: "10", 21: "10.5"} {
		require.Equal(t, want, rollup.Days(n))
	}
	for n, want := range map[int64]string{0: "0", 60: "1", 90: "1.5", 45: "0.75", 50: "0.83", 100: "1.67", 600: "10", 1: "0.02", 6000: "100"} {
		require.Equal(t, want, rollup.Hours(n))
	}
}

func TestAlerts(t *testing.T) {
	level := func(unjustified, study int64) string {
		return rules().MonthLevel(rollup.Totals{StudyHalfDays: study, HalfDays: rollup.Kinds{Unjustified: unjustified, Justified: 9, Undecided: 9}}).String()
	}
	for _, c := range []struct {
		unjustified, study int64
		want               string
	}{
		{0, 40, "NORMAL"}, {1, 40, "NORMAL"}, {2, 40, "RISK"}, {6, 40, "RISK"}, {7, 40, "CRITICAL"}, {40, 40, "CRITICAL"},
		{0, 0, "NORMAL"}, {1, 20, "RISK"}, {3, 20, "RISK"}, {1, 21, "NORMAL"},
	} {
		require.Equal(t, c.want, level(c.unjustified, c.study), c)
	}
}

func drawLessons(t *rapid.T) []rollup.Attendance {
	start := time.Date(2026, 10, 26, 0, 0, 0, 0, time.UTC)
	var list []rollup.Attendance
	for i := range rapid.IntRange(0, 12).Draw(t, "days") {
		date := start.AddDate(0, 0, i).Format(time.DateOnly)
		marks := rapid.StringMatching(`[PJUDLOE]{0,4}\|[PJUDLOE]{0,3}`).Draw(t, "marks")
		list = append(list, day(date, marks, rapid.SampledFrom([]int{45, 50, 60, 120}).Draw(t, "minutes"))...)
	}
	return list
}

func TestProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lessons := drawLessons(t)
		r := rules()
		r.SaturdayHalfDays = rapid.IntRange(0, 2).Draw(t, "saturday")
		r.MixedJustified = rapid.Bool().Draw(t, "mixed")
		r.ShareDen = 4
		r.ShareNum = rapid.Int64Range(1, 4).Draw(t, "share")
		months := rollup.Months(lessons, rollup.Bounds{}, r)
		total := rollup.Sum(months)

		require.Equal(t, months, rollup.Months(rapid.Permutation(lessons).Draw(t, "order"), rollup.Bounds{}, r), "the order says nothing")

		var missed rollup.Kinds
		for _, l := range lessons {
			switch l.Standing {
			case absence.Justified:
				missed.Justified += int64(l.Minutes)
			case absence.Unjustified:
				missed.Unjustified += int64(l.Minutes)
			case absence.Undecided:
				missed.Undecided += int64(l.Minutes)
			}
		}
		require.Equal(t, missed, total.Minutes, "no missed minute is lost or counted twice")
		require.LessOrEqual(t, total.HalfDays.Total(), total.StudyHalfDays)
		require.LessOrEqual(t, total.RestMinutes.Total(), total.Minutes.Total())

		// A stricter rule never takes a half day away.
		absent := func(rule rollup.HalfDayRule) int64 {
			r.HalfDay = rule
			return rollup.Sum(rollup.Months(lessons, rollup.Bounds{}, r)).HalfDays.Total()
		}
		require.LessOrEqual(t, absent(rollup.All), absent(rollup.Share))
		require.LessOrEqual(t, absent(rollup.Share), absent(rollup.Any))

		// Two classes, one after the other, make the year of one student.
		r.HalfDay = rollup.Share
		moved := rapid.SampledFrom([]string{"2026-10-26", "2026-10-31", "2026-11-01", "2026-11-04", "2027-01-01"}).Draw(t, "moved")
		before := rollup.Sum(rollup.Months(lessons, rollup.Bounds{To: moved}, r))
		after := rollup.Sum(rollup.Months(lessons, rollup.Bounds{From: moved}, r))
		require.Equal(t, total, before.Plus(after))

		if rate, ok := r.Rate(total); ok {
			exact := big.NewRat((total.StudyHalfDays-total.HalfDays.Total())*100, total.StudyHalfDays)
			got, ok := new(big.Rat).SetString(rate)
			require.True(t, ok)
			gap := new(big.Rat).Sub(got, exact)
			require.LessOrEqual(t, gap.Cmp(big.NewRat(1, 200)), 0, rate)
			require.Greater(t, gap.Cmp(big.NewRat(-1, 200)), -1, "half up")
		}
		hours, ok := new(big.Rat).SetString(rollup.Hours(total.Minutes.Total()))
		require.True(t, ok)
		gap := new(big.Rat).Sub(hours, big.NewRat(total.Minutes.Total(), 60))
		require.LessOrEqual(t, gap.Cmp(big.NewRat(1, 200)), 0)
		require.GreaterOrEqual(t, gap.Cmp(big.NewRat(-1, 200)), 0)
	})
}
