package ics

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"
)

// Errors of Write.
var (
	// ErrNoZone: the calendar has events with hours and no Location, or one whose
	// name no reader knows.
	ErrNoZone = errors.New("a calendar needs a named zone")
	// ErrBadEvent comes wrapped with the UID: no UID, or an end that is not after
	// the start.
	ErrBadEvent = errors.New("an event that no calendar can hold")
)

// Calendar is a feed.
type Calendar struct {
	// ProductID names the program that writes it; empty for this one.
	ProductID string
	// Name is what readers show; Language is "ar" or "fr".
	Name, Language string
	// Location is the zone of the school, Africa/Casablanca.
	Location *time.Location
	// Refresh is how often a reader should come back; 0 says nothing.
	Refresh time.Duration
	Events  []Event
}

// Event is an entry of a calendar.
type Event struct {
	// UID never changes for the same lesson.
	UID string
	// Start and End are instants. For an event of whole days only the dates count,
	// and End is the day after the last.
	Start, End time.Time
	AllDay     bool
	// Stamp is when the entry last changed.
	Stamp time.Time
	// Sequence grows with every change of the entry.
	Sequence                       int
	Cancelled                      bool
	Summary, Location, Description string
	Categories                     []string
}

// Write gives the calendar as a file: its head and its body.
func Write(c Calendar) ([]byte, error) {
	body, err := Body(c)
	if err != nil {
		return nil, err
	}
	return append(Head(c), body...), nil
}

// Head is the part of the file that knows the name of the calendar.
func Head(c Calendar) []byte {
	w := &writer{}
	w.raw("BEGIN", "VCALENDAR")
	w.raw("VERSION", "2.0")
	w.text("PRODID", cmp.Or(c.ProductID, "-//Massar//Timetable//EN"))
	w.raw("CALSCALE", "GREGORIAN")
	w.raw("METHOD", "PUBLISH")
	w.text("X-WR-CALNAME", c.Name)
	w.text("NAME", c.Name)
	return w.out.Bytes()
}

// Body is the rest of the file, which calendars of other names may share. Events come
// by start, then UID, so that the same calendar is the same bytes.
func Body(c Calendar) ([]byte, error) {
	events := slices.Clone(c.Events)
	slices.SortStableFunc(events, func(a, b Event) int { return cmp.Or(a.Start.Compare(b.Start), cmp.Compare(a.UID, b.UID)) })
	var first, last time.Time
	for _, e := range events {
		if e.UID == "" || !e.End.After(e.Start) {
			return nil, fmt.Errorf("%w: %q", ErrBadEvent, e.UID)
		}
		if e.AllDay {
			continue
		}
		if first.IsZero() || e.Start.Before(first) {
			first = e.Start
		}
		if e.End.After(last) {
			last = e.End
		}
	}
	w := &writer{}
	if c.Refresh > 0 {
		w.raw("REFRESH-INTERVAL;VALUE=DURATION", duration(c.Refresh))
		w.raw("X-PUBLISHED-TTL", duration(c.Refresh))
	}
	if !first.IsZero() {
		if c.Location == nil || !validName(c.Location.String()) {
			return nil, ErrNoZone
		}
		w.raw("X-WR-TIMEZONE", c.Location.String())
		w.zone(c.Location, first, last)
	}
	for _, e := range events {
		w.event(e, c)
	}
	w.raw("END", "VCALENDAR")
	return w.out.Bytes(), nil
}

// validName accepts the name of a zone in the form Area/City.
func validName(name string) bool {
	for _, c := range []byte(name) {
		if (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '/' && c != '_' && c != '-' && c != '+' {
			return false
		}
	}
	return name != "" && name != "Local"
}

const (
	localForm = "20060102T150405"
	dateForm  = "20060102"
)

type writer struct{ out bytes.Buffer }

func (w *writer) event(e Event, c Calendar) {
	w.raw("BEGIN", "VEVENT")
	w.text("UID", e.UID)
	stamp := e.Stamp.UTC().Format(localForm) + "Z"
	w.raw("DTSTAMP", stamp)
	w.raw("LAST-MODIFIED", stamp)
	w.raw("SEQUENCE", strconv.Itoa(max(e.Sequence, 0)))
	if e.AllDay {
		w.raw("DTSTART;VALUE=DATE", e.Start.Format(dateForm))
		w.raw("DTEND;VALUE=DATE", e.End.Format(dateForm))
		w.raw("TRANSP", "TRANSPARENT")
	} else {
		w.raw("DTSTART;TZID="+c.Location.String(), e.Start.In(c.Location).Format(localForm))
		w.raw("DTEND;TZID="+c.Location.String(), e.End.In(c.Location).Format(localForm))
	}
	status := "CONFIRMED"
	if e.Cancelled {
		status = "CANCELLED"
	}
	w.raw("STATUS", status)
	language := ""
	if c.Language != "" {
		language = ";LANGUAGE=" + c.Language
	}
	w.text("SUMMARY"+language, e.Summary)
	w.text("LOCATION"+language, e.Location)
	w.text("DESCRIPTION"+language, e.Description)
	if len(e.Categories) > 0 {
		escaped := make([]byte, 0, 64)
		for i, category := range e.Categories {
			if i > 0 {
				escaped = append(escaped, ',')
			}
			escaped = append(escaped, escape(category)...)
		}
		w.raw("CATEGORIES", string(escaped))
	}
	w.raw("END", "VEVENT")
}

func duration(d time.Duration) string {
	return "PT" + strconv.Itoa(max(int(d/time.Minute), 1)) + "M"
}
