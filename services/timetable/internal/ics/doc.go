// Package ics writes calendars in the iCalendar format (RFC 5545).
//
// Times are written as the wall clock of a zone together with a VTIMEZONE that
// holds every change of its clock over the range of the events, taken from Go's
// zone data. Morocco's clock goes back an hour for Ramadan on dates that no rule
// gives, so that a rule would be wrong; a list of changes is right for every
// event of the calendar, in readers with old zone data too.
//
// Lines end with CRLF and are folded at 75 octets without splitting a character.
// The package is pure: the moment of writing comes in.
package ics
