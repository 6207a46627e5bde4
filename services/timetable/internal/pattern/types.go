package pattern

import (
	"time"

	"github.com/massar-platform/massar/services/timetable/internal/bell"
	"github.com/massar-platform/massar/services/timetable/internal/lessonid"
)

// Content is what a slot says, without its id and validity.
type Content struct {
	Class string
	// Group is empty for the whole class, else a half group such as "G1".
	Group   string
	Subject string
	// Staff and Room are empty where they are not known; then they collide with
	// nothing.
	Staff, Room string
	// Weekday is 1 for Monday to 6 for Saturday.
	Weekday int
	// Period is the first period, from 1; Count is how many follow each other.
	Period, Count int
	// Joint is shared by the lessons of several classes that are one activity: they
	// have its teacher and its room together. It is empty for a lesson of its own.
	Joint string
}

// Slot is one line of the weekly pattern.
type Slot struct {
	ID string
	Content
	// From is the first day, To the first day no longer; empty is open. A slot for
	// one day has To on the day after From.
	From, To string
}

// On tells whether the slot gives a lesson on the date, exceptions aside.
func (s Slot) On(date string) bool {
	return s.covers(date) && bell.Weekday(date) == s.Weekday
}

func (s Slot) covers(date string) bool {
	return s.From <= date && (s.To == "" || date < s.To)
}

// Status is the state of a lesson.
type Status string

// The states of a lesson.
const (
	Planned   Status = "PLANNED"
	Cancelled Status = "CANCELLED"
	Moved     Status = "MOVED"
	Replaced  Status = "REPLACED"
)

// Exception changes the lesson that a slot gives on Date.
type Exception struct {
	SlotID, Date string
	// Kind is Cancelled, Moved or Replaced.
	Kind Status
	// ToDate, ToPeriod and ToCount say where a Moved lesson went; empty or 0 keeps
	// what the slot says.
	ToDate            string
	ToPeriod, ToCount int
	// Staff and Room replace those of the slot unless they are empty; a moved
	// lesson may have them too.
	Staff, Room string
	Note        string
}

// EventKind is the kind of a school event.
type EventKind string

// The kinds of events.
const (
	// EventOnly is shown beside the lessons.
	EventOnly EventKind = "EVENT"
	// EventExam and EventClosed suspend the lessons of their classes and days.
	EventExam   EventKind = "EXAM"
	EventClosed EventKind = "CLOSED"
)

// Event is a school event. First and Last are both part of it.
type Event struct {
	ID          string
	Kind        EventKind
	First, Last string
	// Classes are whom it concerns; none means the whole school.
	Classes []string
}

// Suspends tells whether the class has no lessons on the date because of it.
func (e Event) Suspends(class, date string) bool {
	if e.Kind != EventExam && e.Kind != EventClosed || date < e.First || date > e.Last {
		return false
	}
	if len(e.Classes) == 0 {
		return true
	}
	for _, c := range e.Classes {
		if c == class {
			return true
		}
	}
	return false
}

// Lesson is a lesson of a date.
type Lesson struct {
	// ID names the slot and the date for which the lesson was planned.
	ID, SlotID string
	// Date is when it is held (or would have been, when cancelled); Planned is the
	// date for which the slot gave it.
	Date, Planned                      string
	Class, Group, Subject, Staff, Room string
	Period, Count                      int
	// Start and End are minutes after midnight. Both are 0 where the bell of the
	// date has no such period: such a lesson is shown without hours.
	Start, End int
	Half       bell.Half
	Status     Status
	Note       string
	// SlotStaff and SlotRoom are what the slot says, for "in place of".
	SlotStaff, SlotRoom string
	// Joint is that of the slot while the lesson is held as planned; a lesson that was
	// moved or replaced is on its own.
	Joint string
	// Frozen is set when this is the snapshot of a register.
	Frozen bool
}

// Timed tells whether the lesson has hours.
func (l Lesson) Timed() bool { return l.End > l.Start }

// School is what the lessons of a school are made of.
type School struct {
	Slots      []Slot
	Exceptions []Exception
	Events     []Event
	// Frozen are the snapshots of lessons with a register.
	Frozen []Lesson
	// SchoolDay says whether lessons are held on a date; nil means every day.
	SchoolDay func(date string) bool
	// Times gives the hours of periods on a date; nil means that none is known.
	Times func(date string, period, count int) (bell.Times, bool)
}

func (s School) schoolDay(date string) bool { return s.SchoolDay == nil || s.SchoolDay(date) }

func (s School) suspended(class, date string) bool {
	for _, e := range s.Events {
		if e.Suspends(class, date) {
			return true
		}
	}
	return false
}

// lesson makes the lesson of a slot for a date, as planned.
func (s School) lesson(slot Slot, planned string) (Lesson, bool) {
	id, ok := lessonid.Lesson(slot.ID, planned)
	if !ok {
		return Lesson{}, false
	}
	return Lesson{
		ID: id, SlotID: slot.ID, Date: planned, Planned: planned,
		Class: slot.Class, Group: slot.Group, Subject: slot.Subject, Staff: slot.Staff, Room: slot.Room,
		Period: slot.Period, Count: slot.Count, Status: Planned, SlotStaff: slot.Staff, SlotRoom: slot.Room, Joint: slot.Joint,
	}, true
}

// timed sets the hours of a lesson from the bell of its date.
func (s School) timed(l Lesson) Lesson {
	l.Start, l.End, l.Half = 0, 0, ""
	if s.Times == nil {
		return l
	}
	if t, ok := s.Times(l.Date, l.Period, l.Count); ok {
		l.Start, l.End, l.Half = t.Start, t.End, t.Half
	}
	return l
}

// next is the day after a date.
func next(date string) string {
	day, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return ""
	}
	return day.AddDate(0, 0, 1).Format(time.DateOnly)
}
