package school_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/tests/fixtures"
)

func TestImportCreatesTheClassAndEnrols(t *testing.T) {
	each(t, func(w *world) {
		answer := w.accepted(w.office, list(35))
		require.EqualValues(w, 35, answer.GetAccepted())
		require.Empty(w, answer.GetWarnings())
		require.Equal(w, "CLASS_LIST", answer.GetKind())

		class := w.findClass(w.office, "2APIC-1")
		require.Equal(w, "2APIC", class.GetLevel())
		require.EqualValues(w, 35, class.GetStudentCount())
		require.Equal(w, year, class.GetSchoolYear())
		students := w.students(w.office, class.GetClassId())
		require.Len(w, students, 35)
		first, _, _ := w.ref.Lessons(year)
		for i, student := range students {
			require.EqualValues(w, i+1, student.GetNumber())
			require.Equal(w, fmt.Sprintf("G%09d", 200000001+i), student.GetMassarCode())
			require.Equal(w, palms, student.GetSchoolCode())
			require.Equal(w, "ENROLLED", student.GetStatus())
		}
		require.Equal(w, &typev1.Name{Ar: "العلمي سلمى", Latin: "Alami Salma"}, clone(students[0].GetName()))
		require.Equal(w, "2011-01-01", students[0].GetBirthDate())
		require.Equal(w, "F", students[0].GetSex())
		require.Equal(w, 35, w.count(`SELECT COUNT(*) FROM enrolments WHERE from_date = $1`, first))

		// The same list once more changes nothing.
		before := w.rows()
		again := w.accepted(w.office, list(35))
		require.EqualValues(w, 35, again.GetAccepted())
		require.NotEqual(w, answer.GetImportId(), again.GetImportId())
		before["imports"]++
		require.Equal(w, before, w.rows())
	})
}

func clone(n *typev1.Name) *typev1.Name { return &typev1.Name{Ar: n.GetAr(), Latin: n.GetLatin()} }

func TestImportReadsLevelAndStreamFromTheLabel(t *testing.T) {
	each(t, func(w *world) {
		data := list(2, func(c *fixtures.ListClass) {
			c.Label, c.School, c.Sheet = " 2bacspf - 01", "ثانويه الارز", "x"
		})
		w.accepted(w.cedarsOffice, data)
		class := w.findClass(w.cedarsOffice, "2BACSPF-1")
		require.Equal(w, "2BACSPF", class.GetLevel())
		require.Equal(w, "SPC", class.GetStream())
		require.NotEmpty(w, class.GetSubjects())
		_, err := w.idara.CreateClass(w.writing(w.cedarsOffice), &schoolv1.CreateClassRequest{Label: "2BACSPF-1 "})
		w.refused(err, errs.AlreadyExists, errorsv1.Reason_CLASS_EXISTS)
	})
}

func TestImportCorrectsAndReports(t *testing.T) {
	each(t, func(w *world) {
		w.accepted(w.office, list(4))
		w.changes()
		w.real.Advance(24 * time.Hour)
		data := list(5, func(c *fixtures.ListClass) {
			c.Latin = false // the second file knows no Latin names: those we have stay
			c.Pupils = append(c.Pupils[:2:2], c.Pupils[3:]...)
			c.Pupils[0].Family, c.Pupils[0].Place = "العلوي", ""
			c.Pupils[1].Birth = "01/02/2012"
		})
		answer := w.accepted(w.office, data)
		require.EqualValues(w, 4, answer.GetAccepted())
		require.Len(w, answer.GetWarnings(), 1)
		require.Equal(w, "ROW_MISSING", answer.GetWarnings()[0].GetReason())
		require.Equal(w, "2APIC-1", answer.GetWarnings()[0].GetSheet())
		require.Equal(w, "N9", answer.GetWarnings()[0].GetCell())
		require.Contains(w, answer.GetWarnings()[0].GetMessage(), "G200000003")

		class := w.findClass(w.office, "2APIC-1")
		students := w.students(w.office, class.GetClassId())
		require.Len(w, students, 5, "who is not in the list stays")
		require.Equal(w, &typev1.Name{Ar: "العلوي سلمى", Latin: "Alami Salma"}, clone(students[0].GetName()))
		require.Equal(w, "2012-02-01", students[1].GetBirthDate())
		require.EqualValues(w, 5, students[4].GetNumber())
		require.Equal(w, 1, w.count(`SELECT COUNT(*) FROM enrolments WHERE from_date = $1`, "2026-11-24"), "who joins a class that runs counts from today")
		require.Equal(w, 4, w.count(`SELECT COUNT(*) FROM students WHERE birth_place = $1 AND massar_code <> $2`, "مراكش", "G200000001"))
		require.Equal(w, 1, w.count(`SELECT COUNT(*) FROM students WHERE birth_place = $1 AND massar_code = $2`, "مراكش", "G200000001"), "an empty cell clears nothing")

		var names, joined []string
		all := w.changes()
		for _, change := range all[len(all)-4:] {
			if row := change.GetStudent(); row != nil {
				names = append(names, fmt.Sprintf("%s %d", row.GetMassarCode(), row.GetVersion()))
			}
			if row := change.GetEnrolment(); row != nil {
				joined = append(joined, fmt.Sprintf("%d %s %d", row.GetNumber(), row.GetFrom(), row.GetVersion()))
			}
		}
		require.ElementsMatch(w, []string{"G200000001 2", "G200000002 2", "G200000005 1"}, names)
		require.Equal(w, []string{"5 2026-11-24 1"}, joined)
		found, err := w.idara.SearchStudents(w.as(w.office), &schoolv1.SearchStudentsRequest{Query: "علوي"})
		require.NoError(w, err)
		require.Len(w, found.GetStudents(), 1, "a corrected name is found")
	})
}

func TestImportRefusesTheWholeFile(t *testing.T) {
	each(t, func(w *world) {
		w.accepted(w.office, list(3))
		type issue struct{ sheet, cell, reason, says string }
		second := func(edit func(*fixtures.ListClass)) []byte {
			return list(3, func(c *fixtures.ListClass) {
				c.Label, c.Sheet = "2APIC-2", "2APIC-2"
				for i := range c.Pupils {
					c.Pupils[i].Code = fmt.Sprintf("H%09d", 300000001+i)
				}
				edit(c)
			})
		}
		long := strings.Repeat("م", 121)
		for name, c := range map[string]struct {
			data []byte
			want []issue
		}{
			"enrolled elsewhere": {second(func(c *fixtures.ListClass) { c.Pupils[1].Code = "G200000002" }), []issue{{"2APIC-2", "X16", "ENROLLED_ELSEWHERE", "transfert"}}},
			"other school":       {second(func(c *fixtures.ListClass) { c.School = "ثانوية الأرز" }), []issue{{"2APIC-2", "Z7", "FILE_OTHER_SCHOOL", "d'après la cellule Z7 : ثانوية الأرز"}}},
			"other code":         {second(func(c *fixtures.ListClass) { c.Set = map[string]any{"C5": cedars} }), []issue{{"2APIC-2", "C5", "FILE_OTHER_SCHOOL", "C5 : " + cedars}}},
			"other year":         {second(func(c *fixtures.ListClass) { c.Set = map[string]any{"B11": "السنة الدراسية : 2025/2026"} }), []issue{{"2APIC-2", "B11", "FILE_OTHER_YEAR", "B11 : 2025/2026"}}},
			"unknown level":      {second(func(c *fixtures.ListClass) { c.Label = "9XYZ-1" }), []issue{{"2APIC-2", "N9", "LEVEL_UNKNOWN", "9XYZ-1"}}},
			"name turned":        {second(func(c *fixtures.ListClass) { c.Pupils[0].Family = "بن\u202eجلون" }), []issue{{"2APIC-2", "M15", "TEXT_NOT_ALLOWED", "invisibles"}}},
			"name with control":  {second(func(c *fixtures.ListClass) { c.Pupils[2].First = "آ\u0001ية" }), []issue{{"2APIC-2", "Q17", "TEXT_NOT_ALLOWED", "invisibles"}}},
			"invisible letter":   {second(func(c *fixtures.ListClass) { c.Pupils[1].LatinFirst = "Yas\u200bsine" }), []issue{{"2APIC-2", "AC16", "TEXT_NOT_ALLOWED", "invisibles"}}},
			"name without end":   {second(func(c *fixtures.ListClass) { c.Pupils[1].Family = long }), []issue{{"2APIC-2", "M16", "FIELD_TOO_LONG", "120"}}},
			"no name":            {second(func(c *fixtures.ListClass) { c.Pupils[0].First = "" }), []issue{{"2APIC-2", "Q15", "NAME_MISSING", "dans la cellule Q15"}}},
			"third sex":          {second(func(c *fixtures.ListClass) { c.Pupils[0].Sex = "?" }), []issue{{"2APIC-2", "L15", "CELL_INVALID", "cellule L15"}}},
			"one code twice":     {second(func(c *fixtures.ListClass) { c.Pupils[2].Code = c.Pupils[0].Code }), []issue{{"2APIC-2", "X17", "DUPLICATE_IN_FILE", "H300000001"}}},
			"one class twice": {fixtures.ListEleve(fixtures.ListEleveOptions{Classes: []fixtures.ListClass{
				{Label: "2APIC-3", Pupils: []fixtures.ListPupil{{Code: "K100000001", Family: "أ", First: "ب", Birth: "01-01-2012"}}},
				{Label: "2apic-03", Pupils: []fixtures.ListPupil{{Code: "K100000002", Family: "أ", First: "ب", Birth: "01-01-2012"}}},
			}}), []issue{{"2apic-03", "N9", "DUPLICATE_IN_FILE", "2APIC-3"}}},
			"all of it": {second(func(c *fixtures.ListClass) {
				c.Pupils[0].Code, c.Pupils[1].Birth, c.Pupils[2].Code = "x", "31-02-2012", "G200000001"
			}), []issue{{"2APIC-2", "X15", "MASSAR_CODE_INVALID", "x"}, {"2APIC-2", "H16", "DATE_INVALID", "31-02-2012"}, {"2APIC-2", "X17", "ENROLLED_ELSEWHERE", "transfert"}}},
		} {
			before := w.rows()
			answer, err := w.load(w.office, c.data)
			require.NoError(w, err, name)
			require.Equal(w, typev1.Import_State_REFUSED, answer.GetState(), name)
			require.Zero(w, answer.GetAccepted(), name)
			require.Len(w, answer.GetRefused(), len(c.want), name)
			for i, want := range c.want {
				got := answer.GetRefused()[i]
				require.Equal(w, []string{want.sheet, want.cell, want.reason}, []string{got.GetSheet(), got.GetCell(), got.GetReason()}, name)
				require.Contains(w, got.GetMessage(), want.says, name)
			}
			before["imports"]++
			require.Equal(w, before, w.rows(), name)
		}
	})
}

func TestImportTakesTheSchoolByCodeOrEitherName(t *testing.T) {
	each(t, func(w *world) {
		for i, school := range []string{"الثانوية الاعدادية  النخيل", "COLLEGE ANNAKHIL", "النخيل " + palms} {
			w.accepted(w.office, list(1, func(c *fixtures.ListClass) {
				c.School, c.Label, c.Pupils[0].Code = school, fmt.Sprintf("3APIC-%d", i+1), fmt.Sprintf("L10000000%d", i)
				c.Set = map[string]any{"B11": "السنة الدراسية : 2026/2027"}
			}))
		}
	})
}

func TestImportStoresNamesComposed(t *testing.T) {
	each(t, func(w *world) {
		w.accepted(w.office, list(1, func(c *fixtures.ListClass) {
			c.Pupils[0].Family, c.Pupils[0].LatinFirst = "ا\u0654مزيان", "Noe\u0308lle"
		}))
		students := w.students(w.office, w.findClass(w.office, "2APIC-1").GetClassId())
		require.Equal(w, &typev1.Name{Ar: "أمزيان سلمى", Latin: "Alami No\u00eblle"}, clone(students[0].GetName()))
	})
}

func TestImportOfUnreadableFiles(t *testing.T) {
	good, bomb := list(3), fixtures.Bomb()
	var classes []fixtures.ListClass
	for i := range 26 {
		classes = append(classes, fixtures.ListClass{Label: fmt.Sprintf("1APIC-%d", i+1), Pupils: fixtures.ListPupils(200)})
	}
	town := fixtures.ListEleve(fixtures.ListEleveOptions{Classes: classes})
	each(t, func(w *world) {
		before := w.rows()
		for name, c := range map[string]struct {
			data   []byte
			kind   errs.Kind
			reason errorsv1.Reason
		}{
			"xls":       {fixtures.XLS(), errs.Invalid, errorsv1.Reason_FILE_IS_XLS},
			"text":      {[]byte("الرمز;النسب"), errs.Invalid, errorsv1.Reason_FILE_NOT_XLSX},
			"empty":     {nil, errs.Invalid, errorsv1.Reason_FILE_NOT_XLSX},
			"bomb":      {bomb, errs.Invalid, errorsv1.Reason_FILE_TOO_LARGE},
			"cut off":   {good[:len(good)/2], errs.Invalid, errorsv1.Reason_FILE_BROKEN},
			"oversized": {make([]byte, 8<<20+1), errs.Invalid, errorsv1.Reason_FILE_TOO_LARGE},
			"a town":    {town, errs.Invalid, errorsv1.Reason_FILE_TOO_LARGE},
			"no table":  {fixtures.Book{Sheets: []fixtures.Sheet{{Name: "a", Cells: map[string]any{"A1": "x"}}}}.Bytes(), errs.Invalid, errorsv1.Reason_HEADER_NOT_FOUND},
		} {
			_, err := w.load(w.office, c.data)
			require.Equal(w, c.reason.String(), errs.ReasonOf(err).String(), name)
			require.Equal(w, c.kind, errs.KindOf(err), name)
		}
		_, err := upload(w.writing(w.office), w.idara, &schoolv1.ImportClassListRequest_Header{SchoolYear: "2026/2027"}, good, 64<<10)
		w.refused(err, errs.Invalid, errorsv1.Reason_SCHOOL_YEAR_UNKNOWN)
		require.Equal(w, before, w.rows())
	})
}

func TestImportStreamsOutOfOrder(t *testing.T) {
	each(t, func(w *world) {
		chunk := &schoolv1.ImportClassListRequest{Part: &schoolv1.ImportClassListRequest_Chunk{Chunk: []byte("PK")}}
		header := &schoolv1.ImportClassListRequest{Part: &schoolv1.ImportClassListRequest_Header_{Header: &schoolv1.ImportClassListRequest_Header{}}}
		for name, parts := range map[string][]*schoolv1.ImportClassListRequest{
			"nothing": {}, "no header": {chunk}, "two headers": {header, chunk, header}, "no part": {header, {}},
		} {
			stream, err := w.idara.ImportClassList(w.writing(w.office))
			require.NoError(w, err)
			for _, part := range parts {
				if stream.Send(part) != nil {
					break
				}
			}
			_, err = stream.CloseAndRecv()
			require.Equal(w, errs.Invalid, errs.KindOf(err), "%s: %v", name, err)
		}
	})
}

func TestImportIsReadAgainInTheReadersLanguage(t *testing.T) {
	each(t, func(w *world) {
		bad := list(2, func(c *fixtures.ListClass) { c.School, c.Pupils[0].Sex = "ثانوية الأرز", "?" })
		answer, err := w.load(w.office, bad)
		require.NoError(w, err)
		french, err := w.idara.GetImport(w.in(w.office, "fr"), &schoolv1.GetImportRequest{ImportId: answer.GetImportId()})
		require.NoError(w, err)
		values := map[string]string{}
		for _, issue := range answer.GetRefused() {
			values[issue.GetCell()], issue.Value = issue.GetValue(), ""
		}
		require.Equal(w, map[string]string{"Z7": "ثانوية الأرز", "L15": "?"}, values)
		require.True(w, proto.Equal(answer, french), "what stands in the cells is not kept\n%v\n%v", answer, french)
		arabic, err := w.idara.GetImport(w.in(w.office, "ar"), &schoolv1.GetImportRequest{ImportId: answer.GetImportId()})
		require.NoError(w, err)
		for i, issue := range arabic.GetRefused() {
			require.Equal(w, answer.GetRefused()[i].GetCell(), issue.GetCell())
			require.Equal(w, answer.GetRefused()[i].GetReason(), issue.GetReason())
			require.Regexp(w, `^\p{Arabic}`, issue.GetMessage())
			require.Contains(w, issue.GetMessage(), issue.GetCell())
		}
		for _, stranger := range []string{"cedars", "harbour", "annex"} {
			p := map[string]auth.Principal{"cedars": w.cedarsOffice, "harbour": w.harbourOffice, "annex": w.annexOffice}[stranger]
			_, err := w.idara.GetImport(w.as(p), &schoolv1.GetImportRequest{ImportId: answer.GetImportId()})
			w.missing(err, errorsv1.Reason_IMPORT_NOT_FOUND)
		}
		for _, id := range []string{palms + "." + uuid.NewString(), "x", palms + ".\x00"} {
			_, err := w.idara.GetImport(w.as(w.office), &schoolv1.GetImportRequest{ImportId: id})
			w.missing(err, errorsv1.Reason_IMPORT_NOT_FOUND)
		}
	})
}

func TestImportAnswersOnceForAKey(t *testing.T) {
	each(t, func(w *world) {
		header := &schoolv1.ImportClassListRequest_Header{FileName: "a.xlsx"}
		ctx := func(key string) context.Context { return write.WithKey(w.as(w.office), key) }
		for name, data := range map[string][]byte{"accepted": list(3), "refused": list(3, func(c *fixtures.ListClass) { c.School = "?" })} {
			key := uuid.NewString()
			first, err := upload(ctx(key), w.idara, header, data, 64<<10)
			require.NoError(w, err, name)
			before := w.rows()
			// Cut into other pieces it is the same file.
			again, err := upload(ctx(key), w.idara, header, data, 999)
			require.NoError(w, err, name)
			a, err := proto.MarshalOptions{Deterministic: true}.Marshal(first)
			require.NoError(w, err)
			b, err := proto.MarshalOptions{Deterministic: true}.Marshal(again)
			require.NoError(w, err)
			require.Equal(w, a, b, name)
			require.Equal(w, before, w.rows(), name)
			_, err = upload(ctx(key), w.idara, header, list(2), 64<<10)
			w.refused(err, errs.FailedPrecondition, errorsv1.Reason_IDEMPOTENCY_KEY_REUSED)
		}
		_, err := upload(w.as(w.office), w.idara, header, list(3), 64<<10)
		w.refused(err, errs.Invalid, errorsv1.Reason_IDEMPOTENCY_KEY_REQUIRED)
	})
}

func TestConcurrentImportsOfOneNewClass(t *testing.T) {
	each(t, func(w *world) {
		data := list(20)
		var group sync.WaitGroup
		failures := make([]error, 6)
		for i := range failures {
			ctx := w.writing(w.office)
			group.Go(func() {
				_, failures[i] = upload(ctx, w.idara, &schoolv1.ImportClassListRequest_Header{}, data, 64<<10)
			})
		}
		group.Wait()
		for _, err := range failures {
			require.NoError(w, err)
		}
		require.Equal(w, 1, w.count(`SELECT COUNT(*) FROM classes`))
		require.Equal(w, 20, w.count(`SELECT COUNT(*) FROM students`))
		require.Equal(w, 20, w.count(`SELECT COUNT(*) FROM enrolments`))
		require.Equal(w, 6, w.count(`SELECT COUNT(*) FROM imports`))
	})
}

// Two schools claim the same new students at the same moment: one gets them, the other is told the cells.
func TestConcurrentImportsOfOneNewStudent(t *testing.T) {
	each(t, func(w *world) {
		var group sync.WaitGroup
		answers, failures := make([]*typev1.Import, 2), make([]error, 2)
		for i, ctx := range []context.Context{w.writing(w.office), w.writing(w.cedarsOffice)} {
			data := list(10, func(c *fixtures.ListClass) {
				c.School = []string{"الثانوية الإعدادية النخيل", "ثانوية الأرز"}[i]
				c.Label = []string{"2APIC-1", "TCSF-1"}[i]
			})
			group.Go(func() {
				answers[i], failures[i] = upload(ctx, w.idara, &schoolv1.ImportClassListRequest_Header{}, data, 64<<10)
			})
		}
		group.Wait()
		require.NoError(w, failures[0])
		require.NoError(w, failures[1])
		require.Equal(w, 1, len(answers[0].GetRefused())/10+len(answers[1].GetRefused())/10)
		require.Equal(w, 10, w.count(`SELECT COUNT(*) FROM students`))
		require.Equal(w, 10, w.count(`SELECT COUNT(*) FROM enrolments`))
		require.Equal(w, 1, w.count(`SELECT COUNT(*) FROM classes`))
	})
}

// A student who left his class is enrolled again from the day on which he left, never twice for one day.
func TestImportOfAStudentWhoLeft(t *testing.T) {
	each(t, func(w *world) {
		w.accepted(w.office, list(2))
		w.exec(`UPDATE enrolments SET to_date = '2026-12-01', version = version + 1 WHERE number = 2`)
		w.accepted(w.office, list(2, func(c *fixtures.ListClass) { c.Label, c.Pupils = "2APIC-2", c.Pupils[1:] }))
		require.Equal(w, 1, w.count(`SELECT COUNT(*) FROM enrolments WHERE to_date IS NULL AND from_date = '2026-12-01'`))
		students := w.students(w.office, w.findClass(w.office, "2APIC-1").GetClassId())
		require.Len(w, students, 2)
		// A number that was given is not given again.
		w.accepted(w.office, list(3, func(c *fixtures.ListClass) { c.Pupils = []fixtures.ListPupil{c.Pupils[0], c.Pupils[2]} }))
		students = w.students(w.office, w.findClass(w.office, "2APIC-1").GetClassId())
		require.Len(w, students, 3)
		w.real.Advance(20 * 24 * time.Hour)
		students = w.students(w.office, w.findClass(w.office, "2APIC-1").GetClassId())
		require.Equal(w, []string{"G200000001 1 ENROLLED", "G200000003 3 ENROLLED", "G200000002 2 LEFT"}, []string{
			line(students[0]), line(students[1]), line(students[2]),
		})
	})
}

func line(s *typev1.Student) string {
	return fmt.Sprintf("%s %d %s", s.GetMassarCode(), s.GetNumber(), s.GetStatus())
}
