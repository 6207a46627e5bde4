// Command bench measures the product against its limits, and prints a table.
//
// The product is bin/massar as it is shipped, in a process of its own, with its default configuration. Each
// limit is this program again, in a process of its own, doing the least that could be done for the same
// requests: a bare handler that serves the same set of bodies, an empty RPC of the same size, one bare
// transaction of the same rows with the same fsync. Product and limit take turns in one run, the same client
// loads both, and what counts is the ratio of each pair: the figures themselves move with the machine.
//
// It fails when anything answered wrongly, never because something was slow. See docs/performance.md.
package main
