package proofs

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/tests/stand"
)

// The clock of Morocco goes back by an hour on the Sunday before Ramadan 2027, and forward on the Sunday after it.
const (
	beforeRamadan = "2027-02-03"
	firstDay      = "2027-02-01"
	lastDay       = "2027-03-27"
)

// weeksOfRamadan are those of firstDay to lastDay.
var weeksOfRamadan = []string{"2027-W05", "2027-W06", "2027-W07", "2027-W08", "2027-W09", "2027-W10", "2027-W11", "2027-W12"}

// hour is when a lesson begins or ends: as a clock in the school shows it, and the instant.
type hour struct{ wall, instant string }

// TestCalendarsAcrossRamadan: what calendar programs make of the private address of a student is his timetable,
// to the minute, before, in and after Ramadan, when the clock and the hours of lessons change.
func TestCalendarsAcrossRamadan(t *testing.T) {
	t.Run("sqlite, one process", func(t *testing.T) {
		s := stand.Open(t, stand.Deploy(t, stand.Options{Env: []string{"MASSAR_SCHOOL_DATE=" + beforeRamadan}}))
		s.Timetable(t)
		student := s.D.As(t, s.Students[0])
		want := lessonsOf(t, student)
		url := student.Post("/v1/moutamadris/calendarFeeds", stand.Object{"label": "Téléphone"}).OK().Text("url")
		a := s.D.Client(t).Get(url[strings.Index(url, "/v1/"):]).OK()
		require.Equal(t, "text/calendar; charset=utf-8", a.Header.Get("Content-Type"))
		file := filepath.Join(t.TempDir(), "student.ics")
		require.NoError(t, os.WriteFile(file, a.Raw, 0o600))

		t.Run("khal", func(t *testing.T) {
			program, err := exec.LookPath("khal")
			require.NoError(t, err, "khal is missing: make deps installs it")
			require.Equal(t, picked(want, func(h hour) string { return h.wall }), khal(t, program, file, "Africa/Casablanca"))
			require.Equal(t, picked(want, func(h hour) string { return h.instant }), khal(t, program, file, "UTC"))
		})
		t.Run("ical.js", func(t *testing.T) {
			require.FileExists(t, filepath.Join("ical", "node_modules", "ical.js", "package.json"), "ical.js is missing: make deps installs it")
			require.Equal(t, want, icaljs(t, file))
		})
	})
}

// lessonsOf are the first and the last minute of each lesson by its id, as the API says. Instants are worked out
// from the offsets that the law gives, and not from anybody's zone data.
func lessonsOf(t *testing.T, student stand.Client) map[string][2]hour {
	t.Helper()
	all, begins := map[string][2]hour{}, map[string]bool{}
	for _, week := range weeksOfRamadan {
		for _, lesson := range student.Get("/v1/moutamadris/timetable?week=" + week).OK().List("lessons") {
			date := lesson["date"].(string)
			offset := time.Hour
			if date >= "2027-02-07" && date < "2027-03-14" {
				offset = 0
			}
			var hours [2]hour
			for i, key := range []string{"start", "end"} {
				wall := date + " " + lesson[key].(string)
				at, err := time.Parse("2006-01-02 15:04", wall)
				require.NoError(t, err)
				hours[i] = hour{wall: wall, instant: at.Add(-offset).Format("2006-01-02 15:04")}
			}
			all[lesson["lessonId"].(string)+"@massar"] = hours
			begins[fmt.Sprintf("%s +%d", lesson["start"], offset/time.Hour)] = true
		}
	}
	require.Greater(t, len(all), 60)
	// The usual hours, those of Ramadan, and the usual ones again before the clock goes forward.
	for _, begin := range []string{"08:00 +1", "08:30 +0", "08:00 +0"} {
		require.True(t, begins[begin], "%s in %v", begin, begins)
	}
	return all
}

func picked(all map[string][2]hour, pick func(hour) string) map[string][2]string {
	out := map[string][2]string{}
	for uid, hours := range all {
		out[uid] = [2]string{pick(hours[0]), pick(hours[1])}
	}
	return out
}

// khal imports a calendar into a folder of its own and lists it as somebody in a time zone sees it.
func khal(t *testing.T, program, file, zone string) map[string][2]string {
	t.Helper()
	home := t.TempDir()
	config := filepath.Join(home, "khal.conf")
	require.NoError(t, os.WriteFile(config, []byte(strings.Join([]string{
		"[calendars]", "[[school]]", "path = " + strconv.Quote(filepath.Join(home, "school")), "type = calendar",
		"[locale]", "local_timezone = " + zone, "default_timezone = " + zone, "timeformat = %H:%M", "dateformat = %Y-%m-%d",
		"longdateformat = %Y-%m-%d", "datetimeformat = %Y-%m-%d %H:%M", "longdatetimeformat = %Y-%m-%d %H:%M",
		"[sqlite]", "path = " + strconv.Quote(filepath.Join(home, "khal.db")), "[default]", "default_calendar = school", "",
	}, "\n")), 0o600))
	run := func(args ...string) string {
		cmd := exec.CommandContext(t.Context(), program, append([]string{"-c", config}, args...)...)
		cmd.Env = []string{
			"PATH=" + os.Getenv("PATH"), "HOME=" + home, "LANG=C.UTF-8", "LC_ALL=C.UTF-8", "TZ=" + zone,
			"XDG_CONFIG_HOME=" + home, "XDG_DATA_HOME=" + home, "XDG_CACHE_HOME=" + home,
		}
		out, err := cmd.CombinedOutput()
		require.NoError(t, err, "khal %v: %s", args, out)
		return string(out)
	}
	require.NoError(t, os.Mkdir(filepath.Join(home, "school"), 0o700))
	run("import", "--batch", "-a", "school", file)
	list := run("list", "--once", "--day-format", "", "--format", "{uid}|{start-date} {start-time}|{end-date} {end-time}", firstDay, lastDay)
	all := map[string][2]string{}
	for _, line := range strings.Split(strings.TrimSpace(list), "\n") {
		parts := strings.Split(strings.TrimSpace(line), "|")
		require.Len(t, parts, 3, "%q", line)
		all[parts[0]] = [2]string{parts[1], parts[2]}
	}
	return all
}

// icaljs reads a calendar with ical.js, from firstDay to lastDay.
func icaljs(t *testing.T, file string) map[string][2]hour {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "node", "read.js", file)
	cmd.Dir = "ical"
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "TZ=America/New_York"} // whatever the reader's zone is
	out, err := cmd.Output()
	require.NoError(t, err, "node is missing, or the calendar cannot be read: make deps installs what this needs")
	var events []struct {
		UID, Zone      string
		Wall, Instants [2]string
	}
	require.NoError(t, json.Unmarshal(out, &events))
	all := map[string][2]hour{}
	for _, e := range events {
		if day := e.Wall[0][:10]; day < firstDay || day > lastDay {
			continue
		}
		require.Equal(t, "Africa/Casablanca", e.Zone)
		var hours [2]hour
		for i := range hours {
			hours[i] = hour{strings.Replace(e.Wall[i][:16], "T", " ", 1), strings.Replace(e.Instants[i][:16], "T", " ", 1)}
		}
		all[e.UID] = hours
	}
	return all
}
