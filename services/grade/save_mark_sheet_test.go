package grade_test

import (
	"errors"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

func TestSaveThenReadBack(t *testing.T) {
	each(t, func(w *world) {
		sheet := w.sheet("PC")
		got, err := w.save(w.salma, sheet,
			w.cell(0, "C1", "14,5", 0), w.cell(1, "C1", "0", 0), w.state(2, "C1", typev1.MarkState_ABSENT, 0),
			w.state(3, "C1", typev1.MarkState_EXEMPT, 0), w.cell(0, "ACT", "20", 0))
		require.NoError(w, err)
		require.Len(w, got.GetSaved(), 5)
		require.Empty(w, got.GetConflicts())
		require.Empty(w, got.GetRefused())

		read := w.read(w.salma.Principal, sheet)
		require.Equal(w, int32(20), read.GetScale())
		require.Equal(w, typev1.SheetState_OPEN, read.GetState())
		require.Equal(w, "2BACSPF-1", read.GetClass().GetLabel())
		require.Equal(w, "Physique-chimie", read.GetSubject().GetName())
		var columns []string
		for _, c := range read.GetColumns() {
			columns = append(columns, c.GetColumn())
		}
		require.Equal(w, []string{"C1", "C2", "C3", "ACT"}, columns)
		require.Len(w, read.GetRows(), students)
		require.Equal(w, "J134567890", read.GetRows()[0].GetMassarCode())
		for _, c := range []struct {
			student int
			column  string
			want    *typev1.SheetCell
		}{
			{0, "C1", &typev1.SheetCell{Column: "C1", Mark: proto.String("14.50"), State: typev1.MarkState_GRADED, Version: 1}},
			{1, "C1", &typev1.SheetCell{Column: "C1", Mark: proto.String("0.00"), State: typev1.MarkState_GRADED, Version: 1}},
			{2, "C1", &typev1.SheetCell{Column: "C1", State: typev1.MarkState_PENDING, Version: 1}},
			{3, "C1", &typev1.SheetCell{Column: "C1", State: typev1.MarkState_EXEMPT, Version: 1}},
			{4, "C1", &typev1.SheetCell{Column: "C1", State: typev1.MarkState_MISSING}},
		} {
			require.True(w, proto.Equal(c.want, w.at(read, c.student, c.column)), "%v", w.at(read, c.student, c.column))
		}
	})
}

func TestClearingACellKeepsItsVersionGoing(t *testing.T) {
	each(t, func(w *world) {
		sheet := w.sheet("PC")
		_, err := w.save(w.salma, sheet, w.cell(0, "C1", "12", 0))
		require.NoError(w, err)
		got, err := w.save(w.salma, sheet, w.state(0, "C1", typev1.MarkState_MISSING, 1))
		require.NoError(w, err)
		require.Equal(w, int32(2), got.GetSaved()[0].GetVersion())
		cell := w.at(w.read(w.salma.Principal, sheet), 0, "C1")
		require.Equal(w, typev1.MarkState_MISSING, cell.GetState())
		require.Equal(w, int32(2), cell.GetVersion())
		require.Nil(w, cell.Mark)
	})
}

func TestTwoTeachersOnDifferentCellsBothSucceed(t *testing.T) {
	each(t, func(w *world) {
		sheet := w.sheet("PC")
		var wg sync.WaitGroup
		results := make([]*typev1.SaveResult, 2)
		failures := make([]error, 2)
		for i, p := range []teacher{w.salma, w.omar} {
			wg.Go(func() {
				results[i], failures[i] = w.save(p, sheet, w.cell(i, "C1", "10", 0), w.cell(i, "C2", "11", 0))
			})
		}
		wg.Wait()
		require.NoError(w, errors.Join(failures...))
		for _, result := range results {
			require.Len(w, result.GetSaved(), 2)
		}
		require.Equal(w, 4, w.count(`SELECT COUNT(*) FROM cells WHERE sheet_id = $1`, sheet))
		require.NoError(w, w.verify(sheet))
	})
}

func TestTheSameCellIsAConflictThatNamesTheOther(t *testing.T) {
	each(t, func(w *world) {
		sheet := w.sheet("PC")
		_, err := w.save(w.salma, sheet, w.cell(0, "C1", "14.5", 0))
		require.NoError(w, err)
		got, err := w.save(w.omar, sheet, w.cell(0, "C1", "9", 0), w.cell(1, "C1", "9", 0))
		require.NoError(w, err)
		require.Len(w, got.GetSaved(), 1)
		require.Equal(w, w.students[1], got.GetSaved()[0].GetStudentId())
		require.Len(w, got.GetConflicts(), 1)
		conflict := got.GetConflicts()[0]
		require.Equal(w, "Salma", conflict.GetBy())
		require.NotEmpty(w, conflict.GetAt())
		require.Equal(w, "14.50", conflict.GetCurrent().GetMark())
		require.Equal(w, int32(1), conflict.GetCurrent().GetVersion())
		require.Equal(w, "14.50", w.at(w.read(w.omar.Principal, sheet), 0, "C1").GetMark())
	})
}

func TestWhatCannotStandIsRefusedInTheCallersLanguage(t *testing.T) {
	each(t, func(w *world) {
		sheet := w.sheet("PC")
		stranger := &typev1.CellInput{StudentId: ids.New(), Column: "C1", Mark: proto.String("3")}
		got, err := w.save(w.salma, sheet,
			w.cell(0, "C1", "20.5", 0), w.cell(0, "C2", "abc", 0), w.cell(0, "C3", "14.125", 0), w.cell(0, "ACT", "-2", 0),
			w.cell(1, "C5", "3", 0), w.state(1, "C1", typev1.MarkState_PENDING, 0), stranger,
			w.cell(2, "C1", "5", 0), w.cell(2, "C1", "6", 0), w.cell(3, "C1", "7", 0))
		require.NoError(w, err)
		require.Len(w, got.GetSaved(), 1)
		var reasons []string
		for _, refused := range got.GetRefused() {
			reasons = append(reasons, refused.GetReason())
			require.NotEmpty(w, refused.GetMessage())
		}
		require.Equal(w, []string{
			"MARK_ABOVE_SCALE", "MARK_NOT_A_NUMBER", "MARK_TOO_PRECISE", "MARK_NEGATIVE",
			"COLUMN_UNKNOWN", "MARK_STATE_NOT_WRITABLE", "STUDENT_NOT_IN_SHEET", "CELL_TWICE", "CELL_TWICE",
		}, reasons)
		require.Equal(w, "La note dépasse le barème, qui est de 20. Corrigez-la.", got.GetRefused()[0].GetMessage())
		require.Equal(w, 1, w.count(`SELECT COUNT(*) FROM mark_events WHERE sheet_id = $1`, sheet))
	})
}

func TestRemarks(t *testing.T) {
	each(t, func(w *world) {
		sheet := w.sheet("PC")
		save := func(p teacher, text string, version int32) *typev1.SaveResult {
			got, err := w.moudaris.SaveMarkSheet(w.writing(p.Principal), &gradev1.SaveMarkSheetRequest{
				MarkSheetId: sheet, Remarks: []*typev1.RemarkInput{{StudentId: w.students[0], Text: text, Version: version}},
			})
			require.NoError(w, err)
			return got
		}
		require.Equal(w, int32(1), save(w.salma, "  e\u0301lève  sérieux ", 0).GetSavedRemarks()[0].GetVersion())
		require.Equal(w, "élève sérieux", w.read(w.salma.Principal, sheet).GetRows()[0].GetRemark())
		conflict := save(w.omar, "autre", 0).GetConflicts()[0]
		require.Equal(w, "REMARK", conflict.GetColumn())
		require.Equal(w, "élève sérieux", conflict.GetCurrent().GetText())
		require.Equal(w, "Salma", conflict.GetBy())
		require.Equal(w, "TEXT_NOT_ALLOWED", save(w.salma, "a\u202eb", 1).GetRefused()[0].GetReason())
		require.Equal(w, int32(2), save(w.salma, "", 1).GetSavedRemarks()[0].GetVersion())
		require.NoError(w, w.verify(sheet))
	})
}

func TestNotYoursIsNotThere(t *testing.T) {
	each(t, func(w *world) {
		sheet := w.sheet("PC")
		for name, id := range map[string]string{
			"another teacher's subject": sheet, "absent": ids.InSchool(gresa), "no such school": ids.InSchool("99999Z"), "no id at all": "x",
		} {
			_, err := w.save(w.nadia, id, w.cell(0, "C1", "1", 0))
			require.Equal(w, errs.NotFound, errs.KindOf(err), name)
			require.Equal(w, errorsv1.Reason_MARK_SHEET_NOT_FOUND, errs.ReasonOf(err), name)
			_, err = w.moudaris.GetMarkSheet(w.as(w.nadia.Principal), &gradev1.GetMarkSheetRequest{MarkSheetId: id})
			require.True(w, errs.Is(err, errorsv1.Reason_MARK_SHEET_NOT_FOUND), name)
		}
		require.Zero(w, w.count(`SELECT COUNT(*) FROM cells`))
	})
}

func TestAnEndedAssignmentIsNotFoundInTheWrite(t *testing.T) {
	each(t, func(w *world) {
		sheet := w.sheet("PC")
		_, err := w.save(w.salma, sheet, w.cell(0, "C1", "1", 0))
		require.NoError(w, err)
		w.emit(assignmentRow(w.salma.assignment, w.class, "PC", w.salma.PersonID, "2026-09-08", "2026-11-22", 2))
		_, err = w.save(w.salma, sheet, w.cell(1, "C1", "1", 0))
		require.True(w, errs.Is(err, errorsv1.Reason_MARK_SHEET_NOT_FOUND))
		// The first day counts.
		w.emit(assignmentRow(w.salma.assignment, w.class, "PC", w.salma.PersonID, today, "2026-11-24", 3))
		_, err = w.save(w.salma, sheet, w.cell(1, "C1", "1", 0))
		require.NoError(w, err)
		w.emit(assignmentRow(w.salma.assignment, w.class, "PC", w.salma.PersonID, "2026-11-24", "", 4))
		_, err = w.save(w.salma, sheet, w.cell(2, "C1", "1", 0))
		require.True(w, errs.Is(err, errorsv1.Reason_MARK_SHEET_NOT_FOUND))
	})
}

// school ends an assignment today by writing today as its end: nothing is taught,
// listed, told or read from then on, whichever way the teacher comes.
func TestAnAssignmentEndedTodayEndsAtOnce(t *testing.T) {
	each(t, func(w *world) {
		sheet := w.sheet("PC")
		_, err := w.save(w.salma, sheet, w.cell(0, "C1", "1", 0))
		require.NoError(w, err)
		w.emit(assignmentRow(w.salma.assignment, w.class, "PC", w.salma.PersonID, "2026-09-08", today, 2))
		_, err = w.save(w.salma, sheet, w.cell(1, "C1", "1", 0))
		require.True(w, errs.Is(err, errorsv1.Reason_MARK_SHEET_NOT_FOUND), "%v", err)
		_, err = w.moudaris.GetMarkSheet(w.as(w.salma.Principal), &gradev1.GetMarkSheetRequest{MarkSheetId: sheet})
		require.True(w, errs.Is(err, errorsv1.Reason_MARK_SHEET_NOT_FOUND), "%v", err)
		listed, err := w.moudaris.ListMarkSheets(w.as(w.salma.Principal), &gradev1.ListMarkSheetsRequest{SchoolYear: year, Semester: 1})
		require.NoError(w, err)
		require.Empty(w, listed.GetMarkSheets())
		told, err := w.moudaris.ListChanges(w.as(w.salma.Principal), &gradev1.ListChangesRequest{})
		require.NoError(w, err)
		require.Empty(w, told.GetChanges())
		corrections, err := w.moudaris.ListCorrections(w.as(w.salma.Principal), &gradev1.ListCorrectionsRequest{})
		require.NoError(w, err)
		require.Empty(w, corrections.GetCorrections())
		// The colleague goes on.
		_, err = w.save(w.omar, sheet, w.cell(1, "C1", "1", 0))
		require.NoError(w, err)
	})
}

// So does a place in a class: who left today is left, for entry, for lists and for
// what is counted, and a move of today leads to the new class.
func TestAStudentWhoLeftTodayIsLeft(t *testing.T) {
	each(t, func(w *world) {
		sheet, other := w.sheet("PC"), ids.InSchool(gresa)
		_, err := w.save(w.salma, sheet, w.cell(0, "C1", "13", 0))
		require.NoError(w, err)
		w.emit(classRow(other, "2BACSPF-2", "2BACSPF", 1),
			enrolmentRow(w.enrolments[0], w.students[0], w.class, 1, "2026-09-08", today, 2),
			enrolmentRow(ids.New(), w.students[0], other, 1, today, "", 1))
		got, err := w.save(w.salma, sheet, w.cell(0, "C1", "14", 1))
		require.NoError(w, err)
		require.Len(w, got.GetRefused(), 1)
		require.Equal(w, "STUDENT_LEFT_CLASS", got.GetRefused()[0].GetReason())
		require.True(w, w.read(w.salma.Principal, sheet).GetRows()[0].GetLeft())
		listed, err := w.idara.ListMarkSheets(w.as(w.office), &gradev1.ListMarkSheetsRequest{ClassId: w.class, Semester: 1, PageSize: 100})
		require.NoError(w, err)
		for _, head := range listed.GetMarkSheets() {
			if head.GetMarkSheetId() == sheet {
				require.Equal(w, int32(4*(students-1)), head.GetExpected())
				require.Zero(w, head.GetEntered())
			}
		}
		marks, err := w.idara.GetStudentMarks(w.as(w.office), &gradev1.GetStudentMarksRequest{StudentId: w.students[0]})
		require.NoError(w, err)
		require.Equal(w, other, marks.GetClass().GetClassId())
	})
}

func TestAStudentWhoLeftIsReadOnly(t *testing.T) {
	each(t, func(w *world) {
		sheet := w.sheet("PC")
		_, err := w.save(w.salma, sheet, w.cell(0, "C1", "13", 0), w.cell(1, "C1", "8", 0))
		require.NoError(w, err)
		w.emit(enrolmentRow(w.enrolments[0], w.students[0], w.class, 1, "2026-09-08", "2026-11-22", 2))
		got, err := w.save(w.salma, sheet, w.cell(0, "C1", "14", 1))
		require.NoError(w, err)
		require.Equal(w, "STUDENT_LEFT_CLASS", got.GetRefused()[0].GetReason())
		read := w.read(w.salma.Principal, sheet)
		require.Len(w, read.GetRows(), students)
		require.True(w, read.GetRows()[0].GetLeft())
		require.Equal(w, "13.00", w.at(read, 0, "C1").GetMark())
		require.False(w, read.GetRows()[1].GetLeft())
		// What he had entered no longer counts, and neither does his row.
		list, err := w.moudaris.ListMarkSheets(w.as(w.salma.Principal), &gradev1.ListMarkSheetsRequest{})
		require.NoError(w, err)
		require.Len(w, list.GetMarkSheets(), 1)
		require.Equal(w, int32(1), list.GetMarkSheets()[0].GetEntered())
		require.Equal(w, int32(4*(students-1)), list.GetMarkSheets()[0].GetExpected())
		// He comes back under another enrolment.
		w.emit(enrolmentRow(ids.New(), w.students[0], w.class, 1, today, "", 1))
		got, err = w.save(w.salma, sheet, w.cell(0, "C1", "14", 1))
		require.NoError(w, err)
		require.Len(w, got.GetSaved(), 1)
		require.Len(w, w.read(w.salma.Principal, sheet).GetRows(), students)
	})
}

func TestAStudentWhoIsStillToComeIsNotInTheSheet(t *testing.T) {
	each(t, func(w *world) {
		sheet := w.sheet("PC")
		w.emit(enrolmentRow(w.enrolments[0], w.students[0], w.class, 1, "2026-11-24", "", 2))
		got, err := w.save(w.salma, sheet, w.cell(0, "C1", "13", 0))
		require.NoError(w, err)
		require.Equal(w, "STUDENT_NOT_IN_SHEET", got.GetRefused()[0].GetReason())
	})
}

func TestOnlyConflictsStillCommitAnAnswer(t *testing.T) {
	each(t, func(w *world) {
		sheet := w.sheet("PC")
		_, err := w.save(w.salma, sheet, w.cell(0, "C1", "13", 0))
		require.NoError(w, err)
		key := ids.New()
		request := &gradev1.SaveMarkSheetRequest{MarkSheetId: sheet, Cells: []*typev1.CellInput{w.cell(0, "C1", "9", 0)}}
		first, err := w.moudaris.SaveMarkSheet(withKey(w.as(w.omar.Principal), key), request)
		require.NoError(w, err)
		require.Len(w, first.GetConflicts(), 1)
		_, err = w.save(w.salma, sheet, w.cell(0, "C1", "15", 1))
		require.NoError(w, err)
		// The stored answer, although the conflict would now read otherwise.
		second, err := w.moudaris.SaveMarkSheet(withKey(w.as(w.omar.Principal), key), request)
		require.NoError(w, err)
		require.True(w, proto.Equal(first, second))
	})
}
