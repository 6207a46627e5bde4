// Package grading computes marks, averages, ranks and decisions. It is pure:
// the same cells and rules give the same result for ever, which is what lets an
// audit recompute a published report. It knows no database, no clock, no
// decree: weights, coefficients, thresholds and the answers to open questions
// come in as values (Rules, Weights, PassRule, Mention), read from the dated
// reference data.
//
// No floating point is used. A Mark is a whole number of thousandths; every
// intermediate value is an exact Rational; a figure is rounded once, when it is
// printed.
//
// The path of a figure: ParseMark reads what a teacher typed, Entry.Decided
// decides an undecided absence, SubjectMark makes the subject's mark of the
// semester, SemesterAverage the average, AnnualAverage and GeneralAverage the
// figures of the year, Decide the outcome. Ranks and Statistics compare a class.
//
// README.md beside this file names the source and the status of each rule.
package grading
