package notescc_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/xlsx"
	"github.com/massar-platform/massar/services/grade/internal/notescc"
	"github.com/massar-platform/massar/tests/fixtures"
)

func want() notescc.Want {
	return notescc.Want{
		SchoolCode: "55976T", Class: "2APIC-1", Subjects: []string{"اللغة الفرنسية", "Français", "LANGUE FRANCAISE"}, Semester: 1, SchoolYear: "2025-2026",
		ClassKey: "6f1d3a52-8c41-4b7e-9a0d-2f4c1be07a11", SubjectKey: "#0030#", YearKey: "18", LevelKey: "2A32101110",
		InternalIDs: map[string]string{"J134567890": "10000001", "J134567891": "10000002"},
	}
}

func TestBind(t *testing.T) {
	one := func(cell, reason, found, expected string) []xlsx.Issue {
		return []xlsx.Issue{{Sheet: "NotesCC", Cell: cell, Reason: reason, Args: []string{found, expected}}}
	}
	for name, c := range map[string]struct {
		options fixtures.NotesCCOptions
		want    []xlsx.Issue
	}{
		"the same sheet":                {fixtures.NotesCCOptions{}, nil},
		"the subject in French":         {fixtures.NotesCCOptions{Subject: "langue  francaise"}, nil},
		"other spelling":                {fixtures.NotesCCOptions{Subject: "اللغه الفرنسيه", Class: "2apic - 1", Semester: "الدوره الاولى", Year: "2025 / 2026"}, nil},
		"other school":                  {fixtures.NotesCCOptions{SchoolCode: "12345A"}, one("C5", "FILE_OTHER_SCHOOL", "12345A", "55976T")},
		"no school":                     {fixtures.NotesCCOptions{Set: map[string]any{"C5": nil}}, one("C5", "FILE_OTHER_SCHOOL", "", "55976T")},
		"other class":                   {fixtures.NotesCCOptions{Class: "2APIC-11"}, one("I9", "FILE_OTHER_CLASS", "2APIC-11", "2APIC-1")},
		"no class, another value after": {fixtures.NotesCCOptions{Set: map[string]any{"I9": nil}}, one("I9", "FILE_OTHER_CLASS", "", "2APIC-1")},
		"other subject":                 {fixtures.NotesCCOptions{Subject: "الرياضيات"}, one("O11", "FILE_OTHER_SUBJECT", "الرياضيات", "اللغة الفرنسية")},
		"other semester":                {fixtures.NotesCCOptions{Semester: "الدورة الثانية"}, one("D11", "FILE_OTHER_SEMESTER", "الدورة الثانية", "الدورة الأولى")},
		"no semester":                   {fixtures.NotesCCOptions{Set: map[string]any{"D11": nil}}, one("D11", "FILE_OTHER_SEMESTER", "", "الدورة الأولى")},
		"other year":                    {fixtures.NotesCCOptions{Year: "2024/2025"}, one("D13", "FILE_OTHER_YEAR", "2024/2025", "2025/2026")},
		"other class key":               {fixtures.NotesCCOptions{ClassKey: "another"}, one("E5", "FILE_OTHER_CANVAS", "another", "6f1d3a52-8c41-4b7e-9a0d-2f4c1be07a11")},
		"other subject key":             {fixtures.NotesCCOptions{SubjectKey: "#0019#"}, one("K5", "FILE_OTHER_CANVAS", "#0019#", "#0030#")},
		"other year key":                {fixtures.NotesCCOptions{YearKey: "17"}, one("M5", "FILE_OTHER_CANVAS", "17", "18")},
		"other level key":               {fixtures.NotesCCOptions{LevelKey: "2A32101111"}, one("O5", "FILE_OTHER_CANVAS", "2A32101111", "2A32101110")},
		"key lost, no snapshot":         {fixtures.NotesCCOptions{LevelKey: "none"}, one("O5", "FILE_OTHER_CANVAS", "", "2A32101110")},
		"key not yet known, ours":       {fixtures.NotesCCOptions{LevelKey: "none", Snapshot: "s"}, nil},
		"other pupil id":                {fixtures.NotesCCOptions{Set: map[string]any{"B19": fixtures.Num("10000099")}}, one("B19", "FILE_OTHER_CANVAS", "10000099", "10000002")},
		"a label in the same cell":      {fixtures.NotesCCOptions{Set: map[string]any{"G9": "القسم : 2APIC-2", "I9": nil}}, one("G9", "FILE_OTHER_CLASS", "2APIC-2", "2APIC-1")},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, c.want, notescc.Bind(read(t, fixtures.NotesCC(c.options)), want()))
		})
	}
}

func TestBindListsEveryDifference(t *testing.T) {
	f := read(t, fixtures.NotesCC(fixtures.NotesCCOptions{SchoolCode: "12345A", Class: "X", Subject: "Y", Semester: "الدورة الثانية", Year: "2020/2021"}))
	var cells []string
	for _, issue := range notescc.Bind(f, want()) {
		cells = append(cells, issue.Cell)
	}
	require.Equal(t, []string{"C5", "I9", "O11", "D11", "D13"}, cells)
}

func TestBindBeforeAnythingIsLearnt(t *testing.T) {
	w := want()
	w.ClassKey, w.SubjectKey, w.YearKey, w.LevelKey, w.InternalIDs = "", "", "", "", nil
	require.Empty(t, notescc.Bind(read(t, fixtures.NotesCC(fixtures.NotesCCOptions{})), w))
}

// A sheet pushed down by a row still gives the addresses where things stand.
func TestFactsFollowAShiftedSheet(t *testing.T) {
	book := fixtures.NotesCCBook(fixtures.NotesCCOptions{Controls: 1})
	cells := map[string]any{}
	for ref, v := range book.Sheets[0].Cells {
		col, row, ok := xlsx.ParseAddress(ref)
		require.True(t, ok)
		cells[xlsx.Address(col, row+1)] = v
	}
	book.Sheets[0].Cells, book.Sheets[0].Merges = cells, nil
	f := read(t, book.Bytes())
	require.Equal(t, notescc.Fact{Cell: "C6", Value: "55976T"}, f.Facts.SchoolCode)
	require.Equal(t, notescc.Fact{Cell: "I10", Value: "2APIC-1"}, f.Facts.Class)
	require.Equal(t, 19, f.Rows[0].Line)
	require.Empty(t, notescc.Bind(f, want()))
}
