package absence

import "time"

// Window is what an hour means for the register of a lesson.
type Window uint8

// The windows, in the order of time.
const (
	Early Window = iota
	Open
	LateNeedsReason
	Closed
)

var windowNames = [...]string{"EARLY", "OPEN", "LATE_NEEDS_REASON", "CLOSED"}

// String gives the window's word.
func (w Window) String() string {
	if int(w) < len(windowNames) {
		return windowNames[w]
	}
	return ""
}

// WindowAt says whether the register of a lesson may be written now. Minutes and
// hours run by the clock, late days by the calendar of lessonEnd's place: the
// last one ends at midnight there, whatever a change of the hour does between.
func WindowAt(lessonStart, lessonEnd, now time.Time, rules WindowRules, setting Setting) Window {
	r := rules.With(setting)
	year, month, day := lessonEnd.Date()
	closes := time.Date(year, month, day+r.LateDays+1, 0, 0, 0, 0, lessonEnd.Location())
	switch {
	case now.Before(lessonStart.Add(-time.Duration(r.BeforeMinutes) * time.Minute)):
		return Early
	case !now.After(lessonEnd.Add(time.Duration(r.AfterHours) * time.Hour)):
		return Open
	case r.LateDays > 0 && now.Before(closes):
		return LateNeedsReason
	}
	return Closed
}
