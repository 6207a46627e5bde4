// Package control decides what an absence in the register does to the cell of the
// control that was held on that day: enters it, decides it, clears it, or leaves the
// cell to the people who wrote it. It is pure; docs/decisions/0017 says why.
package control
