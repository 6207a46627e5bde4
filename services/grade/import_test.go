package grade_test

import (
	"archive/zip"
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"
	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/rpc"
	"github.com/massar-platform/massar/platform/rpc/rpctest"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/tests/fixtures"
)

const physics = "الفيزياء والكيمياء"

// upload sends a file in chunks.
func (s *story) upload(ctx context.Context, header *gradev1.ImportMarkSheetRequest_Header, data []byte) (*typev1.Import, error) {
	s.Helper()
	stream, err := s.moudaris.ImportMarkSheet(ctx)
	require.NoError(s, err)
	err = stream.Send(&gradev1.ImportMarkSheetRequest{Part: &gradev1.ImportMarkSheetRequest_Header_{Header: header}})
	for len(data) > 0 && err == nil {
		n := min(len(data), 200<<10)
		err = stream.Send(&gradev1.ImportMarkSheetRequest{Part: &gradev1.ImportMarkSheetRequest_Chunk{Chunk: data[:n]}})
		data = data[n:]
	}
	return stream.CloseAndRecv()
}

func (s *story) load(sheet string, data []byte) (*typev1.Import, error) {
	s.Helper()
	return s.upload(s.writing(s.salma.Principal), &gradev1.ImportMarkSheetRequest_Header{MarkSheetId: sheet, FileName: "x.xlsx"}, data)
}

func (s *story) overwrite(sheet string, data []byte) (*typev1.Import, error) {
	s.Helper()
	return s.upload(s.writing(s.salma.Principal), &gradev1.ImportMarkSheetRequest_Header{MarkSheetId: sheet, Overwrite: true}, data)
}

// done loads a file that must be accepted with a number of cells.
func (s *story) done(sheet string, data []byte, cells int) *typev1.Import {
	s.Helper()
	answer, err := s.load(sheet, data)
	require.NoError(s, err)
	require.Empty(s, answer.GetRefused())
	require.Equal(s, typev1.Import_State_DONE, answer.GetState())
	require.Equal(s, int32(cells), answer.GetAccepted())
	return answer
}

// physicsFile is a workbook for the sheet of physics as MASSAR would write it.
func physicsFile(edit ...func(*fixtures.NotesCCOptions)) []byte {
	o := fixtures.NotesCCOptions{
		SchoolCode: gresa, Class: "2BACSPF-1", Subject: physics, Year: "2026/2027", Pupils: fixtures.Pupils(students),
	}
	for _, e := range edit {
		e(&o)
	}
	return fixtures.NotesCC(o)
}

func set(cells map[string]any) func(*fixtures.NotesCCOptions) {
	return func(o *fixtures.NotesCCOptions) { o.Set = cells }
}

func marksOf(lines ...[]string) func(*fixtures.NotesCCOptions) {
	return func(o *fixtures.NotesCCOptions) {
		for i, marks := range lines {
			o.Pupils[i].Marks = marks
		}
	}
}

func (s *story) shows(sheet string, student int, column, mark string) {
	s.Helper()
	require.Equal(s, mark, s.at(s.read(s.salma.Principal, sheet), student, column).GetMark(), "%d %s", student, column)
}

func TestImport(t *testing.T) {
	tell(t, func(s *story) {
		pc := s.sheet("PC")
		answer := s.done(pc, physicsFile(marksOf([]string{"n:12.5", "14,25", "غائب"}, []string{"معفى", "١٢٫٥"}), func(o *fixtures.NotesCCOptions) {
			o.Pupils[0].Activities, o.Pupils[0].Remark = "n:15", "عمل جيد"
			o.Pupils[1].Flags = []string{"", "", "x"}
			o.ExtraSheets, o.Inline = true, true
			o.Markers = []string{"7", "3", "1", "2"}
		}), 8)
		require.Equal(s, "MARK_SHEET", answer.GetKind())
		require.True(s, strings.HasPrefix(answer.GetImportId(), gresa+"."))
		require.Empty(s, answer.GetWarnings())
		s.shows(pc, 0, "C1", "12.50")
		s.shows(pc, 0, "C2", "14.25")
		s.shows(pc, 0, "ACT", "15.00")
		s.shows(pc, 1, "C2", "12.50")
		sheet := s.read(s.salma.Principal, pc)
		require.Equal(s, typev1.MarkState_PENDING, s.at(sheet, 0, "C3").GetState())
		require.Equal(s, typev1.MarkState_EXEMPT, s.at(sheet, 1, "C1").GetState())
		require.Equal(s, typev1.MarkState_PENDING, s.at(sheet, 1, "C3").GetState(), "a flag without a mark is an absence")
		require.Equal(s, "عمل جيد", sheet.GetRows()[0].GetRemark())
		events, err := s.idara.ListMarkEvents(s.as(s.office), &gradev1.ListMarkEventsRequest{MarkSheetId: pc})
		require.NoError(s, err)
		kinds := map[string]int{}
		for _, e := range events.GetEvents() {
			kinds[e.GetKind()]++
		}
		require.Equal(s, map[string]int{"IMPORT": 7, "REMARK": 1}, kinds)

		// Equal cells are nothing; empty ones clear nothing; others are conflicts.
		s.done(pc, physicsFile(marksOf([]string{"12.5"})), 0)
		other := physicsFile(marksOf([]string{"n:13", "", "n:9"}, []string{"", "", "n:10"}))
		refused, err := s.load(pc, other)
		require.NoError(s, err)
		require.Equal(s, typev1.Import_State_REFUSED, refused.GetState())
		s.lists(refused, "G18 CELL_CONFLICT", "K18 CELL_CONFLICT", "K19 CELL_CONFLICT")
		s.shows(pc, 0, "C1", "12.50")
		answer, err = s.overwrite(pc, other)
		require.NoError(s, err)
		require.Equal(s, int32(3), answer.GetAccepted())
		s.shows(pc, 0, "C1", "13.00")
		s.shows(pc, 0, "C2", "14.25")
		s.audited()
	})
}

func (s *story) lists(answer *typev1.Import, want ...string) {
	s.Helper()
	got := []string{}
	for _, issue := range answer.GetRefused() {
		require.Equal(s, "NotesCC", issue.GetSheet())
		got = append(got, issue.GetCell()+" "+issue.GetReason())
	}
	require.Equal(s, want, got)
	require.Equal(s, typev1.Import_State_REFUSED, answer.GetState())
	require.Zero(s, answer.GetAccepted())
}

// A file of another sheet names the cell that differs; one bad cell refuses all.
func TestAFileOfAnotherSheetOrWithBadCellsIsRefusedWhole(t *testing.T) {
	tell(t, func(s *story) {
		pc := s.sheet("PC")
		for name, c := range map[string]struct {
			data []byte
			want []string
			says string
		}{
			"school":   {physicsFile(func(o *fixtures.NotesCCOptions) { o.SchoolCode = "55976T" }), []string{"C5 FILE_OTHER_SCHOOL"}, "C5 : 55976T"},
			"class":    {physicsFile(func(o *fixtures.NotesCCOptions) { o.Class = "2BACSPF-2" }), []string{"I9 FILE_OTHER_CLASS"}, "I9 : 2BACSPF-2"},
			"subject":  {physicsFile(func(o *fixtures.NotesCCOptions) { o.Subject = "الرياضيات" }), []string{"O11 FILE_OTHER_SUBJECT"}, "O11"},
			"semester": {physicsFile(func(o *fixtures.NotesCCOptions) { o.Semester = "الدورة الثانية" }), []string{"D11 FILE_OTHER_SEMESTER"}, "D11"},
			"year":     {physicsFile(func(o *fixtures.NotesCCOptions) { o.Year = "2025/2026" }), []string{"D13 FILE_OTHER_YEAR"}, "D13"},
			"several": {physicsFile(set(map[string]any{"G18": "x", "I19": fixtures.Num("21"), "M20": "-3", "C20": "?", "G21": fixtures.Num("12"), "H21": "1"})),
				[]string{"G18 MARK_NOT_A_NUMBER", "I19 MARK_ABOVE_SCALE", "C20 MASSAR_CODE_INVALID", "M20 MARK_NEGATIVE", "H21 ABSENT_WITH_MARK"}, "x"},
			"precise":   {physicsFile(marksOf([]string{"n:12.345", "n:14"})), []string{"G18 MARK_TOO_PRECISE"}, ""},
			"above":     {physicsFile(marksOf([]string{"n:20.5", "n:14"})), []string{"G18 MARK_ABOVE_SCALE"}, "20"},
			"stranger":  {physicsFile(set(map[string]any{"C22": "K999999999"})), []string{"C22 ROW_UNKNOWN"}, "C22"},
			"remark":    {physicsFile(set(map[string]any{"O18": strings.Repeat("م", 201), "G18": fixtures.Num("3")})), []string{"O18 FIELD_TOO_LONG"}, "200"},
			"one of 35": {physicsFile(marksOf([]string{"n:1"}, []string{"n:2"}, []string{"n:3"}, []string{"bien"})), []string{"G21 MARK_NOT_A_NUMBER"}, "bien"},
		} {
			answer, err := s.load(pc, c.data)
			require.NoError(s, err, name)
			s.lists(answer, c.want...)
			if name == "several" {
				var values []string
				for _, issue := range answer.GetRefused() {
					values = append(values, issue.GetValue())
				}
				require.Equal(s, []string{"x", "21", "?", "-3", "1"}, values)
			}
			require.Contains(s, answer.GetRefused()[0].GetMessage(), c.says, name)
			require.Zero(s, s.count(`SELECT COUNT(*) FROM mark_events`)+s.count(`SELECT COUNT(*) FROM cells`)+s.count(`SELECT COUNT(*) FROM canvas_keys`), name)
		}
		ctx := rpc.WithCall(rpctest.WithKey(s.stack.As(s, s.Context(), s.salma.Principal)), &rpc.Call{AcceptLanguage: "ar"})
		answer, err := s.upload(ctx, &gradev1.ImportMarkSheetRequest_Header{MarkSheetId: pc}, physicsFile(marksOf([]string{"n:20.5"})))
		require.NoError(s, err)
		require.Contains(s, answer.GetRefused()[0].GetMessage(), "سلم التنقيط", "in the caller's language")
	})
}

func TestControlsOfAFile(t *testing.T) {
	tell(t, func(s *story) {
		pc, math := s.sheet("PC"), s.sheet("MATH")
		s.done(pc, physicsFile(func(o *fixtures.NotesCCOptions) { // remark at K, one control
			o.Controls, o.Pupils[0].Marks, o.Pupils[0].Remark, o.Pupils[0].Activities = 1, []string{"n:9"}, "bien", "n:7"
		}), 3)
		s.shows(pc, 0, "C1", "9.00")
		s.shows(pc, 0, "ACT", "7.00")
		five := physicsFile(func(o *fixtures.NotesCCOptions) {
			o.Controls, o.Pupils[0].Marks = 5, []string{"", "n:10", "n:11", "n:12", "n:13"}
		})
		s.done(pc, five, 4)
		s.shows(pc, 0, "C5", "13.00")
		require.Len(s, s.read(s.salma.Principal, pc).GetColumns(), 6, "the file knows of five controls")
		s.done(pc, five, 0)
		mathFile := func(edit func(*fixtures.NotesCCOptions)) []byte {
			return physicsFile(func(o *fixtures.NotesCCOptions) { o.Subject, o.SubjectKey = "MATHEMATIQUES", "#0040#" }, edit)
		}
		answer, err := s.load(math, mathFile(func(o *fixtures.NotesCCOptions) { o.Pupils[0].Activities = "n:7" }))
		require.NoError(s, err)
		s.lists(answer, "M16 COLUMN_UNKNOWN")
		s.done(math, mathFile(marksOf([]string{"n:4"})), 1)

		s.publishNow(s.class)
		m := subjectIn(s, s.own(0), "PC")
		require.Len(s, m.GetControls(), 5)
		require.Equal(s, "10.00", m.GetMark(), "(9+10+11+12+13)/5 x 3/4 + 7/4")
		_, err = s.load(pc, five)
		require.True(s, errs.Is(err, errorsv1.Reason_MARK_SHEET_PUBLISHED), "%v", err)
		s.audited()
	})
}

func TestTheTechnicalKeysAreLearntOnce(t *testing.T) {
	tell(t, func(s *story) {
		pc := s.sheet("PC")
		s.done(pc, physicsFile(), 0)
		require.Equal(s, "#0030#", s.text(`SELECT value FROM canvas_keys WHERE place = 'K5'`))
		require.Equal(s, 5+students, s.count(`SELECT COUNT(*) FROM canvas_keys`))
		answer, err := s.load(pc, physicsFile(func(o *fixtures.NotesCCOptions) { o.ClassKey, o.Pupils[2].ID = "other", "10000099" }))
		require.NoError(s, err)
		s.lists(answer, "E5 FILE_OTHER_CANVAS", "B20 FILE_OTHER_CANVAS")
		answer, err = s.load(pc, physicsFile(func(o *fixtures.NotesCCOptions) { o.SubjectKey, o.YearKey = "#0031#", "19" }))
		require.NoError(s, err)
		s.lists(answer, "K5 FILE_OTHER_CANVAS", "M5 FILE_OTHER_CANVAS")
		s.done(pc, physicsFile(marksOf([]string{"n:4"})), 1)
	})
}

func TestFilesThatCannotBeRead(t *testing.T) {
	good := physicsFile()
	bomb := fixtures.Bomb()
	tell(t, func(s *story) {
		pc := s.sheet("PC")
		for name, c := range map[string]struct {
			data   []byte
			kind   errs.Kind
			reason errorsv1.Reason
		}{
			"xls":       {fixtures.XLS(), errs.Invalid, errorsv1.Reason_FILE_IS_XLS},
			"text":      {[]byte("a;b"), errs.Invalid, errorsv1.Reason_FILE_NOT_XLSX},
			"empty":     {nil, errs.Invalid, errorsv1.Reason_FILE_NOT_XLSX},
			"bomb":      {bomb, errs.Invalid, errorsv1.Reason_FILE_TOO_LARGE},
			"cut":       {good[:len(good)/2], errs.Invalid, errorsv1.Reason_FILE_BROKEN},
			"oversized": {make([]byte, 8<<20+1), errs.Invalid, errorsv1.Reason_FILE_TOO_LARGE},
			"no sheet":  {physicsFile(func(o *fixtures.NotesCCOptions) { o.SheetName = "Feuil1" }), errs.Invalid, errorsv1.Reason_SHEET_NOT_FOUND},
		} {
			_, err := s.load(pc, c.data)
			require.Equal(s, c.kind, errs.KindOf(err), "%s: %v", name, err)
			require.Equal(s, c.reason, errs.ReasonOf(err), name)
		}
		_, err := s.upload(s.writing(s.nadia.Principal), &gradev1.ImportMarkSheetRequest_Header{MarkSheetId: pc}, good)
		require.True(s, errs.Is(err, errorsv1.Reason_MARK_SHEET_NOT_FOUND), "%v", err)
	})
}

func TestAnImportIsRepeatedByItsKey(t *testing.T) {
	tell(t, func(s *story) {
		pc := s.sheet("PC")
		key := uuid.NewString()
		header := &gradev1.ImportMarkSheetRequest_Header{MarkSheetId: pc}
		file := physicsFile(marksOf([]string{"n:4"}))
		first, err := s.upload(withKey(s.as(s.salma.Principal), key), header, file)
		require.NoError(s, err)
		again, err := s.upload(withKey(s.as(s.salma.Principal), key), header, file)
		require.NoError(s, err)
		require.Equal(s, bytesOf(s, first), bytesOf(s, again))
		require.Equal(s, 1, s.count(`SELECT COUNT(*) FROM mark_events`))
		_, err = s.upload(withKey(s.as(s.salma.Principal), key), header, physicsFile())
		require.True(s, errs.Is(err, errorsv1.Reason_IDEMPOTENCY_KEY_REUSED), "%v", err)
	})
}

func (s *story) export(sheet string) ([]byte, string) {
	s.Helper()
	var header metadata.MD
	answer, err := s.moudaris.ExportMarkSheet(s.as(s.salma.Principal), &gradev1.ExportMarkSheetRequest{MarkSheetId: sheet}, grpc.Header(&header))
	require.NoError(s, err)
	require.Equal(s, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", answer.GetContentType())
	return answer.GetData(), header.Get("x-massar-filename")[0]
}

// fillFile sets cells of a workbook as a spreadsheet would.
func (s *story) fillFile(data []byte, cells map[string]any) []byte {
	s.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	require.NoError(s, err)
	defer f.Close()
	for cell, value := range cells {
		require.NoError(s, f.SetCellValue("NotesCC", cell, value))
	}
	var out bytes.Buffer
	require.NoError(s, f.Write(&out))
	return out.Bytes()
}

// A file exported, filled in and imported changes exactly the filled cells,
// whatever happened to the others meanwhile.
func TestAnExportComesBack(t *testing.T) {
	tell(t, func(s *story) {
		pc := s.sheet("PC")
		s.fillIn(pc, s.cell(0, "C1", "12.25", 0), s.state(1, "C1", typev1.MarkState_ABSENT, 0), s.state(2, "C1", typev1.MarkState_EXEMPT, 0))
		_, err := s.idara.DecideAbsence(s.writing(s.office), &gradev1.DecideAbsenceRequest{MarkSheetId: pc, StudentId: s.students[1], Column: "C1", Justified: true})
		require.NoError(s, err)
		data, name := s.export(pc)
		require.Equal(s, "Export_12345A_2BACSPF-1_PHYSIQUE CHIMIE_23112026110000.xlsx", name)
		_, err = zip.NewReader(bytes.NewReader(data), int64(len(data)))
		require.NoError(s, err)
		s.done(pc, data, 0)

		filled := s.fillFile(data, map[string]any{"I18": 14.5, "G21": "8,75", "M22": 11, "O18": "Très bien"})
		// Meanwhile another cell moved, and one that the file leaves alone.
		s.fillIn(pc, s.cell(0, "C1", "13", 1), s.cell(4, "C3", "5", 0))
		events := s.count(`SELECT COUNT(*) FROM mark_events`)
		s.done(pc, filled, 4)
		require.Equal(s, events+4, s.count(`SELECT COUNT(*) FROM mark_events`))
		s.shows(pc, 0, "C1", "13.00")
		s.shows(pc, 0, "C2", "14.50")
		s.shows(pc, 3, "C1", "8.75")
		s.shows(pc, 4, "ACT", "11.00")
		s.shows(pc, 4, "C3", "5.00")
		sheet := s.read(s.salma.Principal, pc)
		require.True(s, s.at(sheet, 1, "C1").GetJustified(), "the decision stays")
		require.Equal(s, "Très bien", sheet.GetRows()[0].GetRemark())

		// A changed cell whose value moved since the export is a conflict; the file is refused whole.
		answer, err := s.overwrite(pc, s.fillFile(data, map[string]any{"G18": 15, "K19": 3}))
		require.NoError(s, err)
		s.lists(answer, "G18 CELL_CONFLICT")
		require.Equal(s, events+4, s.count(`SELECT COUNT(*) FROM mark_events`))
		// Changed to what stands there by now: nothing to do.
		s.done(pc, s.fillFile(data, map[string]any{"G18": 13}), 0)
		// A cell emptied in the file is left as it is.
		s.done(pc, s.fillFile(data, map[string]any{"G18": nil}), 0)
		s.shows(pc, 0, "C1", "13.00")
		s.audited()
	})
}

// What moved since the export is decided cell by cell, over the version that was
// seen; the rest of the file goes in with it, in one step.
func TestConflictsOfAFileAreDecidedCellByCell(t *testing.T) {
	tell(t, func(s *story) {
		pc := s.sheet("PC")
		s.fillIn(pc, s.cell(0, "C1", "12", 0), s.cell(1, "C1", "9", 0))
		data, _ := s.export(pc)
		filled := s.fillFile(data, map[string]any{"G18": 15, "G19": 10, "G20": 11, "O18": "Très bien"})
		s.fillIn(pc, s.cell(0, "C1", "13", 1), s.cell(1, "C1", "8", 1))
		_, err := s.moudaris.SaveMarkSheet(s.writing(s.salma.Principal), &gradev1.SaveMarkSheetRequest{
			MarkSheetId: pc, Remarks: []*typev1.RemarkInput{{StudentId: s.students[0], Text: "Bien"}},
		})
		require.NoError(s, err)
		decide := func(keep, replace []string) *typev1.Import {
			s.Helper()
			header := &gradev1.ImportMarkSheetRequest_Header{MarkSheetId: pc, Keep: keep, Replace: replace}
			answer, err := s.upload(s.writing(s.salma.Principal), header, filled)
			require.NoError(s, err)
			return answer
		}

		answer := decide(nil, nil)
		s.lists(answer, "G18 CELL_CONFLICT", "O18 CELL_CONFLICT", "G19 CELL_CONFLICT")
		first := answer.GetRefused()[0]
		require.Equal(s, []any{s.students[0], "C1", int32(2)}, []any{first.GetStudentId(), first.GetColumn(), first.GetVersion()})
		require.Equal(s, "REMARK", answer.GetRefused()[1].GetColumn())
		require.NotContains(s, first.GetMessage(), "13")

		// What nobody decided about still stops the file, and so does a version that nobody saw.
		s.lists(decide([]string{"G19"}, []string{"G18@2"}), "O18 CELL_CONFLICT")
		s.lists(decide([]string{"G19", "O18"}, []string{"G18@1"}), "G18 CELL_CONFLICT")
		s.shows(pc, 0, "C1", "13.00")
		s.shows(pc, 2, "C1", "")

		answer = decide([]string{"G19"}, []string{"G18@2", "O18@1"})
		require.Equal(s, typev1.Import_State_DONE, answer.GetState())
		require.Equal(s, int32(3), answer.GetAccepted())
		s.shows(pc, 0, "C1", "15.00")
		s.shows(pc, 1, "C1", "8.00")
		s.shows(pc, 2, "C1", "11.00")
		require.Equal(s, "Très bien", s.read(s.salma.Principal, pc).GetRows()[0].GetRemark())
		// The same file once more changes nothing, but for the cell that was passed over: that is a question again.
		s.lists(decide(nil, nil), "G19 CELL_CONFLICT")
		s.audited()
	})
}

// A workbook is made of what the sheet holds: as long as that stays, it is the same
// file and the same snapshot, however often it is asked for; old ones are forgotten.
func TestAnUnchangedSheetIsExportedAsTheSameFile(t *testing.T) {
	tell(t, func(s *story) {
		pc, math := s.sheet("PC"), s.sheet("MATH")
		snapshots := func() int { return s.count(`SELECT COUNT(*) FROM snapshots`) }
		s.fillIn(pc, s.cell(0, "C1", "12", 0))
		first, _ := s.export(pc)
		s.time.Advance(10 * time.Minute)
		again, _ := s.export(pc)
		require.True(s, bytes.Equal(first, again))
		require.Equal(s, 1, snapshots())
		s.export(math)
		require.Equal(s, 2, snapshots(), "another sheet has one of its own")
		s.fillIn(pc, s.cell(0, "C1", "13", 1))
		changed, _ := s.export(pc)
		require.False(s, bytes.Equal(first, changed))
		require.Equal(s, 3, snapshots())
		// The values of before lead back to the snapshot of before.
		s.fillIn(pc, s.cell(0, "C1", "12", 2))
		back, _ := s.export(pc)
		require.True(s, bytes.Equal(first, back))
		require.Equal(s, 3, snapshots())

		// One that is still given out is kept; the one that nobody asked for goes.
		s.time.Advance(200 * 24 * time.Hour)
		s.export(pc)
		s.time.Advance(100 * 24 * time.Hour)
		s.export(pc)
		require.Equal(s, 2, snapshots())
		s.done(pc, first, 0)
	})
}
