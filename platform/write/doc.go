// Package write is the one way in which a service changes its data for a caller.
//
// Do runs the change, remembers its answer under the caller's idempotency key and
// adds a line to the audit log, all in one transaction. The same key with the
// same request gives the stored answer, byte for byte, after a crash and from
// another replica too; a stored answer is repeated only behind a barrier, so that
// an answer whose commit only one node knows is never confirmed. Answers to
// failed calls are not stored: they had no effect, and may be tried again.
//
// Emit adds an event for other services to the same transaction. The Sequencer
// numbers committed events afterwards, in an order in which a reader who goes on
// from the last number that it saw never misses one.
//
// A service adds the tables of this package by passing its migrations through
// Migrations; versions 1 to 39 belong to this package, 40 to 99 to packages that
// services share, and a service's begin at 100.
package write
