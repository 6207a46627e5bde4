package absencesheet_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/xlsx"
	"github.com/massar-platform/massar/services/attendance/internal/absencesheet"
	"github.com/massar-platform/massar/tests/fixtures"
)

func read(t *testing.T, data []byte) *absencesheet.File {
	t.Helper()
	f, err := absencesheet.Read(data)
	require.NoError(t, err)
	return f
}

// line gives the figures of a row and month as "1 2 - 4", an empty cell as "-".
func line(row absencesheet.Row, month time.Month) string {
	f := row.Months[month]
	var out []string
	for _, n := range []absencesheet.Figure{f.JustifiedDays, f.JustifiedHours, f.UnjustifiedDays, f.UnjustifiedHours} {
		if !n.Set {
			out = append(out, "-")
			continue
		}
		out = append(out, n.String())
	}
	return strings.Join(out, " ")
}

// one is a sheet of one student with October's four cells.
func one(cells [4]any, set map[string]any) []byte {
	pupil := fixtures.AbsencePupil{Code: "G200000001", Family: "العلمي", First: "سلمى", Months: map[string][4]any{"أكتوبر": cells}}
	return fixtures.AbsenceSheet(fixtures.AbsenceSheetOptions{Pupils: []fixtures.AbsencePupil{pupil}, Set: set})
}

func TestReadASheet(t *testing.T) {
	for name, o := range map[string]fixtures.AbsenceSheetOptions{
		"as the layout says":       {},
		"texts in the cells":       {Inline: true},
		"no merged cells":          {NoMerges: true},
		"no kinds and units":       {NoUnits: true},
		"a cover sheet before":     {ExtraSheet: true},
		"months in other spelling": {Set: map[string]any{"F1": "سبتمبر", "J1": "اكتوبر ", "N1": "نوفمبر", "R1": "ديسمبر", "AH1": "ابريل", "AL1": "مايو", "AP1": "يونيه"}},
		"in French":                {Set: map[string]any{"J1": "Octobre", "J2": "Justifié", "L2": "Non justifié", "J3": "jours", "K3": "Heures", "L3": "Jours", "M3": "heures"}},
		"labels of persons lost":   {Set: map[string]any{"B1": nil, "C1": nil, "D1": nil, "E1": nil}},
		"kinds of a line of totals": {Set: map[string]any{
			"D7": "المجموع", "F7": fixtures.Num("0"), "L7": fixtures.Num("3"),
		}},
	} {
		t.Run(name, func(t *testing.T) {
			f := read(t, fixtures.AbsenceSheet(o))
			require.Empty(t, f.Issues)
			require.Empty(t, f.Warnings)
			require.Equal(t, "Feuil1", f.Sheet)
			require.Equal(t, absencesheet.Months(), f.Months)
			require.Len(t, f.Rows, 3)
			require.Equal(t, "G200000003", f.Rows[2].MassarCode)
			require.Equal(t, "الفاسي آية", f.Rows[2].Family+" "+f.Rows[2].First)
			require.Equal(t, "0 0 2 8", line(f.Rows[2], time.October))
			require.Equal(t, "0 2 - -", line(f.Rows[2], time.March))
			require.Equal(t, "- - - -", line(f.Rows[2], time.June))
			require.True(t, f.Rows[2].Months[time.June].Empty())
			require.False(t, f.Rows[2].Months[time.March].Empty())
			require.Equal(t, "M6", f.Rows[2].Months[time.October].UnjustifiedHours.Cell)
		})
	}
}

func TestAShiftedSheetKeepsItsAddresses(t *testing.T) {
	f := read(t, fixtures.AbsenceSheet(fixtures.AbsenceSheetOptions{Down: 5, Set: map[string]any{"C1": "المملكة المغربية", "H2": "لائحة غياب القسم", "L10": "x"}}))
	require.Equal(t, []xlsx.Issue{{Sheet: "Feuil1", Cell: "L10", Reason: "NUMBER_INVALID", Args: []string{"x"}}}, f.Issues)
	require.Equal(t, 9, f.Rows[0].Line)
}

func TestColumnsMoved(t *testing.T) {
	// The code after the names, and October's columns in another order.
	f := read(t, one([4]any{fixtures.Num("1"), fixtures.Num("2"), fixtures.Num("3"), fixtures.Num("4")}, map[string]any{
		"C1": "النسب", "D1": "الإسم", "E1": nil, "C4": "العلمي", "D4": "سلمى", "E4": "g200000001 ",
		"J2": "غير مبرر", "L2": "مبررة", "J3": "الساعات", "K3": "الأيام", "L3": "الساعات", "M3": "الأيام",
	}))
	require.Empty(t, f.Issues)
	require.Equal(t, "G200000001", f.Rows[0].MassarCode)
	require.Equal(t, "العلمي سلمى", f.Rows[0].Family+" "+f.Rows[0].First)
	require.Equal(t, "4 3 2 1", line(f.Rows[0], time.October))
}

func TestFigures(t *testing.T) {
	for name, c := range map[string]struct {
		cell any
		want string // of the hours, or "!" and what the message shows
	}{
		"number": {fixtures.Num("4"), "4"}, "half": {fixtures.Num("1.5"), "1.5"}, "binary noise": {fixtures.Num("1.1000000000000001"), "1.1"},
		"exponent": {fixtures.Num("1.2E1"), "12"}, "formula": {fixtures.Formula{Expr: "2+2", Result: "4"}, "4"}, "zero": {fixtures.Num("0"), "0"},
		"text": {"4", "4"}, "comma": {"1,5", "1.5"}, "arabic digits": {"٤٫٢٥", "4.25"}, "spaces": {" 4 ", "4"}, "dash": {"-", "-"}, "empty": {nil, "-"},
		"tatweel is no dash": {"ـ", "!ـ"}, "zeros": {"004.50", "4.5"}, "the most": {fixtures.Num("400"), "400"},
		"too many": {fixtures.Num("400.01"), "!400.01"}, "negative": {fixtures.Num("-1"), "!-1"}, "negative text": {"-1", "!-1"}, "precise": {fixtures.Num("1.005"), "!1.005"},
		"precise text": {"1.005", "!1.005"}, "word": {"غائب", "!غائب"}, "huge": {fixtures.Num("1e300"), "!1e300"},
		"two": {"4 5", "!4 5"}, "a date": {"01/10/2026", "!01/10/2026"}, "turned": {"\u202e4", "4"}, "point last": {"4.", "!4."}, "nothing but noise": {fixtures.Num("4.0000000001"), "4"},
	} {
		t.Run(name, func(t *testing.T) {
			f := read(t, one([4]any{nil, c.cell, nil, nil}, nil))
			if shown, bad := strings.CutPrefix(c.want, "!"); bad {
				require.Equal(t, []xlsx.Issue{{Sheet: "Feuil1", Cell: "K4", Reason: "NUMBER_INVALID", Args: []string{shown}}}, f.Issues)
				return
			}
			require.Empty(t, f.Issues)
			require.Equal(t, "- "+c.want+" - -", line(f.Rows[0], time.October))
		})
	}
	t.Run("a month has 31 days", func(t *testing.T) {
		f := read(t, one([4]any{fixtures.Num("31"), nil, fixtures.Num("31.5"), nil}, nil))
		require.Equal(t, []xlsx.Issue{{Sheet: "Feuil1", Cell: "L4", Reason: "NUMBER_INVALID", Args: []string{"31.5"}}}, f.Issues)
	})
}

func TestParseFigure(t *testing.T) {
	for _, s := range []string{"0", "3", "1.5", "0.83", "12.05", "400"} {
		f, err := absencesheet.ParseFigure(s)
		require.NoError(t, err)
		require.Equal(t, s, f.String())
	}
	for _, s := range []string{"", "-1", "1.", ".5", "1.234", "1e2", " 1", "12345", "١"} {
		_, err := absencesheet.ParseFigure(s)
		require.ErrorIs(t, err, absencesheet.ErrNotAFigure, s)
	}
	f, err := absencesheet.NewFigures("1", "2.5", "0", "0.83")
	require.NoError(t, err)
	require.Equal(t, "1 2.5 0 0.83", line(absencesheet.Row{Months: map[time.Month]absencesheet.Figures{time.May: f}}, time.May))
	_, err = absencesheet.NewFigures("1", "2.5", "0", "")
	require.ErrorIs(t, err, absencesheet.ErrNotAFigure)
	require.Empty(t, absencesheet.Figure{}.String())
}

func TestBadCellsAreAllListed(t *testing.T) {
	issue := func(cell, reason string, args ...string) xlsx.Issue {
		return xlsx.Issue{Sheet: "Feuil1", Cell: cell, Reason: reason, Args: args}
	}
	for name, c := range map[string]struct {
		set      map[string]any
		issues   []xlsx.Issue
		warnings []xlsx.Issue
	}{
		"several": {map[string]any{"J4": "x", "L5": fixtures.Num("99"), "C6": "؟"},
			[]xlsx.Issue{issue("J4", "NUMBER_INVALID", "x"), issue("L5", "NUMBER_INVALID", "99"), issue("C6", "MASSAR_CODE_INVALID", "؟")}, nil},
		"one student twice":    {map[string]any{"C6": "G200000001"}, []xlsx.Issue{issue("C6", "DUPLICATE_IN_FILE", "G200000001", "C4")}, nil},
		"an odd code":          {map[string]any{"C6": "EXT-12 3"}, []xlsx.Issue{issue("C6", "MASSAR_CODE_INVALID", "EXT-12 3")}, nil},
		"a code unlike others": {map[string]any{"C6": "D13 456"}, nil, []xlsx.Issue{issue("C6", "MASSAR_CODE_INVALID", "D13456")}},
		"a line without code":  {map[string]any{"C5": nil}, []xlsx.Issue{issue("C5", "MASSAR_CODE_INVALID", "")}, nil},
		"a month twice":        {map[string]any{"N1": "أكتوبر"}, []xlsx.Issue{issue("N1", "DUPLICATE_IN_FILE", "أكتوبر", "J1")}, nil},
		"a column of its own":  {map[string]any{"AX1": "ملاحظات"}, []xlsx.Issue{issue("AX1", "COLUMN_UNKNOWN", "ملاحظات")}, nil},
		"a unit lost":          {map[string]any{"K3": nil}, []xlsx.Issue{issue("K3", "COLUMN_UNKNOWN", "")}, nil},
		"a unit twice":         {map[string]any{"K3": "الأيام"}, []xlsx.Issue{issue("K3", "COLUMN_UNKNOWN", "الأيام")}, nil},
		"a kind lost":          {map[string]any{"L2": nil}, []xlsx.Issue{issue("L3", "COLUMN_UNKNOWN", "الأيام"), issue("M3", "COLUMN_UNKNOWN", "الساعات")}, nil},
		"a total by hand":      {map[string]any{"AV5": fixtures.Num("7"), "AU5": fixtures.Num("2")}, nil, []xlsx.Issue{issue("AV5", "CELL_INVALID", "7", "1")}},
	} {
		t.Run(name, func(t *testing.T) {
			f := read(t, fixtures.AbsenceSheet(fixtures.AbsenceSheetOptions{Set: c.set}))
			require.Equal(t, c.issues, f.Issues)
			require.Equal(t, c.warnings, f.Warnings)
		})
	}
	t.Run("two sheets of absences", func(t *testing.T) {
		book := fixtures.AbsenceSheetBook(fixtures.AbsenceSheetOptions{})
		second := book.Sheets[0]
		second.Name = "Feuil2"
		book.Sheets = append(book.Sheets, second)
		require.Equal(t, []xlsx.Issue{{Sheet: "Feuil2", Cell: "A1", Reason: "DUPLICATE_IN_FILE", Args: []string{"Feuil2", "Feuil1"}}}, read(t, book.Bytes()).Issues)
	})
	t.Run("more lines than a class has", func(t *testing.T) {
		pupils := fixtures.AbsencePupils(201)
		for i := range pupils {
			pupils[i].Months = nil
		}
		f := read(t, fixtures.AbsenceSheet(fixtures.AbsenceSheetOptions{Pupils: pupils}))
		require.Len(t, f.Rows, 200)
		require.Equal(t, []xlsx.Issue{issue("C204", "FILE_TOO_LARGE", "200")}, f.Issues)
	})
}

func TestFilesThatAreNoSheet(t *testing.T) {
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"empty":        {nil, "FILE_NOT_XLSX"},
		"old format":   {fixtures.XLS(), "FILE_IS_XLS"},
		"a mark sheet": {fixtures.NotesCC(fixtures.NotesCCOptions{}), "HEADER_NOT_FOUND"},
		"one month":    {fixtures.Book{Sheets: []fixtures.Sheet{{Name: "a", Cells: map[string]any{"F1": "شتنبر"}}}}.Bytes(), "HEADER_NOT_FOUND"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := absencesheet.Read(c.data)
			require.Equal(t, c.want, xlsx.ReasonOf(err))
		})
	}
}

func TestBind(t *testing.T) {
	f := read(t, fixtures.AbsenceSheet(fixtures.AbsenceSheetOptions{}))
	require.Empty(t, absencesheet.Bind(f, []string{"G200000003", "G200000002", "G200000001", "G200000009"}))
	require.Equal(t, []xlsx.Issue{{Sheet: "Feuil1", Cell: "C5", Reason: "ROW_UNKNOWN", Args: []string{"G200000002"}}},
		absencesheet.Bind(f, []string{"G200000003", "G200000001"}))
}

func TestFileNames(t *testing.T) {
	for _, c := range []struct {
		name        string
		fits, known bool
	}{
		{"export_abs_2APIC-1.xlsx", true, true}, {"export_abs2APIC-1.xlsx", true, true}, {"C:\\tmp\\Export_Abs_55976T_2apic-1_2026 (1).XLSX", true, true},
		{"export_abs_2APIC-11.xlsx", false, true}, {"export_abs_12APIC-1.xlsx", false, true}, {"export_abs_2APIC-11_2APIC-1.xlsx", true, true},
		{"export_abs_.xlsx", false, true}, {"export_notesCC_2APIC-1.xlsx", false, false}, {"2APIC-1.xlsx", false, false}, {"export_abs_2APIC-1.xls", false, false},
	} {
		fits, known := absencesheet.FileNameFits(c.name, "2APIC-1")
		require.Equal(t, []bool{c.fits, c.known}, []bool{fits, known}, c.name)
	}
	fits, _ := absencesheet.FileNameFits("export_abs_x.xlsx", "")
	require.False(t, fits)
	require.Equal(t, "export_abs_2APIC-1.xlsx", absencesheet.NewFileName("2APIC-1"))
	require.Equal(t, "export_abs_..-a-b.xlsx", absencesheet.NewFileName("../a\"b\r\n"))
}

func FuzzRead(f *testing.F) {
	f.Add(fixtures.AbsenceSheet(fixtures.AbsenceSheetOptions{}))
	f.Add(fixtures.AbsenceSheet(fixtures.AbsenceSheetOptions{Inline: true, ExtraSheet: true, NoMerges: true, Down: 3}))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := absencesheet.Read(data)
		if err != nil {
			var e *xlsx.Error
			require.ErrorAs(t, err, &e)
			return
		}
		absencesheet.Bind(file, nil)
	})
}

// FuzzCells changes one cell of a good sheet: whatever is typed, no other figure
// changes unless the reader says so.
func FuzzCells(f *testing.F) {
	for _, seed := range []string{"12.5", "شتنبر", "المجموع", "=1+1", "\x00", "1e5", "12,5,0", "٫", "", "ـ", "\u202e9", "غير مبرر", "G200000001"} {
		f.Add(seed, uint8(6), uint8(4))
		f.Add(seed, uint8(9), uint8(0))
	}
	want := map[string]string{}
	good, err := absencesheet.Read(fixtures.AbsenceSheet(fixtures.AbsenceSheetOptions{}))
	require.NoError(f, err)
	figures(good, func(f absencesheet.Figure, where string) { want[f.Cell] = where + f.String() })
	f.Fuzz(func(t *testing.T, text string, col, row uint8) {
		cell := xlsx.Address(int(col%52)+1, int(row%8)+1)
		file, err := absencesheet.Read(fixtures.AbsenceSheet(fixtures.AbsenceSheetOptions{Inline: true, Set: map[string]any{cell: text}}))
		if err != nil {
			require.Contains(t, []string{"HEADER_NOT_FOUND", "FILE_BROKEN", "FILE_TOO_LARGE"}, xlsx.ReasonOf(err))
			return
		}
		figures(file, func(f absencesheet.Figure, where string) {
			require.GreaterOrEqual(t, f.Hundredths, int64(0))
			if row%8 >= 3 && f.Set && f.Cell != cell && col%52 != 2 {
				require.Equal(t, want[f.Cell], where+f.String())
			}
		})
	})
}

// figures visits every figure of a file with its student and month.
func figures(file *absencesheet.File, visit func(f absencesheet.Figure, where string)) {
	for _, row := range file.Rows {
		for month, f := range row.Months {
			for _, n := range []absencesheet.Figure{f.JustifiedDays, f.JustifiedHours, f.UnjustifiedDays, f.UnjustifiedHours} {
				visit(n, row.MassarCode+" "+month.String()+" ")
			}
		}
	}
}
