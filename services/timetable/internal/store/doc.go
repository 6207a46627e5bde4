// Package store holds the SQL of timetable, each statement beside the code that scans it.
package store
