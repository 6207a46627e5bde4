// Package upload takes a file that a client streams: a header first, then chunks.
//
// Whoever takes a file bounds it, refuses it and speaks of its cells in the same way: the limits and the
// errors stand here once, and what the file means stays with the service.
package upload
