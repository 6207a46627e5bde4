package absence_test

import (
	"strconv"
	"testing"
	"time"
	_ "time/tzdata" // Casablanca, wherever the tests run

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/massar-platform/massar/services/attendance/internal/absence"
)

func TestWindowAt(t *testing.T) {
	place, err := time.LoadLocation("Africa/Casablanca")
	require.NoError(t, err)
	at := func(text string) time.Time {
		moment, err := time.ParseInLocation("2006-01-02 15:04:05", text, place)
		require.NoError(t, err)
		return moment
	}
	start, end := at("2026-11-02 08:30:00"), at("2026-11-02 09:30:00")
	two := 2
	for name, c := range map[string]struct {
		now     string
		setting absence.Setting
		want    string
	}{
		"long before":                    {"2026-11-01 08:30:00", absence.Setting{}, "EARLY"},
		"a second early":                 {"2026-11-02 08:19:59", absence.Setting{}, "EARLY"},
		"ten minutes before":             {"2026-11-02 08:20:00", absence.Setting{}, "OPEN"},
		"in the lesson":                  {"2026-11-02 09:00:00", absence.Setting{}, "OPEN"},
		"the last second without reason": {"2026-11-03 09:30:00", absence.Setting{}, "OPEN"},
		"then with a reason":             {"2026-11-03 09:30:01", absence.Setting{}, "LATE_NEEDS_REASON"},
		"a stricter school":              {"2026-11-02 11:30:01", absence.Setting{AfterHours: &two}, "LATE_NEEDS_REASON"},
		"the last day":                   {"2026-11-16 23:59:59", absence.Setting{}, "LATE_NEEDS_REASON"},
		"the day after":                  {"2026-11-17 00:00:00", absence.Setting{}, "CLOSED"},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, c.want, absence.WindowAt(start, end, at(c.now), rules().Window, c.setting).String())
			require.Equal(t, c.want, absence.WindowAt(start, end, at(c.now).UTC(), rules().Window, c.setting).String(), "now in another zone")
		})
	}
	// Ramadan turns the clock of Casablanca back within the late days.
	start, end = at("2026-02-10 08:30:00"), at("2026-02-10 09:30:00")
	require.Equal(t, absence.LateNeedsReason, absence.WindowAt(start, end, at("2026-02-24 23:59:59"), rules().Window, absence.Setting{}))
	require.Equal(t, absence.Closed, absence.WindowAt(start, end, at("2026-02-25 00:00:00"), rules().Window, absence.Setting{}))
}

func lesson() absence.Lesson {
	return absence.Lesson{Members: map[string]bool{"amal": true, "badr": true, "chaimae": true}, Minutes: 60}
}

func held() map[string]absence.Current {
	return map[string]absence.Current{
		"amal":    {State: absence.Absent, Version: 3, Entered: "2026-11-02"},
		"badr":    {State: absence.Late, MinutesLate: 10, Version: 1},
		"outside": {State: absence.Absent, Version: 1},
	}
}

func entry(student, state string, minutesLate int, version int64) absence.Input {
	return absence.Input{StudentID: student, State: state, MinutesLate: minutesLate, Version: version}
}

func TestDecideEntries(t *testing.T) {
	for name, c := range map[string]struct {
		in     absence.Input
		want   string // outcome, or the reason
		after  absence.Current
		writes bool
	}{
		"first entry":                       {entry("chaimae", "ABSENT", 0, 0), "saved", absence.Current{State: absence.Absent, Version: 1, Entered: "2026-11-20"}, true},
		"present is written too":            {entry("chaimae", "PRESENT", 0, 0), "saved", absence.Current{Version: 1}, true},
		"next version":                      {entry("amal", "PRESENT", 0, 3), "saved", absence.Current{Version: 4}, true},
		"an excuse ends the delay":          {entry("amal", "EXCUSED", 0, 3), "saved", absence.Current{State: absence.Excused, Version: 4}, true},
		"the same again gives no more time": {entry("amal", "ABSENT", 0, 3), "saved", held()["amal"], false},
		"two devices agree":                 {entry("amal", "ABSENT", 0, 0), "saved", held()["amal"], false},
		"agree, version of the future":      {entry("amal", "ABSENT", 0, 9), "saved", held()["amal"], false},
		"two devices differ":                {entry("amal", "PRESENT", 0, 2), "conflict", held()["amal"], false},
		"differ in minutes":                 {entry("badr", "LATE", 12, 0), "conflict", held()["badr"], false},
		"version of the future":             {entry("chaimae", "ABSENT", 0, 1), "conflict", absence.Current{}, false},
		"agrees with the default only":      {entry("chaimae", "PRESENT", 0, 1), "conflict", absence.Current{}, false},
		"late":                              {entry("badr", "LATE", 59, 1), "saved", absence.Current{State: absence.Late, MinutesLate: 59, Version: 2}, true},
		"late by the whole lesson":          {entry("badr", "LATE", 60, 1), "MINUTES_LATE_INVALID", held()["badr"], false},
		"late by nothing":                   {entry("badr", "LATE", 0, 1), "MINUTES_LATE_INVALID", held()["badr"], false},
		"late by less":                      {entry("badr", "LATE", -5, 1), "MINUTES_LATE_INVALID", held()["badr"], false},
		"minutes of an absence":             {entry("badr", "ABSENT", 5, 1), "MINUTES_LATE_INVALID", held()["badr"], false},
		"no such state":                     {entry("badr", "ASLEEP", 0, 1), "INVALID_REQUEST", held()["badr"], false},
		"no state":                          {entry("badr", "", 0, 1), "INVALID_REQUEST", held()["badr"], false},
		"negative version":                  {entry("badr", "ABSENT", 0, -1), "conflict", held()["badr"], false},
		"stranger":                          {entry("nobody", "ABSENT", 0, 0), "STUDENT_NOT_IN_LESSON", absence.Current{}, false},
		"of the other group, though held":   {entry("outside", "ABSENT", 0, 1), "STUDENT_NOT_IN_LESSON", held()["outside"], false},
		"bad value and stale":               {entry("amal", "LATE", 90, 1), "MINUTES_LATE_INVALID", held()["amal"], false},
	} {
		t.Run(name, func(t *testing.T) {
			o := absence.DecideEntries(held(), []absence.Input{c.in}, lesson(), "2026-11-20")
			all := append(append(o.Saved, o.Conflicts...), o.Refused...)
			require.Len(t, all, 1)
			d := all[0]
			got := string(d.Reason)
			switch d.Outcome {
			case absence.Saved:
				got = "saved"
			case absence.Conflict:
				got = "conflict"
			}
			require.Equal(t, c.want, got)
			require.Equal(t, c.after, d.After)
			require.Equal(t, held()[c.in.StudentID], d.Before)
			require.Equal(t, !c.writes, d.Unchanged())
			require.Len(t, o.Changed(), map[bool]int{true: 1}[c.writes])
		})
	}
}

func TestOneStudentTwiceIsRefusedBothTimes(t *testing.T) {
	o := absence.DecideEntries(held(), []absence.Input{
		entry("amal", "PRESENT", 0, 3), entry("badr", "PRESENT", 0, 1), entry("amal", "PRESENT", 0, 3), entry("nobody", "ABSENT", 0, 0), entry("nobody", "ABSENT", 0, 0),
	}, lesson(), "2026-11-20")
	require.Len(t, o.Saved, 1)
	require.Equal(t, "badr", o.Saved[0].Input.StudentID)
	var reasons []absence.Reason
	for _, d := range o.Refused {
		reasons = append(reasons, d.Reason)
	}
	require.Equal(t, []absence.Reason{"STUDENT_TWICE", "STUDENT_TWICE", "STUDENT_NOT_IN_LESSON", "STUDENT_NOT_IN_LESSON"}, reasons)
}

func TestLessonOfUnknownLength(t *testing.T) {
	l := lesson()
	l.Minutes = 0
	require.Len(t, absence.DecideEntries(nil, []absence.Input{entry("badr", "LATE", 240, 0)}, l, "2026-11-20").Saved, 1)
	require.Len(t, absence.DecideEntries(nil, []absence.Input{entry("badr", "LATE", 241, 0)}, l, "2026-11-20").Refused, 1)
}

// Two devices that lost the network hand in what they saw, in any order: nothing
// that one of them saved is overwritten by the other without a conflict.
func TestTwoDevicesProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		register := map[string]absence.Current{}
		seen := [2]map[string]int64{{}, {}}
		lastBy := map[string]int{}
		for step := range rapid.IntRange(1, 20).Draw(t, "steps") {
			device := rapid.IntRange(0, 1).Draw(t, "device")
			if rapid.Bool().Draw(t, "reads") {
				for id, c := range register {
					seen[device][id] = c.Version
				}
			}
			id := rapid.SampledFrom([]string{"amal", "badr", "chaimae"}).Draw(t, "student")
			in := absence.Input{StudentID: id, State: rapid.SampledFrom([]string{"PRESENT", "ABSENT", "LATE"}).Draw(t, "state"), Version: seen[device][id]}
			if in.State == "LATE" {
				in.MinutesLate = rapid.IntRange(1, 3).Draw(t, "minutes")
			}
			before := register[id]
			o := absence.DecideEntries(register, []absence.Input{in}, lesson(), strconv.Itoa(step))
			require.Empty(t, o.Refused)
			for _, d := range o.Changed() {
				if before.Version > 0 && lastBy[id] != device {
					require.Equal(t, before.Version, in.Version, "a write of the other device was overwritten unseen")
				}
				require.Equal(t, before.Version+1, d.After.Version)
				register[id], lastBy[id] = d.After, device
				seen[device][id] = d.After.Version
			}
			for _, d := range o.Conflicts {
				require.NotEqual(t, before.Version, in.Version)
				same := d.Before.State.String() == in.State && d.Before.MinutesLate == in.MinutesLate
				require.False(t, same && before.Version > 0, "two devices that agree")
			}
			require.Equal(t, 1, len(o.Saved)+len(o.Conflicts))
			if c := register[id]; c.Version > 0 {
				require.Equal(t, c.State == absence.Absent, c.Entered != "")
			}
		}
	})
}

func TestCheckSubmission(t *testing.T) {
	for name, c := range map[string]struct {
		from, to string
		want     absence.Reason
	}{
		"today":                    {"2026-11-20", "2026-11-20", ""},
		"last week":                {"2026-11-10", "2026-11-13", ""},
		"thirty days ago":          {"2026-10-20", "2026-10-21", ""},
		"longer ago":               {"2026-10-19", "2026-10-20", "JUSTIFICATION_TOO_LATE"},
		"long, ending yesterday":   {"2026-09-01", "2026-11-19", ""},
		"announced":                {"2027-01-19", "2027-01-20", ""},
		"announced too early":      {"2027-01-20", "2027-01-20", "JUSTIFICATION_TOO_EARLY"},
		"ninety days":              {"2026-11-20", "2027-02-17", ""},
		"ninety-one days":          {"2026-11-20", "2027-02-18", "JUSTIFICATION_TOO_LONG"},
		"back to front":            {"2026-11-20", "2026-11-19", "DATE_INVALID"},
		"no day":                   {"", "2026-11-19", "DATE_INVALID"},
		"a day that does not come": {"2026-11-20", "2026-11-31", "DATE_INVALID"},
		"a time":                   {"2026-11-20T08:00:00Z", "2026-11-21", "DATE_INVALID"},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, c.want, absence.CheckSubmission(c.from, c.to, rules(), "2026-11-20"))
		})
	}
	require.Equal(t, absence.DatesInvalid, absence.CheckSubmission("2026-11-20", "2026-11-20", rules(), "today"))
}
