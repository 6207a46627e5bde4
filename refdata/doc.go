// Package refdata holds the country as dated data: academies, directorates,
// levels, streams, subjects, coefficients, weights, counts of controls,
// mentions, rules, the school calendar and the hours of the bell.
//
// The facts live in data/*.csv and are compiled in. Every fact that a decree
// can change carries valid_from and valid_to (school years, both may be empty:
// open) with its source and status, so a later decree is one more row: among
// the rows valid in a year the one with the latest valid_from is the answer.
// Two rows with one key and one valid_from are refused at load.
//
// The reference data have holes. A lookup that finds no row answers with the
// DEFAULT row of the cycle, else with the fallback_* rules of rules.csv, and
// says so: Rule.Assumed is true and its Status is "assumed". Set.Assumptions
// lists all such answers.
//
// Conventions of the package: a school year is "2026-2027", a school day is
// "2026-11-23" (Africa/Casablanca; a date, not an instant), a level is the code
// of a class label (2BACSPF), a stage is the coarser name that coefficients use
// (2BAC with stream SPC). Lookups take a level code or a stage.
package refdata
