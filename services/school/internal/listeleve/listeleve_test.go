package listeleve_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/xlsx"
	"github.com/massar-platform/massar/platform/xlsx/xlsxtest"
	"github.com/massar-platform/massar/services/school/internal/listeleve"
	"github.com/massar-platform/massar/tests/fixtures"
)

func read(t *testing.T, data []byte) *listeleve.File {
	t.Helper()
	f, err := listeleve.Read(data)
	require.NoError(t, err)
	return f
}

// one reads a list of one class whose sheet has cells changed.
func one(t *testing.T, set map[string]any) *listeleve.File {
	t.Helper()
	return read(t, fixtures.ListEleve(fixtures.ListEleveOptions{Classes: []fixtures.ListClass{{Pupils: fixtures.ListPupils(3), Set: set}}}))
}

func TestReadAClass(t *testing.T) {
	for _, inline := range []bool{false, true} {
		f := read(t, fixtures.ListEleve(fixtures.ListEleveOptions{Inline: inline, Classes: []fixtures.ListClass{{Pupils: fixtures.ListPupils(35), Latin: true}}}))
		require.Empty(t, f.Issues)
		require.Empty(t, f.Warnings)
		require.Len(t, f.Classes, 1)
		c := f.Classes[0]
		require.Equal(t, "2APIC-1", c.Sheet)
		require.Equal(t, listeleve.Fact{Cell: "Z7", Value: "الثانوية الإعدادية النخيل"}, c.School)
		require.Equal(t, listeleve.Fact{Cell: "Z9", Value: "الثانية إعدادي مسار دولي"}, c.Level)
		require.Equal(t, listeleve.Fact{Cell: "N9", Value: "2APIC-1"}, c.Label)
		require.Len(t, c.Students, 35)
		require.Equal(t, listeleve.Student{
			Line: 16, MassarCode: "G200000002", Family: "بنجلون", First: "ياسين", LatinFamily: "Benjelloun", LatinFirst: "Yassine", Sex: "M",
			BirthDate: "2011-02-02", BirthPlace: "مراكش",
			Cells: map[string]string{"code": "X16", "family": "M16", "first": "Q16", "sex": "L16", "birthDate": "H16", "birthPlace": "B16", "latinFirst": "AC16", "latinFamily": "AG16"},
		}, c.Students[1])
		require.Equal(t, "F", c.Students[0].Sex)
	}
}

func TestOneSheetPerClass(t *testing.T) {
	second := fixtures.ListPupils(5)
	for i := range second {
		second[i].Code = "K" + second[i].Code[1:]
	}
	f := read(t, fixtures.ListEleve(fixtures.ListEleveOptions{CoverSheet: true, Classes: []fixtures.ListClass{
		{Pupils: fixtures.ListPupils(3)}, {Pupils: second, Glued: true, Label: "TCSF-2", HeaderRow: 11},
	}}))
	require.Empty(t, f.Issues)
	require.Equal(t, []xlsx.Issue{{Sheet: "الغلاف", Cell: "A1", Reason: "HEADER_NOT_FOUND"}}, f.Warnings)
	require.Len(t, f.Classes, 2)
	require.Equal(t, []int{3, 5}, []int{len(f.Classes[0].Students), len(f.Classes[1].Students)})
	require.Equal(t, listeleve.Fact{Cell: "J9", Value: "TCSF-2"}, f.Classes[1].Label)
	require.Equal(t, listeleve.Fact{Cell: "W7", Value: "الثانوية الإعدادية النخيل"}, f.Classes[1].School)
	require.Equal(t, 12, f.Classes[1].Students[0].Line)
}

func TestColumnsAreFoundByLabel(t *testing.T) {
	for name, columns := range map[string]map[string]string{
		"left to right":  {"رقم التلميذ": "A", "النسب": "B", "الإسم": "C", "النوع": "D", "تاريخ الازدياد": "E", "مكان الازدياد": "F"},
		"without places": {"رقم التلميذ": "C", "النسب": "F", "الإسم": "H"},
	} {
		f := read(t, fixtures.ListEleve(fixtures.ListEleveOptions{Classes: []fixtures.ListClass{{Pupils: fixtures.ListPupils(2), Columns: columns}}}))
		require.Empty(t, f.Issues, name)
		require.Len(t, f.Classes[0].Students, 2, name)
		require.Equal(t, "العلمي", f.Classes[0].Students[0].Family, name)
	}
	for label, set := range map[string]map[string]any{
		"other spellings": {"X14": "  الرمـز ", "M14": "النَّسب", "Q14": "الأسم :", "L14": "الجنس", "H14": "تاريخ الإزدياد", "B14": "مكان الإزدياد"},
		"with brackets":   {"X14": "رقم  التلميذ (ة)"},
		"French":          {"X14": "Code MASSAR", "L14": "Sexe", "H14": "Date de naissance", "B14": "LIEU DE NAISSANCE"},
	} {
		f := one(t, set)
		require.Empty(t, f.Issues, label)
		s := f.Classes[0].Students[2]
		require.Equal(t, []string{"G200000003", "الفاسي", "آية", "F", "2011-03-03", "مراكش"}, []string{s.MassarCode, s.Family, s.First, s.Sex, s.BirthDate, s.BirthPlace}, label)
	}
	latin := one(t, map[string]any{"M14": "Nom", "Q14": "Prénom", "M15": "Alami", "Q15": "Salma"})
	require.Empty(t, latin.Issues)
	require.Equal(t, []string{"", "", "Alami", "Salma"}, []string{latin.Classes[0].Students[0].Family, latin.Classes[0].Students[0].First, latin.Classes[0].Students[0].LatinFamily, latin.Classes[0].Students[0].LatinFirst})
}

// In some files the header is merged over columns of which the values take
// another than the first.
func TestValuesElsewhereUnderAWideHeader(t *testing.T) {
	f := one(t, map[string]any{"M15": nil, "N15": "العلمي", "X15": nil, "Z15": "G200000001"})
	require.Empty(t, f.Issues)
	require.Equal(t, "العلمي", f.Classes[0].Students[0].Family)
	require.Equal(t, "Z15", f.Classes[0].Students[0].Cells["code"])
}

func TestFactsAboveTheTable(t *testing.T) {
	f := one(t, map[string]any{"Z9": nil, "N9": nil, "C7": "رمز المؤسسة", "D7": "12345a", "C5": "السنة الدراسية : 2025/2026"})
	c := f.Classes[0]
	require.Equal(t, listeleve.Fact{Cell: "D7", Value: "12345A"}, c.SchoolCode)
	require.Equal(t, listeleve.Fact{Cell: "C5", Value: "2025/2026"}, c.Year)
	require.Equal(t, listeleve.Fact{}, c.Level, "a missing value is not taken from the next label")
	require.Equal(t, listeleve.Fact{Value: "2APIC-1"}, c.Label, "the sheet's name stands in")
}

func TestBirthDates(t *testing.T) {
	for typed, want := range map[any]string{
		"14-05-2012": "2012-05-14", "14/05/2012": "2012-05-14", " 4/5/2012 ": "2012-05-04", "14.05.2012": "2012-05-14", "2012-05-14": "2012-05-14",
		"١٤-٠٥-٢٠١٢": "2012-05-14", "14/05/2012 00:00:00": "2012-05-14", "29-02-2012": "2012-02-29",
		fixtures.Num("41043"): "2012-05-14", fixtures.Num("41043.0"): "2012-05-14",
	} {
		f := one(t, map[string]any{"H15": typed})
		require.Empty(t, f.Issues, "%v", typed)
		require.Equal(t, want, f.Classes[0].Students[0].BirthDate, "%v", typed)
	}
	f := read(t, fixtures.ListEleve(fixtures.ListEleveOptions{Date1904: true, Classes: []fixtures.ListClass{{Pupils: fixtures.ListPupils(1), Set: map[string]any{"H15": fixtures.Num("39581")}}}}))
	require.Equal(t, "2012-05-14", f.Classes[0].Students[0].BirthDate)
}

func TestBadRowsAreAllListed(t *testing.T) {
	issue := func(cell, reason string, args ...string) xlsx.Issue {
		return xlsx.Issue{Sheet: "2APIC-1", Cell: cell, Reason: reason, Args: args}
	}
	for name, c := range map[string]struct {
		set  map[string]any
		want []xlsx.Issue
	}{
		"bad code":             {map[string]any{"X16": "200000002"}, []xlsx.Issue{issue("X16", "MASSAR_CODE_INVALID", "200000002")}},
		"code is a number":     {map[string]any{"X16": fixtures.Num("200000002")}, []xlsx.Issue{issue("X16", "MASSAR_CODE_INVALID", "200000002")}},
		"no code":              {map[string]any{"X16": nil}, []xlsx.Issue{issue("X16", "MASSAR_CODE_INVALID", "")}},
		"code too long":        {map[string]any{"X16": "G20000000222"}, []xlsx.Issue{issue("X16", "MASSAR_CODE_INVALID", "G20000000222")}},
		"Arabic letter":        {map[string]any{"X16": "ج200000002"}, []xlsx.Issue{issue("X16", "MASSAR_CODE_INVALID", "ج200000002")}},
		"code twice":           {map[string]any{"X17": "G200000001"}, []xlsx.Issue{issue("X17", "DUPLICATE_IN_FILE", "G200000001", "2APIC-1!X15")}},
		"no family name":       {map[string]any{"M16": nil}, []xlsx.Issue{issue("M16", "NAME_MISSING")}},
		"no first name":        {map[string]any{"Q16": "  "}, []xlsx.Issue{issue("Q16", "NAME_MISSING")}},
		"a code alone":         {map[string]any{"M16": nil, "Q16": nil}, []xlsx.Issue{issue("M16", "NAME_MISSING"), issue("Q16", "NAME_MISSING")}},
		"no such day":          {map[string]any{"H16": "31-02-2011"}, []xlsx.Issue{issue("H16", "DATE_INVALID", "31-02-2011")}},
		"month first":          {map[string]any{"H16": "05/14/2012"}, []xlsx.Issue{issue("H16", "DATE_INVALID", "05/14/2012")}},
		"two digits of a year": {map[string]any{"H16": "14/05/12"}, []xlsx.Issue{issue("H16", "DATE_INVALID", "14/05/12")}},
		"no date":              {map[string]any{"H16": "غير معروف"}, []xlsx.Issue{issue("H16", "DATE_INVALID", "غير معروف")}},
		"born in 1890":         {map[string]any{"H16": "14/05/1890"}, []xlsx.Issue{issue("H16", "DATE_INVALID", "14/05/1890")}},
		"date number far off":  {map[string]any{"H16": fixtures.Num("9e8")}, []xlsx.Issue{issue("H16", "DATE_INVALID", "9e8")}},
		"a year alone":         {map[string]any{"H16": fixtures.Num("2012")}, []xlsx.Issue{issue("H16", "DATE_INVALID", "2012")}},
		"third sex":            {map[string]any{"L16": "?"}, []xlsx.Issue{issue("L16", "CELL_INVALID", "?")}},
		"name turns around":    {map[string]any{"M16": "بن\u202Eجلون"}, []xlsx.Issue{issue("M16", "TEXT_NOT_ALLOWED", "بنجلون")}},
		"name with control":    {map[string]any{"Q16": "\x01ياسين"}, []xlsx.Issue{issue("Q16", "TEXT_NOT_ALLOWED", "ياسين")}},
		"place with control":   {map[string]any{"B16": "a\x1fb"}, []xlsx.Issue{issue("B16", "TEXT_NOT_ALLOWED", "ab")}},
		"several at once": {map[string]any{"X15": "x1", "M16": nil, "H17": "?"}, []xlsx.Issue{
			issue("X15", "MASSAR_CODE_INVALID", "x1"), issue("M16", "NAME_MISSING"), issue("H17", "DATE_INVALID", "?"),
		}},
	} {
		t.Run(name, func(t *testing.T) {
			f := one(t, c.set)
			require.Equal(t, c.want, f.Issues)
			require.Len(t, f.Classes[0].Students, 3)
		})
	}
}

func TestWarningsAndToleratedRows(t *testing.T) {
	f := one(t, map[string]any{
		"X15": " g200000001 ", "X16": "G20000000", "H17": nil, "M15": " أيت \t علي ",
		"M20": "عدد التلاميذ : 3", "X21": "المجموع", "Q23": "توقيع المدير",
		"X19": "رقم التلميذ", "M19": "النسب", "Q19": "الإسم",
	})
	require.Empty(t, f.Issues)
	require.Equal(t, "G200000001", f.Classes[0].Students[0].MassarCode)
	require.Equal(t, "أيت علي", f.Classes[0].Students[0].Family)
	require.Empty(t, f.Classes[0].Students[2].BirthDate)
	require.Len(t, f.Classes[0].Students, 3)
	warn := func(cell, reason, arg string) xlsx.Issue {
		return xlsx.Issue{Sheet: "2APIC-1", Cell: cell, Reason: reason, Args: []string{arg}}
	}
	require.Equal(t, []xlsx.Issue{
		warn("X16", "MASSAR_CODE_INVALID", "G20000000"), warn("H17", "DATE_INVALID", ""), warn("M20", "ROW_UNKNOWN", "عدد التلاميذ : 3"),
		warn("X21", "ROW_UNKNOWN", "المجموع"), warn("Q23", "ROW_UNKNOWN", "توقيع المدير"),
	}, f.Warnings)
}

func TestDuplicatesAreFoundAcrossSheets(t *testing.T) {
	f := read(t, fixtures.ListEleve(fixtures.ListEleveOptions{Classes: []fixtures.ListClass{{Pupils: fixtures.ListPupils(2)}, {Pupils: fixtures.ListPupils(1)}}}))
	require.Equal(t, []xlsx.Issue{{Sheet: "2APIC-2", Cell: "X15", Reason: "DUPLICATE_IN_FILE", Args: []string{"G200000001", "2APIC-1!X15"}}}, f.Issues)
}

func TestADamagedHeaderIsNotPassedOver(t *testing.T) {
	second := fixtures.ListClass{Pupils: fixtures.ListPupils(2), Set: map[string]any{"X14": nil, "X15": "H300000001"}}
	f := read(t, fixtures.ListEleve(fixtures.ListEleveOptions{Classes: []fixtures.ListClass{{Pupils: fixtures.ListPupils(2)}, second}}))
	require.Equal(t, []xlsx.Issue{{Sheet: "2APIC-2", Cell: "X15", Reason: "HEADER_NOT_FOUND"}}, f.Issues)
	require.Len(t, f.Classes, 1)
}

func TestTooManyStudents(t *testing.T) {
	f := read(t, fixtures.ListEleve(fixtures.ListEleveOptions{Classes: []fixtures.ListClass{{Pupils: fixtures.ListPupils(201)}}}))
	require.Equal(t, []xlsx.Issue{{Sheet: "2APIC-1", Cell: "X215", Reason: "FILE_TOO_LARGE", Args: []string{"200"}}}, f.Issues)
	require.Len(t, f.Classes[0].Students, 200)
}

func TestFilesThatCannotBeRead(t *testing.T) {
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"xls":           {fixtures.XLS(), "FILE_IS_XLS"},
		"text":          {[]byte("الرمز;النسب"), "FILE_NOT_XLSX"},
		"bomb":          {fixtures.Bomb(), "FILE_TOO_LARGE"},
		"nothing of it": {fixtures.Book{Sheets: []fixtures.Sheet{{Name: "a", Cells: map[string]any{"A1": "x"}}}}.Bytes(), "HEADER_NOT_FOUND"},
		"empty":         {fixtures.Book{Sheets: []fixtures.Sheet{{Name: "a"}}}.Bytes(), "HEADER_NOT_FOUND"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := listeleve.Read(c.data)
			require.Equal(t, c.want, xlsx.ReasonOf(err))
		})
	}
}

func TestSavedByLibreOffice(t *testing.T) {
	data := fixtures.ListEleve(fixtures.ListEleveOptions{CoverSheet: true, Classes: []fixtures.ListClass{{Pupils: fixtures.ListPupils(35), Latin: true}}})
	saved := xlsxtest.LibreOffice(t, []xlsxtest.Edit{
		{Data: data},
		{Data: data, Set: []xlsxtest.Set{{Sheet: "2APIC-1", Cell: "H15", Kind: xlsxtest.Type, Value: "2012-05-14"}, {Sheet: "2APIC-1", Cell: "X16", Kind: xlsxtest.Text, Value: "G1"}}},
		{Data: data, Filter: xlsxtest.XLS},
	})
	before, after := read(t, data), read(t, saved[0].Data)
	before.Book, after.Book = nil, nil
	require.Equal(t, before, after)
	edited := read(t, saved[1].Data)
	require.Equal(t, "2012-05-14", edited.Classes[0].Students[0].BirthDate, "typed as a date")
	require.Equal(t, []xlsx.Issue{{Sheet: "2APIC-1", Cell: "X16", Reason: "MASSAR_CODE_INVALID", Args: []string{"G1"}}}, edited.Issues)
	_, err := listeleve.Read(saved[2].Data)
	require.Equal(t, xlsx.ReasonFileIsXLS, xlsx.ReasonOf(err))
}

func FuzzRead(f *testing.F) {
	f.Add(fixtures.ListEleve(fixtures.ListEleveOptions{}))
	f.Add(fixtures.ListEleve(fixtures.ListEleveOptions{CoverSheet: true, Inline: true}))
	f.Add(fixtures.NotesCC(fixtures.NotesCCOptions{}))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, err := listeleve.Read(data); err != nil {
			var e *xlsx.Error
			require.ErrorAs(t, err, &e)
		}
	})
}

// FuzzCells changes one cell of a good list: no text that is not allowed and no
// code or date of another form ever gets through.
func FuzzCells(f *testing.F) {
	for _, seed := range []string{"G200000009", "النسب", "القسم :", "31-02-2011", "\x00", "\u202e", "=1", "", "41043"} {
		f.Add(seed, uint8(23), uint8(15))
	}
	f.Fuzz(func(t *testing.T, text string, col, row uint8) {
		cell := xlsx.Address(int(col%33)+1, int(row%20)+1)
		data := fixtures.ListEleve(fixtures.ListEleveOptions{Inline: true, Classes: []fixtures.ListClass{{Pupils: fixtures.ListPupils(4), Latin: true, Set: map[string]any{cell: text}}}})
		file, err := listeleve.Read(data)
		if err != nil {
			require.Contains(t, []string{"HEADER_NOT_FOUND", "FILE_TOO_LARGE"}, xlsx.ReasonOf(err))
			return
		}
		for _, class := range file.Classes {
			for _, s := range class.Students {
				require.Regexp(t, `^([A-Z][0-9]{8,10})?$`, s.MassarCode)
				require.Regexp(t, `^([0-9]{4}-[0-9]{2}-[0-9]{2})?$`, s.BirthDate)
				require.Contains(t, []string{"", "M", "F"}, s.Sex)
				for _, name := range []string{s.Family, s.First, s.LatinFamily, s.LatinFirst, s.BirthPlace, class.Label.Value, class.School.Value, class.Level.Value} {
					require.True(t, xlsx.Allowed(name), "%q", name)
				}
			}
		}
	})
}
