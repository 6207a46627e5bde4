package refdata_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/refdata"
)

func loadForFuzz(f *testing.F) *refdata.Set {
	f.Helper()
	s, err := refdata.Load()
	require.NoError(f, err)
	return s
}

func TestSchoolYear(t *testing.T) {
	s := load(t)
	for date, want := range map[string]string{
		"2026-11-23": "2026-2027", "2026-09-01": "2026-2027", "2026-08-31": "2025-2026", "2027-01-01": "2026-2027",
		"2027-07-31": "2026-2027", "1999-12-31": "1999-2000",
	} {
		got, ok := s.SchoolYear(date)
		require.True(t, ok, date)
		require.Equal(t, want, got, date)
	}
	for _, date := range []string{"", "2026-13-01", "2026-02-30", "23/11/2026", "2026-11-23T00:00:00Z"} {
		_, ok := s.SchoolYear(date)
		require.False(t, ok, date)
	}
	require.Equal(t, "2026-2027", s.LatestYear())
}

func TestSemesters(t *testing.T) {
	s := load(t)
	bounds := func(year string, n int) [2]string {
		first, last, ok := s.SemesterBounds(year, n)
		require.True(t, ok)
		return [2]string{first, last}
	}
	require.Equal(t, [2]string{"2026-09-01", "2027-01-23"}, bounds("2026-2027", 1))
	require.Equal(t, [2]string{"2027-02-01", "2027-07-10"}, bounds("2026-2027", 2))
	require.Equal(t, [2]string{"2025-09-08", "2026-01-24"}, bounds("2025-2026", 1), "lessons begin after the days of welcome")
	require.Equal(t, [2]string{"2026-02-02", "2026-07-10"}, bounds("2025-2026", 2))
	require.Equal(t, [2]string{"2024-09-08", "2025-01-25"}, bounds("2024-2025", 1), "the calendar has breaks only: the rule gives the start")
	require.Equal(t, [2]string{"2031-02-01", "2031-07-10"}, bounds("2030-2031", 2), "a year without calendar follows the rules")
	for _, n := range []int{0, 3} {
		_, _, ok := s.SemesterBounds("2026-2027", n)
		require.False(t, ok)
	}
	_, _, ok := s.SemesterBounds("2026", 1)
	require.False(t, ok)

	for date, want := range map[string]int{
		"2026-09-01": 1, "2026-11-23": 1, "2027-01-23": 1, "2027-01-31": 1, "2027-02-01": 2, "2027-08-31": 2, "2025-09-02": 1, "x": 0,
	} {
		require.Equal(t, want, s.Semester(date), date)
	}
}

func TestSchoolDays(t *testing.T) {
	s := load(t)
	for date, want := range map[string]bool{
		"2026-11-23": true,  // a Monday
		"2026-11-22": false, // a Sunday
		"2026-11-21": true,  // a Saturday
		"2026-11-18": false, // Independence
		"2026-10-28": false, // first break
		"2026-08-24": false, // summer
		"2027-01-11": false, // Manifesto
		"2027-05-17": false, // Aïd Al Adha
		"2024-11-06": false, // a fixed holiday in a year whose calendar has breaks only
		"2024-10-31": true,  // the feast of Unity is held since 2025
		"2025-10-31": false,
		"no date":    false,
	} {
		require.Equal(t, want, s.IsSchoolDay(date), date)
	}
}

func TestNearestSchoolDay(t *testing.T) {
	s := load(t)
	for date, want := range map[string]string{
		"2026-11-23": "2026-11-23",
		"2026-11-22": "2026-11-21", // Sunday: Saturday and Monday are as close, the earlier
		"2026-10-30": "2026-11-02", // the break ends sooner than it began
		"2026-10-26": "2026-10-24",
		"2026-08-15": "2026-09-01", // summer: 17 days ahead, 36 back
		"2026-11-06": "2026-11-05",
	} {
		got, ok := s.NearestSchoolDay(date)
		require.True(t, ok)
		require.Equal(t, want, got, date)
		require.True(t, s.IsSchoolDay(got))
	}
	_, ok := s.NearestSchoolDay("2026-02-30")
	require.False(t, ok)
}
