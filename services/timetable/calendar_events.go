package timetable

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/massar-platform/massar/platform/clock"
	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/services/timetable/internal/ics"
	"github.com/massar-platform/massar/services/timetable/internal/pattern"
	"github.com/massar-platform/massar/services/timetable/internal/store"
)

// calendarEvents are the lessons and school events of some stays as entries of a calendar.
func (s *Service) calendarEvents(ctx context.Context, stays []stay, lang localtext.Lang) ([]ics.Event, error) {
	var entries []ics.Event
	shown := map[string]bool{}
	for _, stay := range stays {
		version, err := s.versionOf(ctx, stay.view.school)
		if err != nil {
			return nil, err
		}
		span := store.Span{School: stay.view.school, First: stay.days[0], Last: stay.days[len(stay.days)-1]}
		if stay.view.kind == viewStaff {
			span.Staff = stay.view.id
		} else {
			span.Class = stay.view.id
		}
		rows, err := s.load(ctx, s.db, span)
		if err != nil {
			return nil, err
		}
		lessons := slices.DeleteFunc(pattern.Between(span.First, span.Last, rows.Pattern), func(l pattern.Lesson) bool {
			return !l.Timed() || !stay.view.holds(l)
		})
		names, err := namesOf(ctx, s.db, span.School, lessons)
		if err != nil {
			return nil, err
		}
		change := changeOf(version.Version)
		for _, l := range lessons {
			entries = append(entries, s.lessonEntry(l, names, stay.view.kind, change, lang))
		}
		for _, e := range rows.Events {
			concerns := span.Class == "" || len(e.Classes) == 0 || slices.Contains(e.Classes, span.Class)
			if concerns && !shown[e.ID] {
				shown[e.ID] = true
				entries = append(entries, eventEntry(e, change, lang))
			}
		}
	}
	return entries, nil
}

// change is when a timetable last changed, as calendars want it. Entries do not
// know their own change: that of the school is never before it.
type change struct {
	at       time.Time
	sequence int
}

// changeOf reads a version, which is an instant in microseconds.
func changeOf(version int64) change {
	first := time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC)
	at := time.UnixMicro(version).UTC()
	if at.Before(first) {
		at = first
	}
	return change{at: at, sequence: int(at.Sub(first) / time.Second)}
}

// lessonEntry shows a lesson: for a class by its subject and teacher, for a teacher by
// its class.
func (s *Service) lessonEntry(l pattern.Lesson, names lessonNames, kind string, changed change, lang localtext.Lang) ics.Event {
	subject := s.subjectOf(l.Subject, lang).GetName()
	name := names.staff[l.Staff]
	title, about := []string{subject}, []string{inLang(lang, name.Ar, name.Latin)}
	if kind == viewStaff {
		title, about = append(title, names.labels[l.Class]), nil
	}
	title, about = append(title, l.Group), append(about, statusText(l.Status, lang), l.Note)
	return ics.Event{
		UID: l.ID + "@massar", Start: instantOf(l.Date, l.Start), End: instantOf(l.Date, l.End),
		Stamp: changed.at, Sequence: changed.sequence, Cancelled: l.Status == pattern.Cancelled,
		Summary: joined(title, " "), Location: l.Room, Description: joined(about, "\n"),
	}
}

// eventEntry shows a school event as whole days.
func eventEntry(e store.Event, changed change, lang localtext.Lang) ics.Event {
	return ics.Event{
		UID: e.ID + "@massar", AllDay: true, Start: instantOf(e.First, 0), End: instantOf(addDays(e.Last, 1), 0),
		Stamp: changed.at, Sequence: changed.sequence, Summary: inLang(lang, e.TitleAr, e.TitleFr),
	}
}

// statusText says of a lesson that it is not as planned.
func statusText(status pattern.Status, lang localtext.Lang) string {
	switch status {
	case pattern.Cancelled:
		return inLang(lang, "حصة ملغاة", "Séance annulée")
	case pattern.Moved:
		return inLang(lang, "حصة منقولة", "Séance déplacée")
	case pattern.Replaced:
		return inLang(lang, "تغيير الأستاذ أو القاعة", "Changement d'enseignant ou de salle")
	}
	return ""
}

// instantOf is a minute of a day on the clock of the schools.
func instantOf(date string, minute int) time.Time {
	day, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return time.Time{}
	}
	return time.Date(day.Year(), day.Month(), day.Day(), minute/60, minute%60, 0, 0, clock.Zone())
}

// joined puts texts together, without the empty ones.
func joined(texts []string, between string) string {
	return strings.Join(slices.DeleteFunc(texts, func(t string) bool { return t == "" }), between)
}
