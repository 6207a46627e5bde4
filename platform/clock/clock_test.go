package clock_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/clock"
)

func at(t *testing.T, value string) *clock.Fake {
	t.Helper()
	instant, err := time.Parse(time.RFC3339, value)
	require.NoError(t, err)
	return clock.NewFake(instant)
}

func TestTodayIsTheDayInCasablanca(t *testing.T) {
	for _, c := range []struct{ name, now, want string }{
		{"an hour before midnight UTC is already tomorrow", "2026-11-22T23:30:00Z", "2026-11-23"},
		{"during Ramadan the zone is UTC", "2027-02-20T23:30:00Z", "2027-02-20"},
		{"noon", "2026-11-23T12:00:00Z", "2026-11-23"},
	} {
		t.Run(c.name, func(t *testing.T) {
			require.Equal(t, c.want, clock.NewSchool(at(t, c.now), 0).Today())
		})
	}
}

func TestOffsetMovesWholeDaysOnly(t *testing.T) {
	real := at(t, "2026-11-23T07:30:00Z")
	days, err := clock.OffsetTo(real, "2027-02-20")
	require.NoError(t, err)
	require.Equal(t, 89, days)

	school := clock.NewSchool(real, days)
	require.Equal(t, "2027-02-20", school.Today())
	require.Equal(t, "08:30", school.Now().Format("15:04"), "the bell rings at the same wall time in Ramadan")
	require.Equal(t, real.Now(), school.Real().Now(), "the clock of tokens does not move")
}

func TestOffsetBackwardsAndToToday(t *testing.T) {
	real := at(t, "2026-11-22T23:30:00Z")
	for date, want := range map[string]int{"2026-11-23": 0, "2026-11-22": -1, "2026-10-01": -53} {
		days, err := clock.OffsetTo(real, date)
		require.NoError(t, err)
		require.Equal(t, want, days, date)
		require.Equal(t, date, clock.NewSchool(real, days).Today())
	}
}

func TestParseDateRefusesWhatIsNotADay(t *testing.T) {
	for _, bad := range []string{"", "2026-02-30", "23/11/2026", "2026-11-23T00:00:00Z"} {
		_, err := clock.ParseDate(bad)
		require.Error(t, err, bad)
	}
	day, err := clock.ParseDate("2026-11-23")
	require.NoError(t, err)
	require.Equal(t, "2026-11-22T23:00:00Z", day.UTC().Format(time.RFC3339))
	require.Equal(t, "2026-11-23", clock.DateOf(day))
}

func TestFakeAdvances(t *testing.T) {
	fake := at(t, "2026-11-23T07:30:00Z")
	fake.Advance(90 * time.Second)
	require.Equal(t, "2026-11-23T07:31:30Z", fake.Now().Format(time.RFC3339))
}
