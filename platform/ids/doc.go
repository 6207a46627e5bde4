// Package ids makes and checks identifiers.
//
// An account, a pupil, a guardian and a staff member have a bare UUIDv7. What
// belongs to a school carries the school in its id, "<GRESA>.<uuid>", so that a
// row is always found by (school, id) and tables can be distributed by school.
package ids
