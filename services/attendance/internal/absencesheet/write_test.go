package absencesheet_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/massar-platform/massar/platform/xlsx"
	"github.com/massar-platform/massar/platform/xlsx/xlsxtest"
	"github.com/massar-platform/massar/services/attendance/internal/absencesheet"
	"github.com/massar-platform/massar/tests/fixtures"
)

func write(t require.TestingT, s absencesheet.Sheet) []byte {
	data, err := absencesheet.Write(s)
	require.NoError(t, err)
	return data
}

func month(t require.TestingT, text string) absencesheet.Figures {
	parts := strings.Fields(text)
	f, err := absencesheet.NewFigures(parts[0], parts[1], parts[2], parts[3])
	require.NoError(t, err)
	return f
}

// like gives the rows of a file that was read, to be written again.
func like(f *absencesheet.File) absencesheet.Sheet {
	return absencesheet.Sheet{Class: f.Sheet, Rows: f.Rows}
}

func sheetOf(t *testing.T, data []byte) *xlsx.Sheet {
	t.Helper()
	book, err := xlsx.Open(data, xlsx.DefaultLimits())
	require.NoError(t, err)
	require.Len(t, book.Names(), 1)
	s, err := book.SheetAt(0)
	require.NoError(t, err)
	return s
}

func cellsOf(s *xlsx.Sheet) map[string]string {
	out := map[string]string{}
	for row := 1; row <= s.LastRow(); row++ {
		for _, c := range s.Row(row) {
			out[c.Address()] = fmt.Sprintf("%s number=%t formula=%t", c.Text, c.Number, c.Formula)
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

func TestWriterMirrorsTheLayoutCellByCell(t *testing.T) {
	pupils := fixtures.AbsencePupils(30)
	for i := range pupils {
		total := [4]any{fixtures.Num("0"), fixtures.Num("2"), fixtures.Num(fmt.Sprint(i)), fixtures.Num(fmt.Sprint(4 * i))}
		pupils[i].Months["المجموع"] = total
	}
	theirs := fixtures.AbsenceSheet(fixtures.AbsenceSheetOptions{Pupils: pupils, Sheet: "2APIC-1"})
	ours := write(t, like(read(t, theirs)))
	want, got := sheetOf(t, theirs), sheetOf(t, ours)
	require.Equal(t, "2APIC-1", got.Name)
	require.Equal(t, cellsOf(want), cellsOf(got))
	require.Equal(t, mergesOf(want), mergesOf(got))
	require.True(t, got.RightToLeft)
	one, other := read(t, theirs), read(t, ours)
	one.Book, other.Book = nil, nil
	require.Equal(t, one, other)
	require.Equal(t, ours, write(t, like(read(t, ours))), "equal sheets give equal bytes")
}

func TestWriterKeepsThePlacesOfTheLayoutFile(t *testing.T) {
	columns, group, headerRows := fixtures.AbsenceSheetLayout()
	require.Len(t, columns, 14)
	require.Equal(t, []string{"justified days", "justified hours", "unjustified days", "unjustified hours"}, group)
	require.Equal(t, 3, headerRows)
	s := sheetOf(t, write(t, absencesheet.Sheet{Rows: []absencesheet.Row{{MassarCode: "G200000001", Family: "العلمي", First: "سلمى"}}}))
	require.Equal(t, "Absences", s.Name)
	for col, what := range columns {
		if col >= 5 {
			require.Equal(t, what, s.Own(col+1, 1).Text)
		}
	}
	require.Equal(t, "G200000001", s.Own(3, headerRows+1).Text)
	require.Equal(t, "العلمي", s.Own(4, headerRows+1).Text)
}

func TestWriteRefusesWhatTheSheetCannotHold(t *testing.T) {
	row := absencesheet.Row{MassarCode: "G200000001", Months: map[time.Month]absencesheet.Figures{time.July: month(t, "1 2 3 4")}}
	_, err := absencesheet.Write(absencesheet.Sheet{Rows: []absencesheet.Row{row}})
	require.ErrorIs(t, err, absencesheet.ErrMonthNotInSheet)
	row.Months = map[time.Month]absencesheet.Figures{time.May: month(t, "31.5 0 0 0")}
	_, err = absencesheet.Write(absencesheet.Sheet{Rows: []absencesheet.Row{row}})
	require.ErrorContains(t, err, "no month can have")
	_, err = absencesheet.Write(absencesheet.Sheet{Rows: make([]absencesheet.Row, 201)})
	require.ErrorContains(t, err, "over 200")
}

func TestSheetNames(t *testing.T) {
	for class, want := range map[string]string{"2APIC-1": "2APIC-1", "": "Absences", "a/b[1]:*?'": "a-b(1)----", strings.Repeat("ق", 40): strings.Repeat("ق", 31)} {
		require.Equal(t, want, sheetOf(t, write(t, absencesheet.Sheet{Class: class})).Name)
	}
}

func TestLibreOfficeRoundTrip(t *testing.T) {
	rows := []absencesheet.Row{
		{MassarCode: "G200000001", Family: "العلمي", First: "سلمى", Months: map[time.Month]absencesheet.Figures{
			time.September: month(t, "0.5 1 0 0"), time.June: month(t, "0 0 2.5 10.83"),
		}},
		{MassarCode: "G200000002", Family: "=1+1", First: "+A1", Months: map[time.Month]absencesheet.Figures{time.January: month(t, "0 0 0 0")}},
		{MassarCode: "G200000003", Family: "@SUM(A1)", First: "_x0041_ <b>&amp;", Months: map[time.Month]absencesheet.Figures{}},
	}
	ours := write(t, absencesheet.Sheet{Class: "2APIC-1", Rows: rows})
	set := func(cell, kind, v string) xlsxtest.Set {
		return xlsxtest.Set{Sheet: "2APIC-1", Cell: cell, Kind: kind, Value: v}
	}
	saved := xlsxtest.LibreOffice(t, []xlsxtest.Edit{
		{Data: ours},
		{Data: ours, Set: []xlsxtest.Set{
			set("J4", xlsxtest.Number, "1.1"), set("K4", xlsxtest.Type, "=2+2"), set("L4", xlsxtest.Text, "2,5"), set("M5", xlsxtest.Text, "x"),
		}},
		{Data: fixtures.AbsenceSheet(fixtures.AbsenceSheetOptions{})},
	})
	before := read(t, ours)
	require.Empty(t, before.Issues)
	require.Empty(t, before.Warnings)
	require.Equal(t, "0.5 1 0 0", line(before.Rows[0], time.September))
	require.Equal(t, "=1+1", before.Rows[1].Family)
	require.Equal(t, "_x0041_ <b>&amp;", before.Rows[2].First)
	require.Equal(t, map[string]int{"2APIC-1": 0}, saved[0].Formulas)

	after := read(t, saved[0].Data)
	before.Book, after.Book = nil, nil
	require.Equal(t, before, after, "nothing that the reader sees may differ")
	require.Equal(t, mergesOf(sheetOf(t, ours)), mergesOf(sheetOf(t, saved[0].Data)))
	require.True(t, sheetOf(t, saved[0].Data).RightToLeft)
	require.NotContains(t, part(t, saved[0].Data, "xl/worksheets/sheet1.xml"), "<f")

	edited := read(t, saved[1].Data)
	require.Equal(t, []xlsx.Issue{{Sheet: "2APIC-1", Cell: "M5", Reason: "NUMBER_INVALID", Args: []string{"x"}}}, edited.Issues)
	require.Equal(t, "1.1 4 2.5 -", line(edited.Rows[0], time.October))
	var cells []string
	for _, w := range edited.Warnings {
		cells = append(cells, w.Cell)
	}
	require.Equal(t, []string{"AT4", "AU4", "AV4"}, cells, "the totals no longer fit")

	theirs, kept := read(t, fixtures.AbsenceSheet(fixtures.AbsenceSheetOptions{})), read(t, saved[2].Data)
	theirs.Book, kept.Book = nil, nil
	require.Equal(t, theirs, kept)
}

func TestWrittenFiguresAreReadBack(t *testing.T) {
	figure := rapid.Custom(func(t *rapid.T) absencesheet.Figure {
		return absencesheet.Figure{Hundredths: rapid.Int64Range(0, 3100).Draw(t, "n"), Set: true}
	})
	rapid.Check(t, func(t *rapid.T) {
		f := absencesheet.Figures{JustifiedDays: figure.Draw(t, "a"), JustifiedHours: figure.Draw(t, "b"), UnjustifiedHours: figure.Draw(t, "c")}
		m := rapid.SampledFrom(absencesheet.Months()).Draw(t, "month")
		row := absencesheet.Row{MassarCode: "G200000001", Months: map[time.Month]absencesheet.Figures{m: f}}
		file, err := absencesheet.Read(write(t, absencesheet.Sheet{Rows: []absencesheet.Row{row}}))
		require.NoError(t, err)
		require.Empty(t, file.Issues)
		require.Empty(t, file.Warnings)
		for _, other := range absencesheet.Months() {
			require.Equal(t, line(row, other), line(file.Rows[0], other))
		}
	})
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
