package notescc_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/massar-platform/massar/platform/xlsx"
	"github.com/massar-platform/massar/services/grade/internal/notescc"
	"github.com/massar-platform/massar/tests/fixtures"
)

// canvas is the worked example of the layout, as the service would write it.
func canvas(controls int, pupils []fixtures.Pupil) notescc.Canvas {
	c := notescc.Canvas{
		SchoolCode: "55976T", ClassKey: "6f1d3a52-8c41-4b7e-9a0d-2f4c1be07a11", Session: "2", SubjectKey: "#0030#", YearKey: "18", LevelKey: "2A32101110",
		Academy: "مراكش - آسفي", Directorate: "عمالة: مراكش", School: "الثانوية الإعدادية النخيل", Level: "الثانية إعدادي مسار دولي",
		Class: "2APIC-1", Teacher: "فاطمة الزهراء الإدريسي", Subject: "اللغة الفرنسية", Semester: 1, SchoolYear: "2025-2026",
	}
	for i := range controls {
		c.Columns = append(c.Columns, notescc.Column{Kind: notescc.Control, Number: i + 1})
	}
	c.Columns = append(c.Columns, notescc.Column{Kind: notescc.Activities})
	for _, p := range pupils {
		day, month, year := p.Birth[:2], p.Birth[3:5], p.Birth[6:]
		row := notescc.CanvasRow{InternalID: p.ID, MassarCode: p.Code, Name: p.Name, BirthDate: year + "-" + month + "-" + day, Remark: p.Remark}
		for _, m := range append(slices.Clone(p.Marks), p.Activities) {
			row.Values = append(row.Values, valueOf(m))
		}
		c.Rows = append(c.Rows, row)
	}
	return c
}

func valueOf(typed string) notescc.Value {
	switch {
	case typed == "":
		return notescc.Value{State: notescc.Missing}
	case typed == "غائب":
		return notescc.Value{State: notescc.Absent}
	case typed == "معفى":
		return notescc.Value{State: notescc.Exempt}
	}
	return graded(strings.TrimPrefix(typed, "n:"))
}

func write(t require.TestingT, c notescc.Canvas) []byte {
	data, err := notescc.Write(c)
	require.NoError(t, err)
	return data
}

func sheetOf(t *testing.T, data []byte) *xlsx.Sheet {
	t.Helper()
	book, err := xlsx.Open(data, xlsx.DefaultLimits())
	require.NoError(t, err)
	require.Equal(t, []string{"NotesCC"}, book.Names())
	s, err := book.SheetAt(0)
	require.NoError(t, err)
	return s
}

// cellsOf gives every filled cell as text, names cleaned as the writer does.
func cellsOf(s *xlsx.Sheet) map[string]string {
	out := map[string]string{}
	for row := 1; row <= s.LastRow(); row++ {
		for _, c := range s.Row(row) {
			text := c.Text
			if c.Col == 4 && row >= 18 {
				text = c.Clean()
			}
			out[c.Address()] = fmt.Sprintf("%s number=%t formula=%t", text, c.Number, c.Formula)
		}
	}
	return out
}

func mergesOf(s *xlsx.Sheet) []string {
	var out []string
	for _, m := range s.Merges {
		out = append(out, m.String())
	}
	slices.Sort(out)
	return out
}

func part(t *testing.T, data []byte, name string) string {
	t.Helper()
	zr, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	require.NoError(t, err)
	f, err := zr.Open(name)
	require.NoError(t, err)
	defer f.Close()
	text, err := io.ReadAll(f)
	require.NoError(t, err)
	return string(text)
}

func TestWriterMirrorsTheLayoutCellByCell(t *testing.T) {
	for controls := 1; controls <= 5; controls++ {
		pupils := fixtures.Pupils(35)
		for i := range pupils {
			pupils[i].Marks = []string{"n:12.5", "غائب", "معفى", "", "n:20"}[:controls]
			pupils[i].Activities = "n:9.75"
		}
		pupils[7].Remark = "ممتاز"
		options := fixtures.NotesCCOptions{Controls: controls, Pupils: pupils}
		if controls > 3 {
			markers := []string{"1", "2", "3", "4", "5"}[:controls]
			options.Markers = append(markers, fmt.Sprint(controls+1))
		}
		want := sheetOf(t, fixtures.NotesCC(options))
		data := write(t, canvas(controls, pupils))
		got := sheetOf(t, data)
		require.Equal(t, cellsOf(want), cellsOf(got))
		require.Equal(t, mergesOf(want), mergesOf(got))
		require.True(t, got.RightToLeft)
	}
}

func TestWriterKeepsEveryCoordinateOfTheLayoutFile(t *testing.T) {
	cells, merges := fixtures.NotesCCLayout()
	got := sheetOf(t, write(t, canvas(3, fixtures.Pupils(1))))
	values := map[string]bool{"C5": true, "E5": true, "G5": true, "I5": true, "K5": true, "M5": true, "O5": true, "O15": true,
		"D7": true, "I7": true, "O7": true, "D9": true, "I9": true, "O9": true, "D11": true, "O11": true, "D13": true}
	require.Greater(t, len(cells), 35)
	for ref, text := range cells {
		col, row, ok := xlsx.ParseAddress(ref)
		require.True(t, ok, ref)
		require.False(t, got.Own(col, row).Empty(), ref)
		if !values[ref] {
			require.Equal(t, text, got.Own(col, row).Text, ref)
		}
	}
	for _, m := range merges {
		require.Contains(t, mergesOf(got), m)
	}
	require.Contains(t, mergesOf(got), "D18:E18")
	require.Contains(t, mergesOf(got), "G15:H15")
}

// The same sheet is the same file, byte for byte.
func TestEqualSheetsGiveEqualBytes(t *testing.T) {
	first := write(t, canvas(5, fixtures.Pupils(12)))
	for range 5 {
		require.True(t, bytes.Equal(first, write(t, canvas(5, fixtures.Pupils(12)))))
	}
}

func TestWriterHidesTheTechnicalPartsAndFreezesTheHead(t *testing.T) {
	data := write(t, canvas(3, fixtures.Pupils(2)))
	xml := part(t, data, "xl/worksheets/sheet1.xml")
	hidden := func(element string) []string {
		return regexp.MustCompile(`<`+element+` [^>]*hidden="(?:1|true)"[^>]*>`).FindAllString(xml, -1)
	}
	requireHiddenColumn(t, data)
	require.Len(t, hidden("row"), 3)
	for i, row := range []string{`r="1"`, `r="2"`, `r="5"`} {
		require.Contains(t, hidden("row")[i], row)
	}
	require.Regexp(t, `<pane [^>]*topLeftCell="G18"`, xml)
	require.Contains(t, xml, `xSplit="6"`)
	require.Contains(t, xml, `ySplit="17"`)
}

func TestTextsNeverBecomeFormulas(t *testing.T) {
	hostile := []string{`=HYPERLINK("http://x","y")`, "+1+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0", "a\x00b\x1f", "\u202eab", "_x0041_x0042_ 1 < 2 & 3"}
	c := canvas(1, fixtures.Pupils(len(hostile)))
	c.Class, c.Teacher, c.Subject, c.School = "=1+1", "@x", "+33", "-2"
	for i, text := range hostile {
		c.Rows[i].Name, c.Rows[i].Remark = text, text
	}
	data := write(t, c)
	require.NotContains(t, part(t, data, "xl/worksheets/sheet1.xml"), "<f>")
	file := read(t, data)
	require.Empty(t, file.Issues)
	require.Equal(t, "=1+1", file.Facts.Class.Value)
	require.Equal(t, `=HYPERLINK("http://x","y")`, file.Rows[0].Remark)
	require.Equal(t, "=1", file.Rows[4].Remark)
	require.Equal(t, "ab", file.Rows[7].Name)
	require.Equal(t, "ab", file.Rows[8].Remark)
	require.Equal(t, "_x0041_x0042_ 1 < 2 & 3", file.Rows[9].Remark)
}

func TestWriterRefusesWhatTheLayoutCannotCarry(t *testing.T) {
	for name, change := range map[string]func(*notescc.Canvas){
		"no control":       func(c *notescc.Canvas) { c.Columns = c.Columns[3:] },
		"six controls":     func(c *notescc.Canvas) { *c = canvas(6, nil) },
		"control skipped":  func(c *notescc.Canvas) { c.Columns[1].Number = 3 },
		"two activities":   func(c *notescc.Canvas) { c.Columns = append(c.Columns, notescc.Column{Kind: notescc.Activities}) },
		"remark as column": func(c *notescc.Canvas) { c.Columns = append(c.Columns, notescc.Column{Kind: notescc.Remark}) },
		"too many values":  func(c *notescc.Canvas) { c.Rows[0].Values = make([]notescc.Value, 5) },
		"mark of letters":  func(c *notescc.Canvas) { c.Rows[0].Values = []notescc.Value{graded("bien")} },
		"id of letters":    func(c *notescc.Canvas) { c.Rows[0].InternalID = "x" },
		"201 rows":         func(c *notescc.Canvas) { c.Rows = make([]notescc.CanvasRow, 201) },
	} {
		c := canvas(3, fixtures.Pupils(1))
		change(&c)
		_, err := notescc.Write(c)
		require.Error(t, err, name)
	}
}

func TestUnlearntKeysAreLeftOutAndNotLearntBack(t *testing.T) {
	c := canvas(2, fixtures.Pupils(2))
	c.ClassKey, c.Session, c.SubjectKey, c.YearKey, c.LevelKey, c.Snapshot = "", "", "", "", "", "snap"
	c.Rows[0].InternalID, c.Rows[1].InternalID = "", ""
	f := read(t, write(t, c))
	require.Len(t, f.Rows, 2)
	require.Empty(t, f.Issues)
	require.Empty(t, f.Rows[0].InternalID)
	require.Empty(t, f.Facts.ClassKey.Value+f.Facts.SubjectKey.Value+f.Facts.YearKey.Value+f.Facts.LevelKey.Value)
	require.Equal(t, "snap", f.Snapshot)
}

func TestReadGivesBackWhatWriteWrote(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		controls := rapid.IntRange(1, 5).Draw(t, "controls")
		c := canvas(controls, fixtures.Pupils(rapid.IntRange(0, 6).Draw(t, "pupils")))
		if rapid.Bool().Draw(t, "no activities") {
			c.Columns = c.Columns[:controls]
		}
		c.Semester = rapid.IntRange(1, 2).Draw(t, "semester")
		c.Snapshot = rapid.StringMatching(`[0-9a-f]{0,12}`).Draw(t, "snapshot")
		for i := range c.Rows {
			c.Rows[i].Values = nil
			for range c.Columns {
				v := notescc.Value{State: rapid.SampledFrom([]string{notescc.Missing, notescc.Absent, notescc.Exempt, notescc.Graded}).Draw(t, "state")}
				if v.State == notescc.Graded {
					cents := rapid.IntRange(0, 2000).Draw(t, "mark")
					v.Mark = fmt.Sprintf("%d.%02d", cents/100, cents%100)
				}
				c.Rows[i].Values = append(c.Rows[i].Values, v)
			}
			c.Rows[i].Remark = xlsx.Printable(rapid.String().Draw(t, "remark"))
		}
		f, err := notescc.Read(write(t, c), parse)
		require.NoError(t, err)
		require.Empty(t, f.Issues)
		require.Empty(t, f.Warnings)
		require.Equal(t, c.Snapshot, f.Snapshot)
		require.Equal(t, c.Semester, f.Facts.SemesterNumber())
		require.Equal(t, c.SchoolYear, f.Facts.SchoolYear())
		require.Len(t, f.Columns, len(c.Columns)+1)
		require.Len(t, f.Rows, len(c.Rows))
		for i, row := range f.Rows {
			want := c.Rows[i]
			require.Equal(t, []string{want.InternalID, want.MassarCode, xlsx.Clean(want.Name), want.Remark}, []string{row.InternalID, row.MassarCode, row.Name, row.Remark})
			require.Len(t, row.Entries, len(c.Columns))
			for j, e := range row.Entries {
				require.Equal(t, want.Values[j], e.Value, e.Cell)
			}
		}
	})
}

func TestFileNames(t *testing.T) {
	at := time.Date(2026, 1, 21, 21, 4, 39, 0, time.UTC)
	for name, want := range map[string]notescc.FileName{
		"export_notesCC_1APIC-3_0019.xlsx":                              {Class: "1APIC-3", SubjectKey: "0019"},
		"Export_28847E_2APIC-1_LANGUE FRANCAISE_21012026210439.xlsx":    {School: "28847E", Class: "2APIC-1", Subject: "LANGUE FRANCAISE", At: at},
		`C:\Users\x\Export_28847E_2APIC-1_SVT_21012026210439 (1).xlsx`:  {School: "28847E", Class: "2APIC-1", Subject: "SVT", At: at},
		"/tmp/export_notescc_TCS-2_0030(2).XLSX":                        {Class: "TCS-2", SubjectKey: "0030"},
		"Export_28847E_2APIC-1_HISTOIRE_GEOGRAPHIE_21012026210439.xlsx": {School: "28847E", Class: "2APIC-1", Subject: "HISTOIRE_GEOGRAPHIE", At: at},
	} {
		got, ok := notescc.ParseFileName(name)
		require.True(t, ok, name)
		require.Equal(t, want, got)
	}
	for _, bad := range []string{"", "notes.xlsx", "export_notesCC_1APIC-3_0019.xls", "Export_28847_A_B_21012026210439.xlsx", "Export_28847E_A_B_99992026210439.xlsx"} {
		_, ok := notescc.ParseFileName(bad)
		require.False(t, ok, bad)
	}
	name := notescc.NewFileName("28847E", "2APIC_1", "Langue/française", at)
	require.Equal(t, "Export_28847E_2APIC-1_LANGUE-FRANÇAISE_21012026210439.xlsx", name)
	got, ok := notescc.ParseFileName(name)
	require.True(t, ok)
	require.Equal(t, at, got.At)
}

func BenchmarkRead(b *testing.B) {
	data := write(b, canvas(4, fixtures.Pupils(35)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := notescc.Read(data, parse); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWrite(b *testing.B) {
	c := canvas(4, fixtures.Pupils(35))
	b.ReportAllocs()
	for b.Loop() {
		write(b, c)
	}
}
