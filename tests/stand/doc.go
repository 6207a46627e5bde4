// Package stand runs the real program for tests that look at it from outside: it builds the binary
// once, starts processes on loopback ports (everything in one, or one per service, each with its own
// certificate), speaks JSON over HTTP to them as an app does, and opens a small school through the
// public API with one person in each role.
package stand
