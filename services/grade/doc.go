// Package grade is the mark book: mark sheets, entry, submission, validation,
// publication, corrections, and what families read of a semester.
//
// One RPC per file. SQL lives in internal/store; the decisions live in pure
// packages without I/O: internal/entry (what becomes of each cell of a save),
// internal/control (what an absence in the register does to a cell),
// internal/trail (the hash chain of mark events), internal/grading (averages and
// ranks) and internal/notescc (the workbook). Grade owns no person and no class:
// it keeps a versioned projection of school's rows (platform/roster), and every
// write checks its caller against that projection inside its own transaction
// (scope.go). Of attendance's absences it keeps those that mark sheets follow
// (follow_absences.go, follow_register.go).
package grade
