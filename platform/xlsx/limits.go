package xlsx

// Limits bound what one file may cost.
type Limits struct {
	File     int64 // bytes as sent
	Entries  int   // files in the zip
	Total    int64 // bytes unfolded, all files
	Part     int64 // bytes unfolded, one file
	Ratio    int64 // unfolded to packed, for files over 64 KiB
	Elements int   // XML elements read, all parts together
	Cells    int   // filled cells kept, all sheets together
	Row      int   // highest row that may hold a value
	Col      int   // highest column that may hold a value
	Text     int   // bytes of one cell
	Merges   int   // merged ranges of one sheet
}

// DefaultLimits fit a class list of a large school with room to spare. A real
// mark sheet unfolds to less than 300 KB.
func DefaultLimits() Limits {
	return Limits{
		File: 8 << 20, Entries: 200, Total: 32 << 20, Part: 8 << 20, Ratio: 200,
		Elements: 700_000, Cells: 200_000, Row: 10_000, Col: 256, Text: 32_767, Merges: 5_000,
	}
}

// ratioFrom is the size under which a high ratio says nothing: a small sheet of
// equal cells packs very well.
const ratioFrom = 64 << 10
