// Package timetable serves the weekly pattern of schools, what differs from it on a
// date, and the weeks that students, families, teachers and offices read. It owns
// rooms, hours, slots, exceptions, events and calendar addresses, and keeps a
// projection of school's classes, groups and staff.
//
// One RPC per file. SQL lives in internal/store; the decisions live in pure packages
// without I/O: internal/pattern (lessons and collisions), internal/bell (hours),
// internal/lessonid, internal/isoweek, internal/seen (the cursor of changes),
// internal/fet and internal/ics (files). Weeks are cached under the version of their
// school (versions.go, week_cache.go).
package timetable
