// Package roster is what a service remembers of school's rows: schools with their
// settings, classes, students, enrolments, groups, assignments and staff.
//
// A Follower pulls school.ListChanges (platform/follow) and writes each row over an older version of
// itself only, in the transaction that moves its cursor; whatever the order in which
// versions arrive, the newest stands. The tables (migrations, versions 40 to 49) lie
// in the service's own database, so that a write can be checked against them in its
// own transaction, and a service may join them in its own statements. Nobody but the
// Follower writes them.
//
// Days are YYYY-MM-DD. What lasts from a day to a day holds while from <= day and
// (to = "" or day < to): to is the first day that no longer counts. A row may come
// before the rows that it points at; what is not known yet reads as empty.
//
// It is the only package below platform that knows a service's messages; see
// docs/decisions/0016-one-roster.md.
package roster
