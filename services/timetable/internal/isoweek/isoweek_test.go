package isoweek_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/services/timetable/internal/isoweek"
)

func TestMonday(t *testing.T) {
	for week, want := range map[string]string{
		"2026-W48": "2026-11-23", "2026-W01": "2025-12-29", "2026-W53": "2026-12-28", "2027-W01": "2027-01-04",
		"2020-W53": "2020-12-28", "2027-W53": "", "2026-W54": "", "2026-W00": "", "2026-W99": "",
		"2026-48": "", "2026-W8": "", "2026-w48": "", "26-W48": "", "": "", " 2026-W48": "", "2026-W48\n": "",
		"٢٠٢٦-W48": "", "0000-W01": "0000-01-03",
	} {
		got, ok := isoweek.Monday(week)
		require.Equal(t, want != "", ok, week)
		require.Equal(t, want, got, week)
	}
}

// TestEveryDayIsInItsWeek goes through 60 years: the week of a day begins at most six days before it.
func TestEveryDayIsInItsWeek(t *testing.T) {
	for day := time.Date(1999, 1, 1, 0, 0, 0, 0, time.UTC); day.Year() < 2060; day = day.AddDate(0, 0, 1) {
		date := day.Format(time.DateOnly)
		monday, ok := isoweek.Monday(isoweek.Of(date))
		require.True(t, ok, date)
		require.Contains(t, isoweek.Days(monday, 7), date)
	}
	require.Empty(t, isoweek.Of("2026-02-30"))
	require.Empty(t, isoweek.Days("tomorrow", 7))
}
