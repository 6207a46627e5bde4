// Package absence decides what a register entry means and what may be written
// into a register. It is pure: no database, no clock, no decree; the dated rules
// come in as Rules, the day and the hour as arguments.
//
// Decide is the one function that says whether an absence is justified,
// unjustified or still open. That answer is never stored: the parent's list, the
// month sheet, the office, the letters, the alerts and the control cells of grade
// all ask Decide, so an accepted paper changes all of them in the same moment.
//
// Days are school days as text ("2026-11-23", Africa/Casablanca); they compare as
// text. WindowAt says whether a register may be written at an hour, DecideEntries
// what becomes of each entry that is handed in, CheckSubmission whether a guardian
// may send a justification for certain days.
package absence
