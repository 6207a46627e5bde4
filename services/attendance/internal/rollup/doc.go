// Package rollup adds the lessons of a register up: to half days, to the days and
// hours of a month, to the rate of a class and to the alert of a student. It is
// pure and exact: whole half days and whole minutes are added, and a figure is
// rounded once, when it is printed.
//
// A caller hands in the lessons whose register was taken, with what absence.Decide
// said of each, and gets totals by month. A lesson whose register was not taken is
// not handed in: nobody knows who was there, so it counts neither as study nor as
// absence. A student counts from the first day in the class to the day before the
// last bound; what lies outside is ignored on both sides of the rate.
//
// Which missed lessons make a half day absent (any, all, a share of the minutes),
// how many half days a Saturday has, which kind a half day of mixed lessons is and
// what MASSAR's sheet takes for hours are dated rules: none of it is written in a
// decree that we know.
package rollup
