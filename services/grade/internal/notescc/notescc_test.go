package notescc_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/xlsx"
	"github.com/massar-platform/massar/services/grade/internal/grading"
	"github.com/massar-platform/massar/services/grade/internal/notescc"
	"github.com/massar-platform/massar/tests/fixtures"
)

// parse is the parser that the service passes in, out of 20.
func parse(typed string) (notescc.Value, error) {
	entry, err := grading.ParseMark(typed, 20)
	if err != nil {
		return notescc.Value{}, err
	}
	v := notescc.Value{State: entry.State.String()}
	if entry.State == grading.Graded {
		v.Mark = entry.Mark.String()
	}
	return v, nil
}

func read(t *testing.T, data []byte) *notescc.File {
	t.Helper()
	file, err := notescc.Read(data, parse)
	require.NoError(t, err)
	return file
}

func graded(mark string) notescc.Value { return notescc.Value{State: notescc.Graded, Mark: mark} }

// value gives the value of a cell by address.
func value(t *testing.T, f *notescc.File, cell string) notescc.Value {
	t.Helper()
	for _, row := range f.Rows {
		for _, e := range row.Entries {
			if e.Cell == cell {
				return e.Value
			}
		}
	}
	t.Fatalf("no entry at %s", cell)
	return notescc.Value{}
}

func keys(f *notescc.File) []string {
	var out []string
	for _, c := range f.Columns {
		if c.Kind == notescc.Remark {
			out = append(out, "remark@"+xlsx.ColumnName(c.Mark))
			continue
		}
		out = append(out, c.Key()+"@"+xlsx.ColumnName(c.Mark)+xlsx.ColumnName(c.Flag))
	}
	return out
}

func pupil(marks ...string) []fixtures.Pupil {
	p := fixtures.Pupils(1)
	p[0].Marks = marks
	return p
}

func TestReadTheWorkedExample(t *testing.T) {
	pupils := fixtures.Pupils(35)
	pupils[0].Marks = []string{"n:12.5", "14,25", "غائب"}
	pupils[0].Activities, pupils[0].Remark = "n:15", " عمل  جيد\tواصل "
	pupils[34].Marks = []string{"معفى", "", "n:0"}
	for _, inline := range []bool{false, true} {
		f := read(t, fixtures.NotesCC(fixtures.NotesCCOptions{Pupils: pupils, Inline: inline, Snapshot: "01J-snap"}))
		require.Empty(t, f.Issues)
		require.Empty(t, f.Warnings)
		require.Equal(t, "NotesCC", f.Sheet)
		require.Equal(t, "01J-snap", f.Snapshot)
		require.Equal(t, []string{"C1@GH", "C2@IJ", "C3@KL", "ACT@MN", "remark@O"}, keys(f))
		require.Equal(t, []string{"1", "2", "3", "4", "100"}, []string{f.Columns[0].Marker, f.Columns[1].Marker, f.Columns[2].Marker, f.Columns[3].Marker, f.Columns[4].Marker})
		require.Equal(t, notescc.Facts{
			SchoolCode: notescc.Fact{Cell: "C5", Value: "55976T"}, ClassKey: notescc.Fact{Cell: "E5", Value: "6f1d3a52-8c41-4b7e-9a0d-2f4c1be07a11"},
			Session: notescc.Fact{Cell: "G5", Value: "2"}, SubjectKey: notescc.Fact{Cell: "K5", Value: "#0030#"},
			YearKey: notescc.Fact{Cell: "M5", Value: "18"}, LevelKey: notescc.Fact{Cell: "O5", Value: "2A32101110"},
			Academy: notescc.Fact{Cell: "D7", Value: "مراكش - آسفي"}, Directorate: notescc.Fact{Cell: "I7", Value: "عمالة: مراكش"},
			School: notescc.Fact{Cell: "O7", Value: "الثانوية الإعدادية النخيل"}, Level: notescc.Fact{Cell: "D9", Value: "الثانية إعدادي مسار دولي"},
			Class: notescc.Fact{Cell: "I9", Value: "2APIC-1"}, Teacher: notescc.Fact{Cell: "O9", Value: "فاطمة الزهراء الإدريسي"},
			Subject: notescc.Fact{Cell: "O11", Value: "اللغة الفرنسية"}, Semester: notescc.Fact{Cell: "D11", Value: "الدورة الأولى"},
			Year: notescc.Fact{Cell: "D13", Value: "2025/2026"},
		}, f.Facts)
		require.Equal(t, 1, f.Facts.SemesterNumber())
		require.Equal(t, "2025-2026", f.Facts.SchoolYear())
		require.Len(t, f.Rows, 35)
		first := f.Rows[0]
		require.Equal(t, []any{18, "10000001", "J134567890", "01-01-2012"}, []any{first.Line, first.InternalID, first.MassarCode, first.BirthDate})
		require.Equal(t, "عمل جيد واصل", first.Remark)
		require.Equal(t, "O18", first.RemarkCell)
		require.Equal(t, "أيت علي", f.Rows[4].Name[:len("أيت علي")])
		require.Equal(t, graded("12.50"), value(t, f, "G18"))
		require.Equal(t, graded("14.25"), value(t, f, "I18"))
		require.Equal(t, notescc.Value{State: notescc.Absent}, value(t, f, "K18"))
		require.Equal(t, graded("15.00"), value(t, f, "M18"))
		require.Equal(t, notescc.Value{State: notescc.Missing}, value(t, f, "G19"))
		require.Equal(t, notescc.Value{State: notescc.Exempt}, value(t, f, "G52"))
		require.Equal(t, graded("0.00"), value(t, f, "K52"))
	}
}

func TestColumnsVary(t *testing.T) {
	for name, c := range map[string]struct {
		options fixtures.NotesCCOptions
		want    []string
	}{
		"one control, remark at K":       {fixtures.NotesCCOptions{Controls: 1}, []string{"C1@GH", "ACT@IJ", "remark@K"}},
		"two controls, remark at M":      {fixtures.NotesCCOptions{Controls: 2}, []string{"C1@GH", "C2@IJ", "ACT@KL", "remark@M"}},
		"four controls, remark at Q":     {fixtures.NotesCCOptions{Controls: 4}, []string{"C1@GH", "C2@IJ", "C3@KL", "C4@MN", "ACT@OP", "remark@Q"}},
		"five controls, remark at S":     {fixtures.NotesCCOptions{Controls: 5}, []string{"C1@GH", "C2@IJ", "C3@KL", "C4@MN", "C5@OP", "ACT@QR", "remark@S"}},
		"remark far out at AC":           {fixtures.NotesCCOptions{RemarkAt: "AC"}, []string{"C1@GH", "C2@IJ", "C3@KL", "ACT@MN", "remark@AC"}},
		"no activities":                  {fixtures.NotesCCOptions{Controls: 2, NoActivities: true}, []string{"C1@GH", "C2@IJ", "remark@K"}},
		"overloaded and shuffled ids":    {fixtures.NotesCCOptions{Controls: 2, Markers: []string{"7", "3", "1", "2"}}, []string{"C1@GH", "C2@IJ", "ACT@KL", "remark@M"}},
		"activities between controls":    {fixtures.NotesCCOptions{Controls: 2, Headers: []string{"الفرض الأول", "الأنشطة المندمجة", "الفرض الثاني"}}, []string{"C1@GH", "ACT@IJ", "C2@KL", "remark@M"}},
		"controls in reverse":            {fixtures.NotesCCOptions{Controls: 2, Headers: []string{"الفرض الثاني", "الفرض الأول"}}, []string{"C2@GH", "C1@IJ", "ACT@KL", "remark@M"}},
		"controls by digits":             {fixtures.NotesCCOptions{Controls: 2, Headers: []string{"فرض رقم ١", "فرض رقم 2", "انشطة مندمجة", "ملاحظة"}}, []string{"C1@GH", "C2@IJ", "ACT@KL", "remark@M"}},
		"controls without ordinals":      {fixtures.NotesCCOptions{Controls: 2, Headers: []string{"الفرض المحروس", "الفـرض"}}, []string{"C1@GH", "C2@IJ", "ACT@KL", "remark@M"}},
		"other spellings of the labels":  {fixtures.NotesCCOptions{Controls: 1, Headers: []string{"الفرض الاول", "الأنشطــة المندمجه", "ملاحظات الاستاذ"}, Set: map[string]any{"C16": "رقــم التلميذ"}}, []string{"C1@GH", "ACT@IJ", "remark@K"}},
		"flag before the mark":           {fixtures.NotesCCOptions{Controls: 1, Set: map[string]any{"G17": "التغيب", "H17": "النقطة"}}, []string{"C1@HG", "ACT@IJ", "remark@K"}},
		"extra and hidden sheets around": {fixtures.NotesCCOptions{Controls: 1, ExtraSheets: true}, []string{"C1@GH", "ACT@IJ", "remark@K"}},
		"sheet name in other case":       {fixtures.NotesCCOptions{Controls: 1, SheetName: "notescc "}, []string{"C1@GH", "ACT@IJ", "remark@K"}},
	} {
		t.Run(name, func(t *testing.T) {
			c.options.Pupils = pupil()
			f := read(t, fixtures.NotesCC(c.options))
			require.Equal(t, c.want, keys(f))
			require.Empty(t, f.Issues)
			require.Len(t, f.Rows, 1)
		})
	}
}

func TestTypedMarks(t *testing.T) {
	for typed, want := range map[string]notescc.Value{
		"n:12.299999999999999": graded("12.30"), "n:0.1": graded("0.10"), "n:20": graded("20.00"), "n:1.25E1": graded("12.50"),
		"n:1.4000000000000001E1": graded("14.00"), "n:-0": graded("0.00"), "n:9.9999999999": graded("10.00"),
		"12.5": graded("12.50"), "12,5": graded("12.50"), " 7 ": graded("7.00"), "\t8,75\u00a0": graded("8.75"), "١٢٫٥": graded("12.50"),
		"غائب": {State: notescc.Absent}, " غـائب ": {State: notescc.Absent}, "غائبة": {State: notescc.Absent},
		"معفى": {State: notescc.Exempt}, "معفي": {State: notescc.Exempt}, "   ": {State: notescc.Missing},
	} {
		f := read(t, fixtures.NotesCC(fixtures.NotesCCOptions{Pupils: pupil(typed)}))
		require.Empty(t, f.Issues, "%q", typed)
		require.Equal(t, want, value(t, f, "G18"), "%q", typed)
	}
	f := read(t, fixtures.NotesCC(fixtures.NotesCCOptions{Pupils: pupil(), Set: map[string]any{"G18": fixtures.Formula{Expr: "(11+12)/2", Result: "11.5"}}}))
	require.Equal(t, graded("11.50"), value(t, f, "G18"))
}

func TestBadCellsAreAllListed(t *testing.T) {
	issue := func(cell, reason string, args ...string) xlsx.Issue {
		return xlsx.Issue{Sheet: "NotesCC", Cell: cell, Reason: reason, Args: args}
	}
	set := func(cells map[string]any) fixtures.NotesCCOptions { return fixtures.NotesCCOptions{Set: cells} }
	for name, c := range map[string]struct {
		options fixtures.NotesCCOptions
		want    []xlsx.Issue
	}{
		"above the scale":      {set(map[string]any{"G18": fixtures.Num("20.01")}), []xlsx.Issue{issue("G18", "MARK_ABOVE_SCALE", "20.01")}},
		"negative":             {set(map[string]any{"I19": fixtures.Num("-1")}), []xlsx.Issue{issue("I19", "MARK_NEGATIVE", "-1")}},
		"letters":              {set(map[string]any{"K20": "bien"}), []xlsx.Issue{issue("K20", "MARK_NOT_A_NUMBER", "bien")}},
		"letter O for zero":    {set(map[string]any{"K20": "1O"}), []xlsx.Issue{issue("K20", "MARK_NOT_A_NUMBER", "1O")}},
		"two marks":            {set(map[string]any{"G18": "12/14"}), []xlsx.Issue{issue("G18", "MARK_NOT_A_NUMBER", "12/14")}},
		"too precise":          {set(map[string]any{"M18": fixtures.Num("12.345")}), []xlsx.Issue{issue("M18", "MARK_TOO_PRECISE", "12.345")}},
		"precise beyond noise": {set(map[string]any{"M18": fixtures.Num("12.3000001")}), []xlsx.Issue{issue("M18", "MARK_TOO_PRECISE", "12.3000001")}},
		"noise in a text":      {set(map[string]any{"M18": "12.299999999999999"}), []xlsx.Issue{issue("M18", "MARK_TOO_PRECISE", "12.299999999999999")}},
		"a date by mistake":    {set(map[string]any{"G18": fixtures.Num("46154")}), []xlsx.Issue{issue("G18", "MARK_ABOVE_SCALE", "46154")}},
		"an error value":       {set(map[string]any{"G18": "#DIV/0!"}), []xlsx.Issue{issue("G18", "MARK_NOT_A_NUMBER", "#DIV/0!")}},
		"flag with a mark":     {set(map[string]any{"G18": fixtures.Num("12"), "H18": "x"}), []xlsx.Issue{issue("H18", "ABSENT_WITH_MARK", "12")}},
		"flag with exempt":     {set(map[string]any{"G18": "معفى", "H18": fixtures.Num("1")}), []xlsx.Issue{issue("H18", "ABSENT_WITH_MARK", "معفى")}},
		"mark in flag column":  {set(map[string]any{"H18": fixtures.Num("12.5")}), []xlsx.Issue{issue("H18", "CELL_INVALID", "12.5")}},
		"bad code":             {set(map[string]any{"C19": "134567890"}), []xlsx.Issue{issue("C19", "MASSAR_CODE_INVALID", "134567890")}},
		"code missing":         {set(map[string]any{"C19": nil}), []xlsx.Issue{issue("C19", "MASSAR_CODE_INVALID", "")}},
		"id of letters":        {set(map[string]any{"B19": "abc"}), []xlsx.Issue{issue("B19", "CELL_INVALID", "abc")}},
		"code twice":           {set(map[string]any{"C20": "J134567890"}), []xlsx.Issue{issue("C20", "DUPLICATE_IN_FILE", "J134567890", "C18")}},
		"id twice":             {set(map[string]any{"B20": fixtures.Num("10000001")}), []xlsx.Issue{issue("B20", "DUPLICATE_IN_FILE", "10000001", "B18")}},
		"lost id":              {set(map[string]any{"B19": nil}), []xlsx.Issue{issue("B19", "CELL_INVALID", ""), issue("B20", "CELL_INVALID", "")}},
		"all ids lost":         {set(map[string]any{"B18": nil, "B19": nil, "B20": nil}), []xlsx.Issue{issue("B18", "CELL_INVALID", ""), issue("B19", "CELL_INVALID", ""), issue("B20", "CELL_INVALID", "")}},
		"remark turns around":  {set(map[string]any{"O18": "bon\u202Ekrow"}), []xlsx.Issue{issue("O18", "TEXT_NOT_ALLOWED", "bonkrow")}},
		"remark with control":  {set(map[string]any{"O18": "a\x07b"}), []xlsx.Issue{issue("O18", "TEXT_NOT_ALLOWED", "ab")}},
		"unknown column":       {set(map[string]any{"Q16": "المعدل", "Q18": fixtures.Num("12")}), []xlsx.Issue{issue("Q16", "COLUMN_UNKNOWN", "المعدل")}},
		"one control twice":    {fixtures.NotesCCOptions{Headers: []string{"الفرض الأول", "الفرض الأول"}}, []xlsx.Issue{issue("I16", "COLUMN_UNKNOWN", "الفرض الأول")}},
		"sixth control":        {fixtures.NotesCCOptions{Headers: []string{"الفرض الأول", "الفرض السادس"}}, []xlsx.Issue{issue("I16", "COLUMN_UNKNOWN", "الفرض السادس")}},
		"several at once": {set(map[string]any{"G18": "x", "I19": fixtures.Num("21"), "M20": "-3", "C20": "?"}), []xlsx.Issue{
			issue("G18", "MARK_NOT_A_NUMBER", "x"), issue("I19", "MARK_ABOVE_SCALE", "21"), issue("C20", "MASSAR_CODE_INVALID", "?"), issue("M20", "MARK_NEGATIVE", "-3"),
		}},
	} {
		t.Run(name, func(t *testing.T) {
			f := read(t, fixtures.NotesCC(c.options))
			require.Equal(t, c.want, f.Issues)
		})
	}
}

func TestTolerated(t *testing.T) {
	f := read(t, fixtures.NotesCC(fixtures.NotesCCOptions{Set: map[string]any{
		"H18": "x", "J18": "غائب", "I18": "غائب", "H19": fixtures.Num("0"), "Q16": "مسودة", "P18": "anything",
		"C18": " j134567890 ", "C19": "J13456789", "C20": "J1345678901", "B19": "10000777", "D22": "توقيع الأستاذ",
	}}))
	require.Empty(t, f.Issues)
	require.Equal(t, notescc.Absent, value(t, f, "G18").State, "a flag without a mark")
	require.Equal(t, notescc.Absent, value(t, f, "I18").State, "a flag beside the word")
	require.Equal(t, notescc.Missing, value(t, f, "G19").State, "a zero is no flag")
	require.Equal(t, "J134567890", f.Rows[0].MassarCode)
	require.Equal(t, "10000777", f.Rows[1].InternalID)
	require.Len(t, f.Rows, 3)
	require.Equal(t, []xlsx.Issue{
		{Sheet: "NotesCC", Cell: "C19", Reason: "MASSAR_CODE_INVALID", Args: []string{"J13456789"}},
		{Sheet: "NotesCC", Cell: "C20", Reason: "MASSAR_CODE_INVALID", Args: []string{"J1345678901"}},
	}, f.Warnings)
	require.Equal(t, "G18", f.Rows[0].Cell("G"))
}

func TestParseErrorsOfOtherKindsBecomeCellInvalid(t *testing.T) {
	f, err := notescc.Read(fixtures.NotesCC(fixtures.NotesCCOptions{Pupils: pupil("n:1")}), func(string) (notescc.Value, error) {
		return notescc.Value{}, errors.New("something else")
	})
	require.NoError(t, err)
	require.Equal(t, xlsx.ReasonCellInvalid, f.Issues[0].Reason)
}

func TestFilesThatCannotBeRead(t *testing.T) {
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"xls":            {fixtures.XLS(), "FILE_IS_XLS"},
		"text":           {[]byte("hello"), "FILE_NOT_XLSX"},
		"bomb":           {fixtures.Bomb(), "FILE_TOO_LARGE"},
		"other sheet":    {fixtures.NotesCC(fixtures.NotesCCOptions{SheetName: "Feuil1"}), "SHEET_NOT_FOUND"},
		"class list":     {fixtures.ListEleve(fixtures.ListEleveOptions{}), "SHEET_NOT_FOUND"},
		"header lost":    {fixtures.NotesCC(fixtures.NotesCCOptions{Set: map[string]any{"C16": nil}}), "HEADER_NOT_FOUND"},
		"controls lost":  {fixtures.NotesCC(fixtures.NotesCCOptions{Controls: 1, Set: map[string]any{"G16": nil}}), "HEADER_NOT_FOUND"},
		"an empty sheet": {fixtures.Book{Sheets: []fixtures.Sheet{{Name: "NotesCC"}}}.Bytes(), "HEADER_NOT_FOUND"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := notescc.Read(c.data, parse)
			require.Equal(t, c.want, xlsx.ReasonOf(err))
		})
	}
}

func TestTwoHundredRowsAndNoMore(t *testing.T) {
	f := read(t, fixtures.NotesCC(fixtures.NotesCCOptions{Pupils: fixtures.Pupils(200)}))
	require.Empty(t, f.Issues)
	require.Len(t, f.Rows, 200)
	f = read(t, fixtures.NotesCC(fixtures.NotesCCOptions{Pupils: fixtures.Pupils(201)}))
	require.Equal(t, []xlsx.Issue{{Sheet: "NotesCC", Cell: "B218", Reason: "FILE_TOO_LARGE", Args: []string{"200"}}}, f.Issues)
}

func TestAFarEmptyRowIsNoProblem(t *testing.T) {
	require.Len(t, read(t, fixtures.FarRow()).Rows, 3)
}

func FuzzRead(f *testing.F) {
	f.Add(fixtures.NotesCC(fixtures.NotesCCOptions{}))
	f.Add(fixtures.NotesCC(fixtures.NotesCCOptions{Controls: 1, Inline: true, ExtraSheets: true, Snapshot: "s"}))
	f.Add(fixtures.XLS())
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := notescc.Read(data, parse)
		if err != nil {
			var e *xlsx.Error
			require.ErrorAs(t, err, &e)
			return
		}
		require.NotEmpty(t, file.Columns)
		notescc.Bind(file, notescc.Want{})
	})
}

// FuzzCells changes one cell of a good sheet: whatever is typed, the reader
// gives a value or an issue with that cell's address, and never a foreign mark.
func FuzzCells(f *testing.F) {
	for _, seed := range []string{"12.5", "غائب", "=1+1", "\x00", "1e5", "12,5,0", "٫", "", "ـ", "\u202e9"} {
		f.Add(seed, uint8(6), uint8(17))
	}
	f.Fuzz(func(t *testing.T, text string, col, row uint8) {
		cell := xlsx.Address(int(col%20)+1, int(row%25)+1)
		options := fixtures.NotesCCOptions{Inline: true, Pupils: pupil("n:11", "n:12", "n:13"), Set: map[string]any{cell: text}}
		file, err := notescc.Read(fixtures.NotesCC(options), parse)
		if err != nil {
			require.Contains(t, []string{"HEADER_NOT_FOUND", "FILE_BROKEN", "FILE_TOO_LARGE"}, xlsx.ReasonOf(err))
			return
		}
		for _, row := range file.Rows {
			for _, e := range row.Entries {
				if e.Cell != cell && e.Value.State == notescc.Graded {
					require.Contains(t, []string{"11.00", "12.00", "13.00"}, e.Value.Mark)
				}
			}
			require.True(t, xlsx.Allowed(row.Remark))
		}
	})
}
