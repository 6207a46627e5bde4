// Package e2e tells the story of the README to the real program: processes on loopback ports, spoken
// to as an app does, by JSON over HTTP. It runs in four forms: everything in one process and one
// process per service, on SQLite and on PostgreSQL. Each form prints its line when it is through.
package e2e
