package notescc

import "github.com/xuri/excelize/v2"

type styleIDs struct{ title, label, value, marker, header, person, mark, remark int }

// textFormat keeps a cell text when a person types over it: a name that begins
// with "=" must not become a formula after an edit.
const textFormat = 49

func newStyles(f *excelize.File) (styleIDs, error) {
	border := []excelize.Border{
		{Type: "left", Color: "808080", Style: 1}, {Type: "right", Color: "808080", Style: 1},
		{Type: "top", Color: "808080", Style: 1}, {Type: "bottom", Color: "808080", Style: 1},
	}
	center := &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true}
	start := &excelize.Alignment{Vertical: "center", ReadingOrder: 2}
	var ids styleIDs
	for _, s := range []struct {
		to    *int
		style excelize.Style
	}{
		{&ids.title, excelize.Style{Font: &excelize.Font{Bold: true, Size: 14}, Alignment: center}},
		{&ids.label, excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: start}},
		{&ids.value, excelize.Style{NumFmt: textFormat, Alignment: start, Border: border}},
		{&ids.marker, excelize.Style{Font: &excelize.Font{Color: "A0A0A0", Size: 8}, Alignment: center}},
		{&ids.header, excelize.Style{
			Font: &excelize.Font{Bold: true}, Alignment: center, Border: border,
			Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"DCE6F1"}},
		}},
		{&ids.person, excelize.Style{NumFmt: textFormat, Alignment: start, Border: border}},
		{&ids.mark, excelize.Style{Alignment: center, Border: border}},
		{&ids.remark, excelize.Style{NumFmt: textFormat, Alignment: start, Border: border}},
	} {
		id, err := f.NewStyle(&s.style)
		if err != nil {
			return ids, err
		}
		*s.to = id
	}
	return ids, nil
}
