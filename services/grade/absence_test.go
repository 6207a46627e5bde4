package grade_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/errs"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

func (s *story) decideAbsence(sheet string, student int, justified bool) (*typev1.SheetCell, error) {
	return s.idara.DecideAbsence(s.writing(s.office), &gradev1.DecideAbsenceRequest{
		MarkSheetId: sheet, StudentId: s.students[student], Column: "C2", Justified: justified, Reason: "certificat",
	})
}

// An absence waits, is decided by the office or by time, and the figures follow,
// after publication too.
func TestAnAbsenceIsDecidedAfterPublication(t *testing.T) {
	tell(t, func(s *story) {
		math := s.sheet("MATH")
		for i := range 3 {
			s.fillIn(math, s.cell(i, "C1", "12", 0), s.state(i, "C2", typev1.MarkState_ABSENT, 0), s.cell(i, "C3", "14", 0))
		}
		s.publishNow(s.class)
		for i := range 3 {
			m := subjectIn(s, s.own(i), "MATH")
			require.Equal(s, typev1.MarkState_PENDING, m.GetControls()[1].GetState())
			require.Equal(s, typev1.MarkState_PENDING, m.GetState())
			require.Nil(s, m.Mark)
			require.Equal(s, typev1.MarkState_PENDING, s.own(i).GetAverage().GetState())
		}
		cell, err := s.decideAbsence(math, 0, true)
		require.NoError(s, err)
		require.True(s, cell.GetJustified())
		require.Equal(s, int32(2), cell.GetVersion())
		_, err = s.decideAbsence(math, 1, false)
		require.NoError(s, err)
		require.Equal(s, "13.00", subjectIn(s, s.own(0), "MATH").GetMark(), "justified leaves the mean")
		require.Equal(s, "8.67", subjectIn(s, s.own(1), "MATH").GetMark(), "unjustified counts 0")
		require.False(s, subjectIn(s, s.own(1), "MATH").GetControls()[1].GetJustified())
		_, err = s.decideAbsence(math, 1, false)
		require.True(s, errs.Is(err, errorsv1.Reason_ABSENCE_NOT_PENDING), "%v", err)
		_, err = s.decideAbsence(math, 3, true)
		require.True(s, errs.Is(err, errorsv1.Reason_ABSENCE_NOT_PENDING), "nothing was entered")

		// Entered on the 23rd, three days: pending on the 26th, unjustified on the 27th,
		// for whoever reads first.
		s.time.Set(time.Date(2026, 11, 26, 22, 59, 0, 0, time.UTC))
		require.Equal(s, typev1.MarkState_PENDING, subjectIn(s, s.own(2), "MATH").GetState())
		s.time.Set(time.Date(2026, 11, 26, 23, 0, 0, 0, time.UTC))
		require.Equal(s, "8.67", subjectIn(s, s.own(2), "MATH").GetMark())
		require.Equal(s, 1, s.count(`SELECT COUNT(*) FROM mark_events WHERE kind = 'DECIDE_ABSENCE' AND account_id = 'system'`))
		s.audited()
	})
}

// What time has decided a person decides again, whatever the state of the sheet:
// papers come late. A person's decision is changed with a reason, as often as needed.
func TestADocumentedAbsenceIsNotA0ForEver(t *testing.T) {
	tell(t, func(s *story) {
		math := s.sheet("MATH")
		for i := range 2 {
			s.fillIn(math, s.cell(i, "C1", "12", 0), s.state(i, "C2", typev1.MarkState_ABSENT, 0), s.cell(i, "C3", "14", 0))
		}
		s.time.Advance(4 * 24 * time.Hour)
		cell, err := s.decideAbsence(math, 1, true)
		require.NoError(s, err, "due, and not settled yet")
		require.True(s, cell.GetJustified())
		require.NoError(s, s.service.SettleAbsences(s.Context()))
		require.Equal(s, 1, s.count(`SELECT COUNT(*) FROM mark_events WHERE kind = 'DECIDE_ABSENCE' AND account_id = 'system'`))
		s.publishNow(s.class)
		require.Equal(s, "8.67", subjectIn(s, s.own(0), "MATH").GetMark())

		decide := func(justified bool, reason string) (*typev1.SheetCell, error) {
			return s.idara.DecideAbsence(s.writing(s.office), &gradev1.DecideAbsenceRequest{
				MarkSheetId: math, StudentId: s.students[0], Column: "C2", Justified: justified, Reason: reason,
			})
		}
		cell, err = decide(true, "")
		require.NoError(s, err, "no person has decided yet")
		require.True(s, cell.GetJustified())
		require.Equal(s, int32(3), cell.GetVersion())
		require.Equal(s, "13.00", subjectIn(s, s.own(0), "MATH").GetMark())
		_, err = decide(false, " ")
		require.Equal(s, errs.Invalid, errs.KindOf(err))
		require.True(s, errs.Is(err, errorsv1.Reason_REASON_REQUIRED), "%v", err)
		_, err = decide(true, "encore")
		require.True(s, errs.Is(err, errorsv1.Reason_ABSENCE_NOT_PENDING), "%v", err)
		_, err = decide(false, "faux certificat")
		require.NoError(s, err)
		require.Equal(s, "8.67", subjectIn(s, s.own(0), "MATH").GetMark())
		_, err = decide(true, "erreur sur le nom")
		require.NoError(s, err)
		require.Equal(s, "13.00", subjectIn(s, s.own(0), "MATH").GetMark())

		answer, err := s.idara.ListMarkEvents(s.as(s.office), &gradev1.ListMarkEventsRequest{MarkSheetId: math, StudentId: s.students[0]})
		require.NoError(s, err)
		var told []string
		for _, e := range answer.GetEvents() {
			if e.GetKind() == "DECIDE_ABSENCE" {
				told = append(told, e.GetBefore()+">"+e.GetAfter()+" "+e.GetReason())
			}
		}
		require.Equal(s, []string{
			"PENDING>ABSENT_UNJUSTIFIED ", "ABSENT_UNJUSTIFIED>ABSENT_JUSTIFIED ",
			"ABSENT_JUSTIFIED>ABSENT_UNJUSTIFIED faux certificat", "ABSENT_UNJUSTIFIED>ABSENT_JUSTIFIED erreur sur le nom",
		}, told)
		s.audited()
	})
}

// An absence entered long after its control leaves the family its days, and then
// the office its decision.
func TestAnAbsenceEnteredLateWaitsFromItsEntry(t *testing.T) {
	tell(t, func(s *story) {
		math := s.sheet("MATH")
		_, err := s.moudaris.SetColumn(s.writing(s.salma.Principal), &gradev1.SetColumnRequest{MarkSheetId: math, Column: "C2", Date: "2026-10-12"})
		require.NoError(s, err)
		s.fillIn(math, s.state(0, "C2", typev1.MarkState_ABSENT, 0))
		require.NoError(s, s.service.SettleAbsences(s.Context()))
		require.Equal(s, typev1.MarkState_PENDING, s.at(s.read(s.salma.Principal, math), 0, "C2").GetState())
		s.time.Advance(3 * 24 * time.Hour)
		require.NoError(s, s.service.SettleAbsences(s.Context()))
		require.Equal(s, typev1.MarkState_PENDING, s.at(s.read(s.salma.Principal, math), 0, "C2").GetState())
		s.time.Advance(24 * time.Hour)
		require.NoError(s, s.service.SettleAbsences(s.Context()))
		require.Equal(s, typev1.MarkState_ABSENT, s.at(s.read(s.salma.Principal, math), 0, "C2").GetState())
		s.audited()
	})
}

// That a student was absent is the teacher's to say, whether it is justified is not.
func TestATeacherDoesNotUndoADecision(t *testing.T) {
	tell(t, func(s *story) {
		math := s.sheet("MATH")
		s.fillIn(math, s.state(0, "C2", typev1.MarkState_ABSENT, 0))
		_, err := s.decideAbsence(math, 0, true)
		require.NoError(s, err)
		result, err := s.save(s.salma, math, s.state(0, "C2", typev1.MarkState_ABSENT, 2), s.cell(0, "C1", "12", 0))
		require.NoError(s, err)
		require.Len(s, result.GetSaved(), 2)
		require.Equal(s, int32(2), result.GetSaved()[0].GetVersion())
		cell := s.at(s.read(s.salma.Principal, math), 0, "C2")
		require.Equal(s, typev1.MarkState_ABSENT, cell.GetState())
		require.True(s, cell.GetJustified())
		require.Equal(s, int32(2), cell.GetVersion())
		// One who knows of no decision is told of it, and a mark replaces it.
		result, err = s.save(s.salma, math, s.state(0, "C2", typev1.MarkState_ABSENT, 1))
		require.NoError(s, err)
		require.Len(s, result.GetConflicts(), 1)
		s.fillIn(math, s.cell(0, "C2", "9", 2))
		s.fillIn(math, s.state(0, "C2", typev1.MarkState_ABSENT, 3))
		require.Equal(s, typev1.MarkState_PENDING, s.at(s.read(s.salma.Principal, math), 0, "C2").GetState())
		s.audited()
	})
}

func TestAbsencesOfOpenSheetsAreSettled(t *testing.T) {
	tell(t, func(s *story) {
		math := s.sheet("MATH")
		_, err := s.moudaris.SetColumn(s.writing(s.salma.Principal), &gradev1.SetColumnRequest{MarkSheetId: math, Column: "C1", Date: "2026-11-25"})
		require.NoError(s, err)
		s.fillIn(math, s.state(0, "C2", typev1.MarkState_ABSENT, 0), s.state(0, "C1", typev1.MarkState_ABSENT, 0))
		s.time.Advance(3 * 24 * time.Hour)
		require.NoError(s, s.service.SettleAbsences(s.Context()))
		require.Zero(s, s.count(`SELECT COUNT(*) FROM cells WHERE state = 'ABSENT'`), "the 26th is still in time")
		s.time.Advance(24 * time.Hour)
		require.NoError(s, s.service.SettleAbsences(s.Context()))
		require.NoError(s, s.service.SettleAbsences(s.Context()))
		sheet := s.read(s.salma.Principal, math)
		require.Equal(s, typev1.MarkState_ABSENT, s.at(sheet, 0, "C2").GetState())
		require.Equal(s, int32(2), s.at(sheet, 0, "C2").GetVersion())
		require.Equal(s, typev1.MarkState_PENDING, s.at(sheet, 0, "C1").GetState(), "from the date of the control, where that is later")
		s.audited()
	})
}

// A released control is seen at once, nothing else is; its views follow saves,
// titles and decisions.
func TestAReleasedControlIsSeenEarly(t *testing.T) {
	tell(t, func(s *story) {
		math := s.sheet("MATH")
		s.fillIn(math, s.cell(0, "C1", "12", 0), s.cell(0, "C2", "19", 0), s.state(1, "C1", typev1.MarkState_ABSENT, 0))
		before := bytesOf(s, s.own(0))
		_, err := s.moudaris.SetColumn(s.writing(s.salma.Principal), &gradev1.SetColumnRequest{MarkSheetId: math, Column: "C1", Label: "Limites", Date: "2026-11-20"})
		require.NoError(s, err)
		require.Equal(s, before, bytesOf(s, s.own(0)))
		_, err = s.moudaris.ReleaseColumn(s.writing(s.salma.Principal), &gradev1.ReleaseColumnRequest{MarkSheetId: math, Column: "C1"})
		require.NoError(s, err)
		m := s.own(0)
		require.Nil(s, m.PublishedAt)
		maths := subjectIn(s, m, "MATH")
		require.Equal(s, typev1.MarkState_NOT_PUBLISHED, maths.GetState())
		require.Equal(s, "12.00", maths.GetControls()[0].GetMark())
		require.Equal(s, "Limites", maths.GetControls()[0].GetLabel())
		require.Equal(s, "2026-11-20", maths.GetControls()[0].GetDate())
		require.Nil(s, maths.GetControls()[0].ClassHigh, "the figures of one mark are not shown")
		require.Equal(s, typev1.MarkState_NOT_PUBLISHED, maths.GetControls()[1].GetState())
		require.Nil(s, maths.GetControls()[1].Mark)
		require.Equal(s, bytesOf(s, m), bytesOf(s, s.marks(s.guardian, 0)))
		require.Equal(s, typev1.MarkState_PENDING, subjectIn(s, s.own(1), "MATH").GetControls()[0].GetState())

		for i := 2; i < students; i++ {
			s.fillIn(math, s.cell(i, "C1", "10", 0))
		}
		s.fillIn(math, s.cell(0, "C1", "16", 1))
		require.Nil(s, subjectIn(s, s.own(0), "MATH").GetControls()[0].ClassHigh, "four marks are too few")
		s.time.Advance(4 * 24 * time.Hour)
		maths = subjectIn(s, s.own(0), "MATH")
		require.Equal(s, "16.00", maths.GetControls()[0].GetMark())
		require.Equal(s, "0.00", maths.GetControls()[0].GetClassLow(), "the absence has become a 0")
		require.Equal(s, "9.20", maths.GetControls()[0].GetClassAverage())
		s.audited()

		// Scheduling the whole changes no byte of what is shown.
		early := [][]byte{bytesOf(s, s.own(0)), bytesOf(s, s.own(1)), bytesOf(s, s.marks(s.guardian, 0))}
		s.closeAll(s.class)
		_, err = s.publish(&gradev1.PublishClassRequest{PublishAt: s.time.Now().Add(time.Hour).Format(time.RFC3339)})
		require.NoError(s, err)
		require.Equal(s, early, [][]byte{bytesOf(s, s.own(0)), bytesOf(s, s.own(1)), bytesOf(s, s.marks(s.guardian, 0))})
		s.audited()
	})
}

// A decision about what waits for its hour tells families nothing.
func TestADecisionBeforeTheHourIsNotTold(t *testing.T) {
	tell(t, func(s *story) {
		math := s.sheet("MATH")
		s.fillIn(math, s.state(0, "C2", typev1.MarkState_ABSENT, 0))
		s.closeAll(s.class)
		_, err := s.publish(&gradev1.PublishClassRequest{PublishAt: s.time.Now().Add(time.Hour).Format(time.RFC3339)})
		require.NoError(s, err)
		_, err = s.decideAbsence(math, 0, false)
		require.NoError(s, err)
		require.Zero(s, s.count(`SELECT COUNT(*) FROM changes WHERE kind = 'MARKS'`))
		s.time.Advance(time.Hour)
		require.Equal(s, "0.00", s.own(0).GetAverage().GetValue())
		s.audited()
	})
}
