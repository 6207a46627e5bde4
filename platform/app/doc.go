// Package app runs the parts of a process as one group: they start in the order
// in which they were added, report whether they are ready, and stop in reverse
// order within one limit of time. The first part that fails brings the group down
// and its error is what Run returns.
package app
