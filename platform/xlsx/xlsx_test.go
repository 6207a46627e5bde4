package xlsx_test

import (
	"archive/zip"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"

	"github.com/massar-platform/massar/platform/xlsx"
	"github.com/massar-platform/massar/tests/fixtures"
)

func open(t *testing.T, data []byte) *xlsx.Book {
	t.Helper()
	book, err := xlsx.Open(data, xlsx.DefaultLimits())
	require.NoError(t, err)
	return book
}

// readAll opens a file and reads every sheet, as an importer does.
func readAll(data []byte) error {
	book, err := xlsx.Open(data, xlsx.DefaultLimits())
	if err != nil {
		return err
	}
	for i := range book.Names() {
		if _, err := book.SheetAt(i); err != nil {
			return err
		}
	}
	return nil
}

func TestCellsByAddress(t *testing.T) {
	for _, inline := range []bool{true, false} {
		b := fixtures.Book{Inline: inline, Props: map[string]string{"massarSnapshot": "s-1", "other": "é"}, Sheets: []fixtures.Sheet{
			{Name: "First", Cells: map[string]any{
				"A1": "أول", "C1": fixtures.Num("12.299999999999999"), "B3": " two\twords ", "AA7": fixtures.Formula{Expr: "1+1", Result: "2"},
				"D7": "fused", "A9": "line_x000D_break", "B9": "a_x005F_b", "C9": "=1+1",
			}, Merges: []string{"D7:F8"}},
			{Name: "Hidden", State: "hidden", LeftRight: true, Cells: map[string]any{"A1": "x"}},
		}}
		book := open(t, b.Bytes())
		require.Equal(t, []string{"First", "Hidden"}, book.Names())
		require.Equal(t, "s-1", book.Property("massarSnapshot"))
		require.Equal(t, "é", book.Property("other"))
		require.Empty(t, book.Property("none"))
		s, err := book.Sheet("first")
		require.NoError(t, err)
		require.True(t, s.RightToLeft)
		require.Equal(t, "أول", s.Own(1, 1).Text)
		require.Equal(t, xlsx.Cell{Col: 3, Row: 1, Text: "12.299999999999999", Number: true}, s.Own(3, 1))
		require.Equal(t, "two words", s.At(2, 3).Clean())
		require.Equal(t, xlsx.Cell{Col: 27, Row: 7, Text: "2", Number: true, Formula: true}, s.Own(27, 7))
		require.Equal(t, "fused", s.At(6, 8).Text)
		require.Equal(t, "D7", s.At(6, 8).Address())
		require.True(t, s.Own(6, 8).Empty())
		require.Equal(t, 9, s.LastRow())
		if inline {
			require.Equal(t, "line\rbreak", s.Own(1, 9).Text)
			require.Equal(t, "a_b", s.Own(2, 9).Text)
		}
		require.False(t, s.Own(3, 9).Formula)
		require.Len(t, s.Row(1), 2)
		for address, want := range map[string]string{"A1": "أول", "C1": "12.3", "B3": "two words", "AA7": "2", "F8": "fused", "B1": "", "one": "", "": ""} {
			require.Equal(t, want, book.Shown("First", address), address)
		}
		require.Empty(t, book.Shown("Hidden", "A1"), "not read yet")
		hidden, err := book.Sheet("Hidden")
		require.NoError(t, err)
		require.True(t, hidden.Hidden)
		require.False(t, hidden.RightToLeft)
		_, err = book.Sheet("nothing")
		require.Equal(t, xlsx.ReasonSheetNotFound, xlsx.ReasonOf(err))
	}
}

func TestAddresses(t *testing.T) {
	for _, c := range []struct {
		col, row int
		name     string
	}{{1, 1, "A1"}, {7, 18, "G18"}, {26, 2, "Z2"}, {27, 2, "AA2"}, {702, 9, "ZZ9"}, {703, 9, "AAA9"}, {16384, 1048576, "XFD1048576"}} {
		require.Equal(t, c.name, xlsx.Address(c.col, c.row))
		col, row, ok := xlsx.ParseAddress(c.name)
		require.True(t, ok)
		require.Equal(t, []int{c.col, c.row}, []int{col, row})
	}
	for _, bad := range []string{"", "A", "1", "A0", "1A", "A1B", "AAAA1", "XFE1", "A1048577", "A12345678", "A-1", "ا1"} {
		_, _, ok := xlsx.ParseAddress(bad)
		require.False(t, ok, bad)
	}
}

func TestFoldMakesLabelsComparable(t *testing.T) {
	for _, same := range [][]string{
		{"رقم  التلميذ  ", "رقم التلميذ", "رقـــم التلميـذ", "رَقْم\tالتلميذ", "‏رقم التلميذ"},
		{"الإسم", "الاسم", "الأسم", "الآسم"},
		{"أنثى", "انثي", "اُنثى"},
		{"الأنشطة المندمجة", "الانشطه المندمجه"},
		{"Prénom", "PRENOM", "pre\u0301nom"},
		{"٢٠٢٥", "2025"},
	} {
		for _, s := range same {
			require.Equal(t, xlsx.Fold(same[0]), xlsx.Fold(s), "%q", s)
		}
	}
	require.NotEqual(t, xlsx.Fold("النسب"), xlsx.Fold("النسبة"))
}

func TestAllowedText(t *testing.T) {
	for _, good := range []string{"", "محمد أمين", "Aït-Ali", "مُحَمَّد", "l'été"} {
		require.True(t, xlsx.Allowed(good), "%q", good)
	}
	for _, bad := range []string{"a\x00", "a\tb", "\u202Eabc", "\u2067x", "\u200Fx", "\ufeffx", "\ufffd", "\u061c", "\x7f", "\u2028"} {
		require.False(t, xlsx.Allowed(bad), "%q", bad)
	}
	require.Equal(t, "ab c", xlsx.Printable(" a\u202Eb\t\tc\x01"))
}

func TestDates(t *testing.T) {
	day := func(b fixtures.Book, serial float64) string {
		d, ok := open(t, b.Bytes()).Date(serial)
		if !ok {
			return ""
		}
		return d.Format("2006-01-02")
	}
	b := fixtures.Book{Sheets: []fixtures.Sheet{{Name: "a"}}}
	require.Equal(t, "2012-05-14", day(b, 41043))
	require.Equal(t, "2012-05-14", day(b, 41043.75))
	require.Equal(t, "1900-01-01", day(b, 1))
	require.Equal(t, "1900-03-01", day(b, 61))
	require.Empty(t, day(b, 0))
	require.Empty(t, day(b, -3))
	require.Empty(t, day(b, 1e9))
	b.Date1904 = true
	require.Equal(t, "2012-05-14", day(b, 41043-1462))
}

// macros are the types of a workbook in which every .bin is a macro.
const macros = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
	`<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>` +
	`<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`

func TestRefusedFiles(t *testing.T) {
	part := func(pairs ...string) []byte {
		parts := map[string][]byte{}
		for i := 0; i < len(pairs); i += 2 {
			parts[pairs[i]] = []byte(pairs[i+1])
		}
		return fixtures.NotesCC(fixtures.NotesCCOptions{Parts: parts})
	}
	sheet := func(body string) []byte {
		return part("xl/worksheets/sheet1.xml", `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`+body+`</worksheet>`)
	}
	good := fixtures.NotesCC(fixtures.NotesCCOptions{})
	link := zip.FileHeader{Name: "xl/media/link"}
	link.SetMode(fs.ModeSymlink | 0o777)
	const rels = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" `
	types := func(main string) string {
		return `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="` + main + `"/></Types>`
	}
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"empty":                      {nil, xlsx.ReasonFileNotXLSX},
		"text":                       {[]byte("code;nom\nJ134567890;x"), xlsx.ReasonFileNotXLSX},
		"html named xls":             {[]byte("<html><table><tr><td>x</td></tr></table></html>"), xlsx.ReasonFileNotXLSX},
		"old binary":                 {fixtures.XLS(), xlsx.ReasonFileIsXLS},
		"password":                   {fixtures.Encrypted(), xlsx.ReasonFileNotXLSX},
		"empty zip":                  {fixtures.Zip(nil), xlsx.ReasonFileNotXLSX},
		"other zip":                  {fixtures.Zip(map[string][]byte{"a.txt": []byte("a")}), xlsx.ReasonFileNotXLSX},
		"cut in the middle":          {good[:len(good)/2], xlsx.ReasonFileBroken},
		"cut at the end":             {good[:len(good)-5], xlsx.ReasonFileBroken},
		"one byte changed":           {flip(good, 200), xlsx.ReasonFileBroken},
		"bomb":                       {fixtures.Bomb(), xlsx.ReasonFileTooLarge},
		"too long":                   {append(make([]byte, 8<<20), good...), xlsx.ReasonFileTooLarge},
		"packed beyond belief":       {fixtures.WithEntry(zip.FileHeader{Name: "xl/media/a.png", Method: zip.Deflate}, make([]byte, 5<<20)), xlsx.ReasonFileTooLarge},
		"100,000 entries":            {fixtures.ManyEntries(100_000), xlsx.ReasonFileTooLarge},
		"201 entries":                {fixtures.ManyEntries(201), xlsx.ReasonFileTooLarge},
		"nested zip by name":         {fixtures.WithEntry(zip.FileHeader{Name: "xl/media/a.zip"}, []byte("x")), xlsx.ReasonFileNotXLSX},
		"nested zip by content":      {fixtures.WithEntry(zip.FileHeader{Name: "xl/media/a.png"}, good), xlsx.ReasonFileNotXLSX},
		"object by content":          {fixtures.WithEntry(zip.FileHeader{Name: "xl/media/a.png"}, fixtures.XLS()), xlsx.ReasonFileNotXLSX},
		"embedded object":            {fixtures.WithEntry(zip.FileHeader{Name: "xl/embeddings/oleObject1.bin"}, []byte("x")), xlsx.ReasonFileNotXLSX},
		"macro":                      {fixtures.WithEntry(zip.FileHeader{Name: "xl/vbaProject.bin"}, []byte("x")), xlsx.ReasonFileNotXLSX},
		"outside link":               {fixtures.WithEntry(zip.FileHeader{Name: "xl/externalLinks/externalLink1.xml"}, []byte("<x/>")), xlsx.ReasonFileNotXLSX},
		"outside connection":         {fixtures.WithEntry(zip.FileHeader{Name: "xl/connections.xml"}, []byte("<x/>")), xlsx.ReasonFileNotXLSX},
		"name that leaves":           {fixtures.WithEntry(zip.FileHeader{Name: "../../etc/passwd"}, []byte("x")), xlsx.ReasonFileBroken},
		"absolute name":              {fixtures.WithEntry(zip.FileHeader{Name: "/etc/passwd"}, []byte("x")), xlsx.ReasonFileBroken},
		"backslash name":             {fixtures.WithEntry(zip.FileHeader{Name: `..\x`}, []byte("x")), xlsx.ReasonFileBroken},
		"name twice":                 {fixtures.WithEntry(zip.FileHeader{Name: "xl/Workbook.xml"}, []byte("<x/>")), xlsx.ReasonFileBroken},
		"link":                       {fixtures.WithEntry(link, []byte("/etc/passwd")), xlsx.ReasonFileBroken},
		"binary workbook":            {fixtures.WithEntry(zip.FileHeader{Name: "xl/workbook.bin"}, []byte("x")), xlsx.ReasonFileNotXLSX},
		"OpenDocument":               {fixtures.Zip(map[string][]byte{"mimetype": []byte("application/vnd.oasis.opendocument.spreadsheet")}), xlsx.ReasonFileNotXLSX},
		"macro type":                 {part("[Content_Types].xml", types("application/vnd.ms-excel.sheet.macroEnabled.main+xml")), xlsx.ReasonFileNotXLSX},
		"macro under another name":   {part("xl/printerSettings/a.bin", "x", "[Content_Types].xml", macros), xlsx.ReasonFileNotXLSX},
		"macro by a dotted ending":   {part("xl/printerSettings/a.bin", "x", "[Content_Types].xml", strings.ReplaceAll(macros, `"bin"`, `".bin"`)), xlsx.ReasonFileNotXLSX},
		"a document, no workbook":    {part("[Content_Types].xml", types("application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml")), xlsx.ReasonFileNotXLSX},
		"document type":              {part("xl/sharedStrings.xml", `<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY a "b">]><sst/>`), xlsx.ReasonFileBroken},
		"document type, unread part": {part("xl/styles.xml", `<!DocType x SYSTEM "http://127.0.0.1/x"><x/>`), xlsx.ReasonFileBroken},
		"document type after noise":  {part("xl/sharedStrings.xml", `<!--`+string(make([]byte, 5000))+`--><!DOCTYPE sst><sst/>`), xlsx.ReasonFileBroken},
		"unknown entity":             {part("xl/sharedStrings.xml", `<sst><si><t>&a;</t></si></sst>`), xlsx.ReasonFileBroken},
		"outside relation":           {part("xl/_rels/workbook.xml.rels", rels+`Type="x/attachedTemplate" TargetMode="External" Target="http://127.0.0.1/"/></Relationships>`), xlsx.ReasonFileNotXLSX},
		"outside image":              {part("xl/worksheets/_rels/sheet1.xml.rels", rels+`Type="x/image" TargetMode="External" Target="file:///etc/passwd"/></Relationships>`), xlsx.ReasonFileNotXLSX},
		"no workbook part":           {fixtures.NotesCC(fixtures.NotesCCOptions{Parts: map[string][]byte{"xl/workbook.xml": nil}}), xlsx.ReasonFileBroken},
		"no sheet part":              {fixtures.NotesCC(fixtures.NotesCCOptions{Parts: map[string][]byte{"xl/worksheets/sheet1.xml": nil}}), xlsx.ReasonFileBroken},
		"no sheets":                  {part("xl/workbook.xml", `<workbook/>`), xlsx.ReasonFileBroken},
		"one part as two sheets":     {part("xl/workbook.xml", `<workbook xmlns:r="a/relationships"><sheets><sheet name="NotesCC" r:id="rId1"/><sheet name="b" r:id="rId1"/></sheets></workbook>`), xlsx.ReasonFileBroken},
		"other encoding":             {part("xl/sharedStrings.xml", `<?xml version="1.0" encoding="UTF-16"?><sst/>`), xlsx.ReasonFileBroken},
		"broken UTF-8":               {part("xl/sharedStrings.xml", "<sst><si><t>\xff</t></si></sst>"), xlsx.ReasonFileBroken},
		"NUL":                        {part("xl/sharedStrings.xml", "<sst><si><t>\x00</t></si></sst>"), xlsx.ReasonFileBroken},
		"text not there":             {sheet(`<sheetData><row><c t="s"><v>99999</v></c></row></sheetData>`), xlsx.ReasonFileBroken},
		"text before the first":      {sheet(`<sheetData><row><c t="s"><v>-1</v></c></row></sheetData>`), xlsx.ReasonFileBroken},
		"number that is none":        {sheet(`<sheetData><row><c><v>NaN</v></c></row></sheetData>`), xlsx.ReasonFileBroken},
		"hexadecimal number":         {sheet(`<sheetData><row><c><v>0x1p4</v></c></row></sheetData>`), xlsx.ReasonFileBroken},
		"infinite number":            {sheet(`<sheetData><row><c><v>1e999</v></c></row></sheetData>`), xlsx.ReasonFileBroken},
		"address that is none":       {sheet(`<sheetData><row><c r="7"><v>1</v></c></row></sheetData>`), xlsx.ReasonFileBroken},
		"row that is none":           {sheet(`<sheetData><row r="-1"/></sheetData>`), xlsx.ReasonFileBroken},
		"cell twice":                 {sheet(`<sheetData><row><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row></sheetData>`), xlsx.ReasonFileBroken},
		"value far down":             {sheet(`<sheetData><row r="900000"><c><v>1</v></c></row></sheetData>`), xlsx.ReasonFileTooLarge},
		"value far out":              {sheet(`<sheetData><row><c r="XFD1"><v>1</v></c></row></sheetData>`), xlsx.ReasonFileTooLarge},
		"not closed":                 {part("xl/worksheets/sheet1.xml", `<worksheet><sheetData><row><c><v>1`), xlsx.ReasonFileBroken},
	} {
		t.Run(name, func(t *testing.T) {
			err := readAll(c.data)
			require.Error(t, err)
			require.Equal(t, c.want, xlsx.ReasonOf(err), err)
		})
	}
}

func flip(data []byte, at int) []byte {
	out := append([]byte(nil), data...)
	out[at] ^= 0xFF
	return out
}

func TestHarmlessExtrasAreRead(t *testing.T) {
	const rels = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" `
	for name, parts := range map[string]map[string][]byte{
		"mail link":        {"xl/worksheets/_rels/sheet1.xml.rels": []byte(rels + `Type="x/hyperlink" TargetMode="External" Target="mailto:a@b.ma"/></Relationships>`)},
		"printer settings": {"xl/printerSettings/printerSettings1.bin": make([]byte, 4000)},
		"picture":          {"xl/media/image1.png": []byte("\x89PNG\r\n")},
		"macros, none":     {"[Content_Types].xml": []byte(macros)},
		"comments":         {"xl/comments1.xml": []byte(`<comments><authors><author>a</author></authors></comments>`)},
	} {
		require.NoError(t, readAll(fixtures.NotesCC(fixtures.NotesCCOptions{Parts: parts})), name)
	}
	require.NoError(t, readAll(fixtures.FarRow()))
}

func TestReasonsAreThoseOfTheContract(t *testing.T) {
	source, err := os.ReadFile("issue.go")
	require.NoError(t, err)
	names := regexp.MustCompile(`= "([A-Z_]+)"`).FindAllStringSubmatch(string(source), -1)
	require.Greater(t, len(names), 15)
	for _, m := range names {
		require.Contains(t, errorsv1.Reason_value, m[1])
	}
}
