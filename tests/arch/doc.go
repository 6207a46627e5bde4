// Package arch holds the tests that keep the shape of the repository: who may import whom,
// who may call what, how long a file may be, and that documents and texts stay whole.
package arch
