package badinput

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/massar-platform/massar/tests/fixtures"
	"github.com/massar-platform/massar/tests/stand"
)

// tooLarge is one byte more than a file may have.
const tooLarge = 8<<20 + 1

// hostile are files that no importer reads, and the reason of each.
func hostile(good []byte) map[string]struct {
	file   []byte
	reason string
} {
	return map[string]struct {
		file   []byte
		reason string
	}{
		"broken: cut in the middle":      {good[:len(good)/2], "FILE_BROKEN"},
		"broken: a bit of the middle":    {flipped(good), "FILE_BROKEN"},
		"no workbook":                    {[]byte("no workbook"), "FILE_NOT_XLSX"},
		"a picture":                      {[]byte("\x89PNG\r\n\x1a\n0000000000000000"), "FILE_NOT_XLSX"},
		"nothing":                        {[]byte{}, "FILE_NOT_XLSX"},
		"oversized":                      {make([]byte, tooLarge), "FILE_TOO_LARGE"},
		"xls":                            {fixtures.XLS(), "FILE_IS_XLS"},
		"bomb: unfolds to 400 megabytes": {fixtures.Bomb(), "FILE_TOO_LARGE"},
		"bomb: a hundred thousand parts": {fixtures.ManyEntries(100_000), "FILE_TOO_LARGE"},
	}
}

// flipped changes one byte of the packed first sheet, so that its checksum no longer holds.
func flipped(good []byte) []byte {
	bad := bytes.Clone(good)
	bad[bytes.Index(bad, []byte("xl/worksheets/sheet1.xml"))+60] ^= 0x40
	return bad
}

// imported are the tables that change when a file was read and refused: the refusal can be read again.
var imported = []string{"school.imports", "school.idempotency", "school.audit_log"}

func (w *world) classLists(t *testing.T) {
	good := stand.ClassList(stand.SchoolName, "E", []int{8, 3, 3})
	path := "/v1/idara/imports?kind=CLASS_LIST&schoolYear=" + stand.SchoolYear
	for name, f := range hostile(good) {
		w.refuses(t, refusal{name: name, as: w.Office, ask: post(path, f.file), status: 400, code: "INVALID_ARGUMENT", reason: f.reason})
	}
	w.refuses(
		t,
		refusal{
			name: "of another school", as: w.Office, ask: post(path+"&schoolCode="+stand.OtherSchool, good),
			status: 404, code: "NOT_FOUND", reason: "SCHOOL_NOT_FOUND",
		},
		refusal{
			name: "of a kind that is none", as: w.Office, ask: post("/v1/idara/imports?kind=MENU", good),
			status: 400, code: "INVALID_ARGUMENT", reason: "IMPORT_KIND_UNSUPPORTED",
		},
	)
	list := func(change func(*fixtures.ListClass)) []byte {
		class := fixtures.ListClass{School: stand.SchoolName, Label: "2APIC-2", Pupils: stand.ListPupils("E", 1, 3), Latin: true}
		change(&class)
		return fixtures.ListEleve(fixtures.ListEleveOptions{Classes: []fixtures.ListClass{class}})
	}
	for name, c := range map[string]struct {
		change func(*fixtures.ListClass)
		want   map[string]string
	}{
		"foreign: another school's name": {func(c *fixtures.ListClass) { c.School = stand.OtherName }, map[string]string{"Z7": "FILE_OTHER_SCHOOL"}},
		"pupil of another class":         {func(c *fixtures.ListClass) { c.Pupils[1].Code = w.Codes[0][1] }, map[string]string{"X16": "ENROLLED_ELSEWHERE"}},
		"code that is none":              {func(c *fixtures.ListClass) { c.Pupils[0].Code = "300000001" }, map[string]string{"X15": "MASSAR_CODE_INVALID"}},
		"two bad cells": {
			func(c *fixtures.ListClass) { c.Pupils[0].Birth, c.Pupils[2].Family = "31-02-2011", "" },
			map[string]string{"H15": "DATE_INVALID", "M17": "NAME_MISSING"},
		},
		"bidi controls in a name": {
			func(c *fixtures.ListClass) { c.Pupils[0].Family = "العلمي\u202e" }, map[string]string{"M15": "TEXT_NOT_ALLOWED"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			w.fileRefused(t, w.Office, path, list(c.change), c.want, imported...)
		})
	}
	t.Run("a mark sheet in the place of a class list", func(t *testing.T) {
		w.fileRefused(t, w.Office, path, fixtures.NotesCC(fixtures.NotesCCOptions{}), map[string]string{"C18": "HEADER_NOT_FOUND"}, imported...)
	})
}

// fileRefused: the file is read, every bad cell is named in both languages, and nothing of it is stored.
func (w *world) fileRefused(t *testing.T, as stand.Person, path string, file []byte, want map[string]string, tables ...string) {
	before := w.rows(t)
	said := map[string]bool{}
	for _, lang := range []string{"fr", "ar"} {
		c := w.D.As(t, as)
		c.Lang = lang
		a := c.Post(path, file).OK()
		require.Equalf(t, "REFUSED", a.Text("import", "state"), "%s", a.Raw)
		require.Zero(t, a.At("import", "accepted"))
		got := map[string]string{}
		for _, issue := range a.List("import", "refused") {
			got[issue["cell"].(string)] = issue["reason"].(string)
			require.NotEmpty(t, issue["sheet"])
			inLanguage(t, lang, issue["message"].(string))
			require.False(t, said[issue["message"].(string)])
			said[issue["message"].(string)] = true
		}
		require.Equal(t, want, got)
	}
	w.unchanged(t, before, tables...)
}

func (w *world) sheetFiles(t *testing.T) {
	path := "/v1/moudaris/markSheets/" + w.math
	good := w.D.As(t, w.Teacher).Get(path + ":export").OK().Raw
	for name, f := range hostile(good) {
		w.refuses(t, refusal{name: name, as: w.Teacher, ask: post(path+":import", f.file), status: 400, code: "INVALID_ARGUMENT", reason: f.reason})
	}
	fill := func(cells map[string]any) []byte {
		book, err := excelize.OpenReader(bytes.NewReader(good))
		require.NoError(t, err)
		sheet := book.GetSheetName(book.GetActiveSheetIndex())
		for cell, value := range cells {
			require.NoError(t, book.SetCellValue(sheet, cell, value))
		}
		var out bytes.Buffer
		require.NoError(t, book.Write(&out))
		return out.Bytes()
	}
	for name, c := range map[string]struct {
		cells map[string]any
		want  map[string]string
	}{
		"foreign school":   {map[string]any{"C5": "11111A"}, map[string]string{"C5": "FILE_OTHER_SCHOOL"}},
		"foreign class":    {map[string]any{"I9": "2APIC-9"}, map[string]string{"I9": "FILE_OTHER_CLASS"}},
		"foreign subject":  {map[string]any{"O11": "اللغة الفرنسية"}, map[string]string{"O11": "FILE_OTHER_SUBJECT"}},
		"foreign semester": {map[string]any{"D11": "الدورة الثانية"}, map[string]string{"D11": "FILE_OTHER_SEMESTER"}},
		"foreign year":     {map[string]any{"D13": "2025/2026"}, map[string]string{"D13": "FILE_OTHER_YEAR"}},
		"two bad cells": {
			map[string]any{"G19": "vingt", "I19": 21, "G20": 11},
			map[string]string{"G19": "MARK_NOT_A_NUMBER", "I19": "MARK_ABOVE_SCALE"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			w.fileRefused(t, w.Teacher, path+":import", fill(c.cells), c.want, answered...)
		})
	}
	w.refuses(
		t,
		refusal{
			name: "into a submitted sheet", as: w.Teacher, ask: post("/v1/moudaris/markSheets/"+w.french+":import", good),
			status: 400, code: "FAILED_PRECONDITION", reason: "MARK_SHEET_SUBMITTED",
		},
		refusal{
			name: "into a colleague's sheet", as: w.Colleague, ask: post(path+":import", good),
			status: 404, code: "NOT_FOUND", reason: "MARK_SHEET_NOT_FOUND",
		},
		refusal{
			name: "a flag that is none", as: w.Teacher, ask: post(path+":import?overwrite=perhaps", good),
			status: 400, code: "INVALID_ARGUMENT", reason: "INVALID_REQUEST", fields: []string{"overwrite"},
		},
	)
}
