package notescc_test

import (
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/xlsx"
	"github.com/massar-platform/massar/platform/xlsx/xlsxtest"
	"github.com/massar-platform/massar/services/grade/internal/notescc"
	"github.com/massar-platform/massar/tests/fixtures"
)

// flat gives all that a file says about marks and remarks, by address.
func flat(f *notescc.File) map[string]string {
	out := map[string]string{}
	for _, row := range f.Rows {
		for _, e := range row.Entries {
			out[e.Cell] = e.Value.State + " " + e.Value.Mark
		}
		out[row.RemarkCell] = row.Remark
	}
	return out
}

// changed gives the cells that differ, with their new values.
func changed(before, after *notescc.File) map[string]string {
	old, out := flat(before), map[string]string{}
	for cell, v := range flat(after) {
		if old[cell] != v {
			out[cell] = v
		}
	}
	return out
}

func TestEditedInLibreOfficeChangesExactlyTheFilledCells(t *testing.T) {
	pupils := fixtures.Pupils(35)
	for i := range pupils {
		pupils[i].Marks = []string{"n:12.3", "", "غائب"}
	}
	ours := canvas(3, pupils)
	ours.Snapshot = "01990a2e-5f3b-7c11-9d2e-0c8f1be07a11"
	hostile := canvas(1, fixtures.Pupils(6))
	for i, text := range []string{`=HYPERLINK("http://x","y")`, "+1+1", "-1", "@SUM(A1)", "=1+1", "'=1"} {
		hostile.Rows[i].Name, hostile.Rows[i].Remark = text, text
	}
	export, hostileExport := write(t, ours), write(t, hostile)
	theirs := fixtures.NotesCC(fixtures.NotesCCOptions{Controls: 1, ExtraSheets: true, Inline: true, Set: map[string]any{"G20": fixtures.Formula{Expr: "6+6.5", Result: "12.5"}}})

	set := func(cell, kind, v string) xlsxtest.Set {
		return xlsxtest.Set{Sheet: "NotesCC", Cell: cell, Kind: kind, Value: v}
	}
	saved := xlsxtest.LibreOffice(t, []xlsxtest.Edit{
		{Data: export},
		{Data: export, Set: []xlsxtest.Set{
			set("I18", xlsxtest.Number, "14.25"), set("I19", xlsxtest.Type, "7.1"), set("I20", xlsxtest.Text, "8,75"),
			set("I21", xlsxtest.Text, "غائب"), set("G22", xlsxtest.Number, "0.1"), set("K23", xlsxtest.Text, "معفى"),
			set("M24", xlsxtest.Type, "=(11+12)/2"), set("J25", xlsxtest.Text, "x"), set("O52", xlsxtest.Type, "=1+1"),
		}},
		{Data: export, Set: []xlsxtest.Set{set("I18", xlsxtest.Number, "21"), set("G19", xlsxtest.Text, "abc")}},
		{Data: hostileExport},
		{Data: theirs, Set: []xlsxtest.Set{set("G18", xlsxtest.Number, "15.5")}},
		{Data: export, Filter: xlsxtest.XLS},
	})
	before := read(t, export)

	t.Run("saved without a change", func(t *testing.T) {
		after := read(t, saved[0].Data)
		require.Empty(t, after.Issues)
		before.Book, after.Book = nil, nil
		require.Equal(t, before, after, "nothing that the reader sees may differ")
		require.Equal(t, ours.Snapshot, after.Snapshot)
		require.Equal(t, mergesOf(sheetOf(t, export)), mergesOf(sheetOf(t, saved[0].Data)))
		require.True(t, sheetOf(t, saved[0].Data).RightToLeft)
		requireHiddenColumn(t, saved[0].Data)
	})
	t.Run("filled in", func(t *testing.T) {
		after := read(t, saved[1].Data)
		require.Empty(t, after.Issues)
		require.Equal(t, map[string]string{
			"I18": "GRADED 14.25", "I19": "GRADED 7.10", "I20": "GRADED 8.75", "I21": "ABSENT ", "G22": "GRADED 0.10", "K23": "EXEMPT ",
			"M24": "GRADED 11.50", "I25": "ABSENT ", "O52": changed(before, after)["O52"],
		}, changed(before, after))
		require.Contains(t, []string{"2", "=1+1"}, changed(before, after)["O52"])
		require.Equal(t, ours.Snapshot, after.Snapshot)
		require.Equal(t, before.Facts, after.Facts)
	})
	t.Run("filled in badly", func(t *testing.T) {
		require.Equal(t, []xlsx.Issue{
			{Sheet: "NotesCC", Cell: "I18", Reason: "MARK_ABOVE_SCALE", Args: []string{"21"}},
			{Sheet: "NotesCC", Cell: "G19", Reason: "MARK_NOT_A_NUMBER", Args: []string{"abc"}},
		}, read(t, saved[2].Data).Issues)
	})
	t.Run("hostile texts stay texts", func(t *testing.T) {
		require.Equal(t, map[string]int{"NotesCC": 0}, saved[3].Formulas)
		after := read(t, saved[3].Data)
		require.Equal(t, flat(read(t, hostileExport)), flat(after))
		require.NotContains(t, part(t, saved[3].Data, "xl/worksheets/sheet1.xml"), "<f")
	})
	t.Run("a file of MASSAR's own", func(t *testing.T) {
		require.Equal(t, map[string]int{"Feuil2": 0, "NotesCC": 1, "ورقة1": 0}, saved[4].Formulas, "the count of formulas counts")
		after := read(t, saved[4].Data)
		require.Equal(t, graded("12.50"), value(t, after, "G20"))
		require.Empty(t, after.Issues)
		require.Equal(t, map[string]string{"G18": "GRADED 15.50"}, changed(read(t, theirs), after))
		require.Empty(t, notescc.Bind(after, want()))
	})
	t.Run("saved as .xls", func(t *testing.T) {
		_, err := notescc.Read(saved[5].Data, parse)
		require.Equal(t, xlsx.ReasonFileIsXLS, xlsx.ReasonOf(err))
	})
}

// requireHiddenColumn asserts that column B, and only B, is hidden.
func requireHiddenColumn(t *testing.T, data []byte) {
	t.Helper()
	hidden := regexp.MustCompile(`<col [^>]*hidden="(?:1|true)"[^>]*>`).FindAllString(part(t, data, "xl/worksheets/sheet1.xml"), -1)
	require.Len(t, hidden, 1)
	require.Contains(t, hidden[0], `min="2"`)
	require.Contains(t, hidden[0], `max="2"`)
}
