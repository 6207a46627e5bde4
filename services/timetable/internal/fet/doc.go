// Package fet reads and writes the files in which schools keep their timetables:
// the Teachers_Timetable XML that FET exports, and a plain CSV.
//
// FET gives a tree of teachers, days and hours. Its day names carry the half day
// and their case is not stable (lundi_m, Mardi_s); its hour names are whatever
// the school wrote (8h-9h, 08:00-09:00, H1, 1). ReadXML turns them into weekdays
// and period numbers by the bell that it is given: by time where the name of an
// hour is one, else by order within the half day. Hours of one activity that
// follow each other become one row. An activity of several classes, which stand as
// A+B in either file, becomes one row for each of them; Row.Joint keeps them
// together, and they are written as one again.
//
// A reader never stops at the first bad cell: it lists every problem with its
// line and what was read. It gives up only on what is no timetable at all, or is
// larger than the limits. Names (classes, teachers, subjects, rooms) come out as
// they were written: whom they mean is the caller's question.
//
// The package is pure.
package fet
