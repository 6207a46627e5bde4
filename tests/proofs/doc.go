// Package proofs shows of the running program, one process per service, what no test of one package can
// show: that one request is one trace, that a write repeated after a crash, on another replica or a thousand
// times at once is done once, that nobody reaches another's rows by their ids, that weeks are right and cheap
// in two processes whatever happens to Redis, that calendar programs read lessons at their hours, and that the
// demo uses no door that its people do not have.
package proofs
