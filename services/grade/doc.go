// Package grade is the mark book: mark sheets, entry, submission, validation,
// publication, corrections, and what families read of a semester.
//
// One RPC per file. SQL lives in internal/store; the decisions live in pure
// packages without I/O: internal/entry (what becomes of each cell of a save),
// internal/trail (the hash chain of mark events), internal/grading (averages and
// ranks) and internal/notescc (the workbook). Grade owns no person and no class:
// it keeps a versioned projection of school's rows (projection.go), and every
// write checks its caller against that projection inside its own transaction
// (scope.go).
package grade
