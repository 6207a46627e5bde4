package e2e

import (
	"bytes"
	"fmt"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/massar-platform/massar/tests/fixtures"
	"github.com/massar-platform/massar/tests/stand"
)

// notesCC: a sheet is exported, filled in a spreadsheet and imported; exactly the filled cells change.
func (s *story) notesCC() {
	teacher := s.as(s.teacher)
	path := "/v1/moudaris/markSheets/" + s.english
	before := s.cells(s.english)

	exported := teacher.Get(path + ":export").OK()
	require.Contains(s.t, exported.Header.Get("Content-Type"), "spreadsheetml")
	book, err := excelize.OpenReader(bytes.NewReader(exported.Raw))
	require.NoError(s.t, err)
	sheet := book.GetSheetName(book.GetActiveSheetIndex())
	rows := map[string]int{}
	for row := 18; row < 18+len(s.pupils); row++ {
		code, err := book.GetCellValue(sheet, fmt.Sprintf("C%d", row))
		require.NoError(s.t, err)
		rows[code] = row
	}
	put := func(pupil int, column string, value any) {
		row := rows[fmt.Sprintf("E%09d", 200000001+pupil)]
		require.NotZero(s.t, row)
		require.NoError(s.t, book.SetCellValue(sheet, fmt.Sprintf("%s%d", column, row), value))
	}
	// English has two controls and the activities: their marks stand in G, I and K.
	want := map[string]string{}
	for pupil := range s.pupils {
		mark, activities := 10.0, 10.0
		switch pupil {
		case 0:
			mark, activities = 12, 16
		case 4:
			mark, activities = 20, 20
		}
		put(pupil, "I", mark)
		want[s.pupils[pupil]+" C2"] = fmt.Sprintf("%.2f", mark)
		if pupil != 3 {
			put(pupil, "K", fmt.Sprintf("%g", activities))
			want[s.pupils[pupil]+" ACT"] = fmt.Sprintf("%.2f", activities)
		}
	}
	var filled bytes.Buffer
	require.NoError(s.t, book.Write(&filled))

	// One bad cell refuses the file, and nothing is written.
	put(7, "I", "vingt")
	var broken bytes.Buffer
	require.NoError(s.t, book.Write(&broken))
	refused := teacher.Post(path+":import", broken.Bytes()).OK()
	require.Equal(s.t, "REFUSED", refused.Text("import", "state"))
	require.Len(s.t, refused.List("import", "refused"), 1)
	require.Equal(s.t, fmt.Sprintf("I%d", rows["E200000008"]), refused.Text("import", "refused", 0, "cell"))
	require.Equal(s.t, before, s.cells(s.english))

	// The file of another school, class and year says in which cells.
	foreign := teacher.Post(path+":import", fixtures.NotesCC(fixtures.NotesCCOptions{SchoolCode: "11111A", Class: "2APIC-9"})).OK()
	require.Equal(s.t, "REFUSED", foreign.Text("import", "state"))
	cells := map[any]any{}
	for _, issue := range foreign.List("import", "refused") {
		cells[issue["cell"]] = issue["reason"]
	}
	for at, reason := range map[string]string{
		"C5": "FILE_OTHER_SCHOOL", "I9": "FILE_OTHER_CLASS", "O11": "FILE_OTHER_SUBJECT", "D13": "FILE_OTHER_YEAR",
	} {
		require.Equalf(s.t, reason, cells[at], "%s", foreign.Raw)
	}

	done := teacher.Post(path+":import", filled.Bytes()).OK()
	require.Equalf(s.t, "DONE", done.Text("import", "state"), "%s", done.Raw)
	after := s.cells(s.english)
	for key, now := range after {
		if mark, changed := want[key]; changed {
			require.Equal(s.t, mark, now["mark"], key)
			require.EqualValues(s.t, 1, now["version"], key)
			continue
		}
		require.Equal(s.t, before[key], now, key)
	}
}

// cells are the cells of a sheet by student and column.
func (s *story) cells(sheet string) map[string]stand.Object {
	s.t.Helper()
	all := map[string]stand.Object{}
	for _, row := range s.as(s.teacher).Get("/v1/moudaris/markSheets/"+sheet).OK().List("markSheet", "rows") {
		for _, c := range objects(s.t, row["cells"]) {
			all[row["studentId"].(string)+" "+c["column"].(string)] = c
		}
	}
	return all
}
