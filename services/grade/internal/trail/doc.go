// Package trail chains the events of a mark sheet: each event carries
// SHA-256(hash of the event before || its own canonical form), so that a row
// which is changed, removed, moved or put in between is found by anyone who has
// the rows, and named by its sequence number. It is pure.
package trail
