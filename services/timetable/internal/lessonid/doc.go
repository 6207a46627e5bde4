// Package lessonid makes the ids of slots and lessons and takes them apart.
//
// A slot of the weekly pattern has a UUID of version 8 whose last 16 bits are
// zero. The lesson that the slot gives on a day has the same UUID with the
// number of the day (days since 2000-01-01) in these bits. So nothing is stored
// for a lesson that is held as planned, its id is the same for every reader, and
// it stays the same when the lesson is moved: it always names the slot and the
// day for which the lesson was planned.
//
// Days go from 2000-01-02 to 2179-06-06. Day 0 is left out, so that the id of a
// slot is never the id of a lesson. Every function takes and returns the bare
// UUID or the form <GRESA>.<uuid>, whichever it was given. The package is pure.
package lessonid
