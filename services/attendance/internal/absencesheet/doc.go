// Package absencesheet reads and writes MASSAR's annual absence sheet, the Excel
// file named export_abs*<class>*.xlsx: one line per student of a class, and for
// each month from September to June the justified and the unjustified days and
// hours, then their total.
//
// Nobody has published the sheet; what is known comes from a program that reads it
// (three header rows; month, kind, unit; the columns of the months). So the reader
// goes by labels and by what a column holds, takes the layout's place only where
// there is no label, and lists every bad cell with its address instead of stopping
// at the first. The writer puts everything exactly where the layout says.
//
// The package does bytes and figures only: whose sheet it is, and whether its
// figures may be stored, is the caller's business.
package absencesheet
