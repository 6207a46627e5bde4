// Package follow keeps what a service remembers of another one's feed up to date: it
// asks the source for what lies behind a position, and writes each page in the
// transaction that moves the cursor. A page is so applied once, however many processes
// follow, and a source that is away is asked again at every turn.
//
// The cursor is the row of the source in projection_cursor, a table of
// platform/roster's migrations.
package follow
