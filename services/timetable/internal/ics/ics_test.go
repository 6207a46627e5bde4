package ics_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/services/timetable/internal/ics"
)

func casablanca(t testing.TB) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation("Africa/Casablanca")
	require.NoError(t, err)
	return loc
}

// lessonAt is a lesson of an hour at a wall clock of Casablanca.
func lessonAt(loc *time.Location, uid, clock string) ics.Event {
	start, err := time.ParseInLocation("2006-01-02 15:04", clock, loc)
	if err != nil {
		panic(err)
	}
	return ics.Event{UID: uid, Start: start, End: start.Add(time.Hour), Stamp: time.Date(2026, 9, 1, 7, 0, 0, 0, time.UTC), Summary: "الرياضيات"}
}

// lines undoes the folding.
func lines(t *testing.T, data []byte) []string {
	t.Helper()
	text := string(data)
	require.True(t, strings.HasSuffix(text, "END:VCALENDAR\r\n"))
	require.True(t, utf8.ValidString(text))
	for _, line := range strings.Split(strings.TrimSuffix(text, "\r\n"), "\r\n") {
		require.LessOrEqual(t, len(line), 75)
		require.NotContains(t, line, "\n")
		require.True(t, utf8.ValidString(line), "a character is split: %q", line)
	}
	return strings.Split(strings.TrimSuffix(strings.ReplaceAll(text, "\r\n ", ""), "\r\n"), "\r\n")
}

func TestACalendar(t *testing.T) {
	loc := casablanca(t)
	e := lessonAt(loc, "12345A.3f2b6c1e-90ab-8cde-9123-456789ab2662", "2026-11-26 08:00")
	e.Sequence, e.Location, e.Description = 3, `Salle 4; étage 1`, "Avec C\\D,\r\nG1"
	cancelled := lessonAt(loc, "b", "2026-11-26 09:00")
	cancelled.Cancelled, cancelled.Categories = true, []string{"a,b", "c"}
	exam := ics.Event{
		UID: "x", AllDay: true, Start: time.Date(2027, 6, 1, 0, 0, 0, 0, time.UTC), End: time.Date(2027, 6, 4, 0, 0, 0, 0, time.UTC), Summary: "Examen",
	}
	data, err := ics.Write(ics.Calendar{
		ProductID: "-//Massar//Timetable//FR", Name: "Emploi du temps", Language: "fr", Location: loc, Refresh: time.Hour,
		Events: []ics.Event{cancelled, e, exam},
	})
	require.NoError(t, err)
	require.Equal(t, []string{
		"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Massar//Timetable//FR", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
		"X-WR-CALNAME:Emploi du temps", "NAME:Emploi du temps", "REFRESH-INTERVAL;VALUE=DURATION:PT60M", "X-PUBLISHED-TTL:PT60M",
		"X-WR-TIMEZONE:Africa/Casablanca",
		"BEGIN:VTIMEZONE", "TZID:Africa/Casablanca", "X-LIC-LOCATION:Africa/Casablanca",
		"BEGIN:STANDARD", "DTSTART:20260322T020000", "TZOFFSETFROM:+0000", "TZOFFSETTO:+0100", "TZNAME:+01", "END:STANDARD",
		"END:VTIMEZONE",
		"BEGIN:VEVENT", "UID:12345A.3f2b6c1e-90ab-8cde-9123-456789ab2662", "DTSTAMP:20260901T070000Z", "LAST-MODIFIED:20260901T070000Z", "SEQUENCE:3",
		"DTSTART;TZID=Africa/Casablanca:20261126T080000", "DTEND;TZID=Africa/Casablanca:20261126T090000", "STATUS:CONFIRMED",
		"SUMMARY;LANGUAGE=fr:الرياضيات", `LOCATION;LANGUAGE=fr:Salle 4\; étage 1`, `DESCRIPTION;LANGUAGE=fr:Avec C\\D\,\nG1`, "END:VEVENT",
		"BEGIN:VEVENT", "UID:b", "DTSTAMP:20260901T070000Z", "LAST-MODIFIED:20260901T070000Z", "SEQUENCE:0",
		"DTSTART;TZID=Africa/Casablanca:20261126T090000", "DTEND;TZID=Africa/Casablanca:20261126T100000", "STATUS:CANCELLED",
		"SUMMARY;LANGUAGE=fr:الرياضيات", `CATEGORIES:a\,b,c`, "END:VEVENT",
		"BEGIN:VEVENT", "UID:x", "DTSTAMP:00010101T000000Z", "LAST-MODIFIED:00010101T000000Z", "SEQUENCE:0",
		"DTSTART;VALUE=DATE:20270601", "DTEND;VALUE=DATE:20270604", "TRANSP:TRANSPARENT", "STATUS:CONFIRMED", "SUMMARY;LANGUAGE=fr:Examen", "END:VEVENT",
		"END:VCALENDAR",
	}, lines(t, data))
}

// change is one STANDARD block of a VTIMEZONE.
type change struct{ at, from, to string }

// instants reads the calendar as a reader that knows only its VTIMEZONE: UID to the instant of the start.
func instants(t *testing.T, data []byte) (map[string]time.Time, []change) {
	t.Helper()
	var changes []change
	starts := map[string]time.Time{}
	var uid string
	for _, line := range lines(t, data) {
		name, value, _ := strings.Cut(line, ":")
		switch {
		case line == "BEGIN:STANDARD":
			changes = append(changes, change{})
		case name == "DTSTART":
			changes[len(changes)-1].at = value
		case name == "TZOFFSETFROM":
			changes[len(changes)-1].from = value
		case name == "TZOFFSETTO":
			changes[len(changes)-1].to = value
		case name == "UID":
			uid = value
		case strings.HasPrefix(name, "DTSTART;TZID="):
			offset := ""
			for _, c := range changes {
				if c.at <= value {
					offset = c.to
				}
			}
			at, err := time.Parse("20060102T150405-0700", value+offset)
			require.NoError(t, err)
			starts[uid] = at.UTC()
		}
	}
	return starts, changes
}

func TestTheClockOfRamadan2027(t *testing.T) {
	loc := casablanca(t)
	data, err := ics.Write(ics.Calendar{Location: loc, Events: []ics.Event{
		lessonAt(loc, "before", "2027-02-06 08:00"), lessonAt(loc, "in", "2027-02-08 08:40"), lessonAt(loc, "end", "2027-03-13 08:00"),
		lessonAt(loc, "after", "2027-03-22 08:00"), lessonAt(loc, "year before", "2026-11-26 08:00"),
	}})
	require.NoError(t, err)
	got, changes := instants(t, data)
	want := map[string]string{
		"year before": "2026-11-26T07:00:00Z", "before": "2027-02-06T07:00:00Z", "in": "2027-02-08T08:40:00Z",
		"end": "2027-03-13T08:00:00Z", "after": "2027-03-22T07:00:00Z",
	}
	for uid, instant := range want {
		require.Equal(t, instant, got[uid].Format(time.RFC3339), uid)
	}
	require.Equal(t, []change{
		{"20260322T020000", "+0000", "+0100"}, {"20270207T030000", "+0100", "+0000"}, {"20270314T020000", "+0000", "+0100"},
	}, changes)
}

// Whatever the range, a reader that knows only the VTIMEZONE finds the instants that were meant.
func TestEveryWeekOfManyYears(t *testing.T) {
	loc := casablanca(t)
	var events []ics.Event
	for at := time.Date(2024, 9, 2, 9, 30, 0, 0, loc); at.Year() < 2034; at = at.AddDate(0, 0, 3) {
		events = append(events, ics.Event{UID: at.Format(time.DateOnly), Start: at, End: at.Add(time.Hour)})
	}
	for first := 0; first < len(events); first += 97 {
		part := events[first:min(first+150, len(events))]
		data, err := ics.Write(ics.Calendar{Location: loc, Events: part})
		require.NoError(t, err)
		got, _ := instants(t, data)
		for _, e := range part {
			require.True(t, e.Start.Equal(got[e.UID]), "%s: %s", e.UID, got[e.UID])
		}
	}
}

func TestZonesWithoutChanges(t *testing.T) {
	data, err := ics.Write(ics.Calendar{Location: time.UTC, Events: []ics.Event{lessonAt(time.UTC, "a", "2026-11-26 08:00")}})
	require.NoError(t, err)
	got, changes := instants(t, data)
	require.Equal(t, []change{{"19700101T000000", "+0000", "+0000"}}, changes)
	require.Equal(t, "2026-11-26T08:00:00Z", got["a"].Format(time.RFC3339))
}

func TestWhatNoCalendarCanHold(t *testing.T) {
	loc := casablanca(t)
	good := lessonAt(loc, "a", "2026-11-26 08:00")
	tests := []struct {
		name string
		edit func(*ics.Calendar)
		want error
	}{
		{"no UID", func(c *ics.Calendar) { c.Events[0].UID = "" }, ics.ErrBadEvent},
		{"no length", func(c *ics.Calendar) { c.Events[0].End = c.Events[0].Start }, ics.ErrBadEvent},
		{"no zone", func(c *ics.Calendar) { c.Location = nil }, ics.ErrNoZone},
		{"a zone of this machine", func(c *ics.Calendar) { c.Location = time.Local }, ics.ErrNoZone},
		{"a name that breaks the line", func(c *ics.Calendar) { c.Location = time.FixedZone("A:B\r\nX", 0) }, ics.ErrNoZone},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := ics.Calendar{Location: loc, Events: []ics.Event{good}}
			tt.edit(&c)
			_, err := ics.Write(c)
			require.ErrorIs(t, err, tt.want)
		})
	}
	data, err := ics.Write(ics.Calendar{ProductID: "x"})
	require.NoError(t, err, "a calendar without events needs no zone")
	require.NotContains(t, string(data), "VTIMEZONE")
}

func FuzzText(f *testing.F) {
	f.Add("الرياضيات; حصة, 1\\2\r\nX:Y", 20)
	f.Add(strings.Repeat("é", 200), 3)
	f.Add("a\x00b\u2028\xff", 90)
	loc := casablanca(f)
	f.Fuzz(func(t *testing.T, text string, pad int) {
		pad = ((pad % 100) + 100) % 100
		e := lessonAt(loc, "u", "2026-11-26 08:00")
		e.Summary = "."
		e.Description = strings.Repeat("x", pad) + text
		data, err := ics.Write(ics.Calendar{Location: loc, Events: []ics.Event{e}})
		require.NoError(t, err)
		got := ""
		count := 0
		for _, line := range lines(t, data) {
			if value, ok := strings.CutPrefix(line, "DESCRIPTION:"); ok {
				got = value
			}
			count++
		}
		plain := strings.NewReplacer(`\\`, `\`, `\;`, ";", `\,`, ",", `\n`, "\n").Replace(got)
		keep := strings.Map(func(r rune) rune {
			if r < 0x20 || r >= 0x7f && r < 0xa0 {
				return -1
			}
			return r
		}, strings.ToValidUTF8(e.Description, "\uFFFD"))
		strip := strings.NewReplacer("\n", "", " ", "", "\uFFFD", "")
		require.Equal(t, strip.Replace(keep), strip.Replace(plain))
		require.LessOrEqual(t, count, 34, "a text adds no lines")
	})
}

func ExampleWrite() {
	data, err := ics.Write(ics.Calendar{ProductID: "-//Massar//Timetable//AR", Name: "استعمال الزمن"})
	if err != nil {
		panic(err)
	}
	fmt.Println(strings.ReplaceAll(string(data), "\r\n", "\n"))
	// Output:
	// BEGIN:VCALENDAR
	// VERSION:2.0
	// PRODID:-//Massar//Timetable//AR
	// CALSCALE:GREGORIAN
	// METHOD:PUBLISH
	// X-WR-CALNAME:استعمال الزمن
	// NAME:استعمال الزمن
	// END:VCALENDAR
}
