// Package xlsx opens a workbook that a stranger sent, within fixed bounds, and
// gives its cells by address.
//
// Files of teachers and school offices are untrusted input. A few kilobytes of
// zip can unfold to gigabytes, and one row numbered 1048576 is enough to make a
// general spreadsheet library allocate a million rows. So nothing is unfolded
// before the zip directory was checked, worksheets are read as a stream with a
// budget of elements, and only filled cells are kept. Formulas, styles, links
// and anything else that could act are never evaluated.
//
// The package knows nothing of marks or pupils: the readers of the services
// build on it.
package xlsx
