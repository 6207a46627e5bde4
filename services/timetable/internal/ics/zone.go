package ics

import (
	"fmt"
	"time"
)

// zone writes the VTIMEZONE of a location with each change of its clock from the
// one in force at first up to last. All are written as STANDARD: which of the two
// Moroccan offsets is "daylight" depends on the edition of the zone data, and
// readers only use the offsets.
func (w *writer) zone(loc *time.Location, first, last time.Time) {
	w.raw("BEGIN", "VTIMEZONE")
	w.raw("TZID", loc.String())
	w.raw("X-LIC-LOCATION", loc.String())
	for at := first; ; {
		start, end := at.In(loc).ZoneBounds()
		name, offset := at.In(loc).Zone()
		before := offset
		if start.IsZero() || start.Year() < 1970 {
			// In force since ever, as far as a calendar goes.
			start = time.Date(1970, 1, 1, 0, 0, 0, 0, time.FixedZone(name, offset))
		} else {
			_, before = start.Add(-time.Second).In(loc).Zone()
		}
		w.raw("BEGIN", "STANDARD")
		// The wall clock at which the change comes, before it is made.
		w.raw("DTSTART", start.In(time.FixedZone("", before)).Format(localForm))
		w.raw("TZOFFSETFROM", offsetText(before))
		w.raw("TZOFFSETTO", offsetText(offset))
		w.text("TZNAME", name)
		w.raw("END", "STANDARD")
		if end.IsZero() || end.After(last) {
			break
		}
		at = end
	}
	w.raw("END", "VTIMEZONE")
}

func offsetText(seconds int) string {
	sign := '+'
	if seconds < 0 {
		sign, seconds = '-', -seconds
	}
	text := fmt.Sprintf("%c%02d%02d", sign, seconds/3600, seconds/60%60)
	if s := seconds % 60; s != 0 {
		text += fmt.Sprintf("%02d", s)
	}
	return text
}
