// Package bell says when the periods of a school day begin and end.
//
// Slots of a timetable name periods, never hours: the hours of a lesson come
// from the schedule of its date. A school may have schedules of its own, dated
// and for one season or for all; where it has none for a date the national
// default holds. So Ramadan, the winter hours or a new bell move every lesson by
// data alone.
//
// The day has two halves: AM before the midday break, PM after it. A lesson over
// the break belongs to the half in which it starts.
//
// The package is pure. Dates are texts such as "2026-11-23", times are minutes
// after midnight of the school's clock.
package bell
