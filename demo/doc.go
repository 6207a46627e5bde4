// Package demo fills a fresh platform with invented schools, so that it can be tried.
//
// It holds no rights of its own: it signs in as the people who would do the work, from the
// ministry down to a pupil, and calls only the public RPCs of their roles. What it makes is
// decided by a seed: the same seed gives the same people, classes, loads and marks, and the same
// idempotency keys, so that a run that broke off can be repeated. Ids are the server's.
//
// All persons, addresses, telephone numbers and schools are invented.
package demo
