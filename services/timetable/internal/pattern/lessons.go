package pattern

import (
	"cmp"
	"slices"

	"github.com/massar-platform/massar/services/timetable/internal/lessonid"
)

// LessonsOn returns the lessons of a date, by hour, then class, group and id.
func LessonsOn(date string, s School) []Lesson { return Between(date, date, s) }

// Between returns the lessons from the first to the last date, both included, by
// date, hour, class, group and id. A week is one call: the exceptions and
// snapshots are looked up once.
func Between(first, last string, s School) []Lesson {
	v := newView(s)
	var list []Lesson
	for date := first; date != "" && date <= last; date = next(date) {
		list = append(list, v.on(date)...)
	}
	slices.SortFunc(list, order)
	return list
}

// Find returns one lesson as it stands. ok is false when there is no such lesson:
// the slot is unknown or not valid on that day, the day is no school day, or an
// event suspends it.
func Find(id string, s School) (Lesson, bool) {
	slotID, planned, ok := lessonid.Split(id)
	if !ok {
		return Lesson{}, false
	}
	v := newView(s)
	if l, ok := v.frozen[id]; ok {
		return l, true
	}
	for _, slot := range s.Slots {
		if slot.ID == slotID && slot.On(planned) {
			return v.effective(slot, planned)
		}
	}
	return Lesson{}, false
}

type lessonKey struct{ slot, date string }

// view is a School with its lookups.
type view struct {
	School
	byWeekday  [8][]Slot
	slots      map[string]Slot
	exceptions map[lessonKey]Exception
	// arriving are the moved lessons by the date on which they are held.
	arriving map[string][]Exception
	frozen   map[string]Lesson
	// held are the frozen lessons by date.
	held map[string][]Lesson
}

func newView(s School) *view {
	v := &view{
		School: s, slots: make(map[string]Slot, len(s.Slots)), exceptions: make(map[lessonKey]Exception, len(s.Exceptions)),
		arriving: map[string][]Exception{}, frozen: make(map[string]Lesson, len(s.Frozen)), held: map[string][]Lesson{},
	}
	for _, slot := range s.Slots {
		v.slots[slot.ID] = slot
		if slot.Weekday >= 1 && slot.Weekday <= 6 {
			v.byWeekday[slot.Weekday] = append(v.byWeekday[slot.Weekday], slot)
		}
	}
	for _, e := range s.Exceptions {
		v.exceptions[lessonKey{e.SlotID, e.Date}] = e
		if e.Kind == Moved && e.ToDate != "" && e.ToDate != e.Date {
			v.arriving[e.ToDate] = append(v.arriving[e.ToDate], e)
		}
	}
	for _, l := range s.Frozen {
		l.Frozen = true
		v.frozen[l.ID] = l
		v.held[l.Date] = append(v.held[l.Date], l)
	}
	return v
}

func (v *view) on(date string) []Lesson {
	list := slices.Clone(v.held[date])
	add := func(slot Slot, planned string) {
		l, ok := v.effective(slot, planned)
		if ok && l.Date == date && !l.Frozen {
			list = append(list, l)
		}
	}
	for _, slot := range v.byWeekday[weekdayOf(date)] {
		if slot.covers(date) {
			add(slot, date)
		}
	}
	for _, e := range v.arriving[date] {
		if slot, ok := v.slots[e.SlotID]; ok && slot.On(e.Date) {
			add(slot, e.Date)
		}
	}
	return list
}

// effective is the lesson that a slot gives for a date on which it is valid. ok
// is false when it is not shown anywhere.
func (v *view) effective(slot Slot, planned string) (Lesson, bool) {
	l, ok := v.lesson(slot, planned)
	if !ok {
		return Lesson{}, false
	}
	if f, ok := v.frozen[l.ID]; ok {
		return f, true
	}
	if e, ok := v.exceptions[lessonKey{slot.ID, planned}]; ok {
		l = apply(l, e)
	}
	if !v.schoolDay(l.Date) || v.suspended(l.Class, l.Date) {
		return Lesson{}, false
	}
	return v.timed(l), true
}

// Apply changes a planned lesson by an exception; its hours are those of the
// school's bell on the date on which it is then held.
func (s School) Apply(l Lesson, e Exception) Lesson { return s.timed(apply(l, e)) }

func apply(l Lesson, e Exception) Lesson {
	l.Status, l.Note = e.Kind, e.Note
	if e.Kind == Cancelled {
		return l
	}
	l.Staff, l.Room, l.Joint = cmp.Or(e.Staff, l.Staff), cmp.Or(e.Room, l.Room), ""
	if e.Kind == Moved {
		l.Date = cmp.Or(e.ToDate, l.Date)
		l.Period, l.Count = cmp.Or(e.ToPeriod, l.Period), cmp.Or(e.ToCount, l.Count)
	}
	return l
}

func order(a, b Lesson) int {
	return cmp.Or(
		cmp.Compare(a.Date, b.Date), cmp.Compare(a.Start, b.Start), cmp.Compare(a.Period, b.Period),
		cmp.Compare(a.Class, b.Class), cmp.Compare(a.Group, b.Group), cmp.Compare(a.ID, b.ID),
	)
}
