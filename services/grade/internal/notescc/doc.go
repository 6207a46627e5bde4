// Package notescc reads and writes MASSAR's mark sheets, the Excel files named
// NotesCC that teachers download, fill in and send back.
//
// The reader finds its way by the labels of rows 15 to 17, because the number of
// control columns varies and the place of the remark column with it; it lists
// every bad cell with its address instead of stopping at the first. The writer
// mirrors the layout exactly: coordinates, merged cells, hidden column,
// right-to-left view. Bind compares a file with the sheet it is meant for.
//
// The package is pure: bytes and facts in, values and findings out. What a mark
// may be is decided by the function that the caller passes in.
package notescc
