// Package entry decides what becomes of each cell and remark that a teacher
// hands in: saved, in conflict with what somebody else wrote, or refused with a
// reason. It is pure: it sees the sheet as the transaction read it, and its
// answer is what the transaction then writes.
package entry
