// Package timetable serves the weekly pattern of schools, what differs from it on a
// date, and the weeks that students, families, teachers and offices read. It owns
// rooms, hours, slots, exceptions, events and calendar addresses, and keeps a
// projection of school's classes, groups and staff.
package timetable
