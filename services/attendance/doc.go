// Package attendance serves the registers of lessons and what follows from them:
// absences, justifications with their papers, month sheets, alerts and letters. It
// keeps a projection of school's classes, groups and staff, and asks timetable for
// the lessons.
package attendance
