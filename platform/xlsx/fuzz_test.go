package xlsx_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/xlsx"
	"github.com/massar-platform/massar/tests/fixtures"
)

// FuzzParts puts any bytes where the worksheet, the shared texts and the list
// of sheets belong: the answer is cells within the limits or a typed error.
func FuzzParts(f *testing.F) {
	f.Add([]byte(`<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>`), uint8(0))
	f.Add([]byte(`<worksheet><sheetData><row><c t="inlineStr"><is><r><t>a</t></r><rPh><t>b</t></rPh></is></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>`), uint8(0))
	f.Add([]byte(`<sst><si><t>_x0041_</t></si><si><r><t>a</t></r></si></sst>`), uint8(1))
	f.Add([]byte(`<workbook xmlns:r="a/relationships"><sheets><sheet name="a" r:id="rId1"/></sheets></workbook>`), uint8(2))
	f.Add([]byte(`<!-- " --><a b='>'><![CDATA[<]]></a>`), uint8(0))
	names := []string{"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"}
	f.Fuzz(func(t *testing.T, data []byte, which uint8) {
		name := names[int(which)%len(names)]
		limits := xlsx.DefaultLimits()
		book, err := xlsx.Open(fixtures.NotesCC(fixtures.NotesCCOptions{Parts: map[string][]byte{name: data}}), limits)
		for i := 0; err == nil && i < len(book.Names()); i++ {
			var s *xlsx.Sheet
			if s, err = book.SheetAt(i); err != nil {
				break
			}
			for row := 1; row <= s.LastRow(); row++ {
				last := 0
				for _, c := range s.Row(row) {
					require.Greater(t, c.Col, last)
					require.LessOrEqual(t, c.Col, limits.Col)
					last = c.Col
				}
			}
		}
		if err != nil {
			var e *xlsx.Error
			require.ErrorAs(t, err, &e)
		}
	})
}
