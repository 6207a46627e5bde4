// Package views computes what families read of a class's semester: the marks of
// each student, subject marks, averages, ranks and the figures of the class.
//
// Everything that a figure depends on is in its arguments: a Stamp (rules,
// weights, coefficients, columns and names as they stood), the class list, and
// the cells and remarks of each sheet. The stamp and the class list are stored
// beside the views, the cells can be read back from the trail, so that an audit
// computes the same figures again at any time. The package is pure.
package views
