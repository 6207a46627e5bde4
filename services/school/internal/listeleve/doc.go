// Package listeleve reads MASSAR's class lists, the Excel files named ListEleve:
// one sheet per class, a few lines of facts above, then one line per pupil.
//
// Columns are found by their labels and never by their number, because merged
// cells move them from file to file. Every bad row is listed with the address of
// its cell. The package is pure: bytes in, rows and findings out.
package listeleve
