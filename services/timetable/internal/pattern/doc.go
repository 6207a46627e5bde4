// Package pattern turns a school's weekly pattern into the lessons of a date and
// finds what collides.
//
// A Slot says that a class (or one of its half groups) has a subject on a
// weekday, from a period, as long as it is valid. An Exception changes one lesson
// of a slot; an Event suspends the lessons of its classes and days; a Frozen
// lesson is what its register was taken of, and nothing changes it any more.
//
// A lesson that is MOVED is shown once, on the date on which it is held; its id
// and Planned still name the date for which it was planned. A lesson on a day
// that is no school day, or that an event suspends, is not shown at all, unless
// it is frozen. A lesson that was moved away from such a day stands.
//
// One activity of several classes is one slot for each of them, with a common
// Joint: they share their teacher and room, and collide by nothing but the class.
//
// Slots collide by period, lessons of a date by minutes, so that two lessons
// under different hours are compared as they are held. The package is pure: it
// does not know the calendar or the bell, they come in as functions.
package pattern
