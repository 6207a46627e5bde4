// Package school owns who is where: schools of the organisation tree, school years, classes, students with
// their enrolments, staff with their assignments.
//
// It decides access to its rows itself, by the caller's own token (scope.go). Every change goes to the outbox
// in the transaction that made it (emit.go); other services build their projections from ListChanges.
// One RPC per file, named for the RPC; SQL is in internal/store, beside its scan.
package school
