package grade_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	"github.com/massar-platform/massar/platform/errs"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// The hour decides at each read; before it nothing of what waits shows, and the
// answer keeps its bytes.
func TestAClassIsSeenFromItsHourOn(t *testing.T) {
	tell(t, func(s *story) {
		pc := s.sheet("PC")
		for i, mark := range []string{"12", "14.5", "8", "19", "6"} {
			s.fillIn(pc, s.cell(i, "C1", mark, 0), s.cell(i, "ACT", "15", 0))
		}
		before := bytesOf(s, s.own(0))
		guardianBefore := bytesOf(s, s.marks(s.guardian, 0))
		s.closeAll(s.class)
		require.Equal(s, before, bytesOf(s, s.own(0)), "validation shows nothing")

		hour := s.time.Now().Add(2 * time.Hour)
		p, err := s.publish(&gradev1.PublishClassRequest{PublishAt: hour.Format(time.RFC3339), GuardianDelay: "3600s"})
		require.NoError(s, err)
		require.Equal(s, gradev1.Publication_State_SCHEDULED, p.GetState())
		require.Equal(s, int32(students), p.GetStudents())
		require.Equal(s, "3600s", p.GetGuardianDelay())

		for _, wait := range []time.Duration{0, 2*time.Hour - time.Microsecond} {
			s.time.Set(hour.Add(-2 * time.Hour).Add(wait))
			require.Equal(s, before, bytesOf(s, s.own(0)), "before the hour")
			require.Equal(s, guardianBefore, bytesOf(s, s.marks(s.guardian, 0)))
		}
		require.Equal(s, typev1.SheetState_VALIDATED, s.read(s.office, pc).GetState())
		m := s.own(0)
		require.Nil(s, m.PublishedAt)
		require.Equal(s, typev1.MarkState_NOT_PUBLISHED, m.GetAverage().GetState())
		require.Nil(s, m.GetAverage().Value)
		require.Nil(s, m.GetAverage().ClassSize)
		for _, subject := range m.GetSubjects() {
			require.Equal(s, typev1.MarkState_NOT_PUBLISHED, subject.GetState())
			for _, c := range subject.GetControls() {
				require.Equal(s, typev1.MarkState_NOT_PUBLISHED, c.GetState())
				require.Nil(s, c.Mark)
				require.Nil(s, c.ClassHigh)
			}
		}

		s.time.Set(hour)
		m = s.own(0)
		require.Equal(s, hour.Unix(), m.GetPublishedAt().GetSeconds())
		require.Equal(s, "2BACSPF-1", m.GetClass().GetLabel())
		physics := subjectIn(s, m, "PC")
		require.Equal(s, "Physique-chimie", physics.GetSubject().GetName())
		require.Equal(s, "7", physics.GetCoefficient())
		require.Equal(s, int32(20), physics.GetScale())
		require.Equal(s, "12.75", physics.GetMark(), "12 x 3/4 + 15 x 1/4")
		require.Equal(s, "12.00", physics.GetControls()[0].GetMark())
		require.Equal(s, "Contrôle 1", physics.GetControls()[0].GetLabel())
		require.Equal(s, "6.00", physics.GetControls()[0].GetClassLow())
		require.Equal(s, "11.90", physics.GetControls()[0].GetClassAverage())
		require.Equal(s, "19.00", physics.GetControls()[0].GetClassHigh())
		require.Equal(s, typev1.MarkState_MISSING, physics.GetControls()[1].GetState())
		require.Equal(s, "15.00", physics.GetActivities().GetMark())
		require.Equal(s, "1/4", physics.GetActivitiesWeight(), "what a possible mark is weighed with")
		require.Equal(s, "18.00", physics.GetClassHigh())
		require.Nil(s, subjectIn(s, m, "MATH").Activities, "the activities of mathematics weigh 0")
		require.Empty(s, subjectIn(s, m, "MATH").GetActivitiesWeight())
		require.Equal(s, typev1.MarkState_MISSING, subjectIn(s, m, "MATH").GetState())
		require.True(s, proto.Equal(&typev1.AverageMark{
			Value: proto.String("12.75"), State: typev1.MarkState_GRADED, Rank: proto.Int32(3), ClassSize: proto.Int32(students),
		}, m.GetAverage()))
		require.Equal(s, typev1.SheetState_PUBLISHED, s.read(s.office, pc).GetState())

		require.Equal(s, guardianBefore, bytesOf(s, s.marks(s.guardian, 0)), "guardians wait an hour longer")
		s.time.Set(hour.Add(time.Hour))
		require.Equal(s, bytesOf(s, m), bytesOf(s, s.marks(s.guardian, 0)))

		answer, err := s.moutamadris.GetStudentMarks(s.inArabic(s.student), &gradev1.GetStudentMarksRequest{StudentId: s.students[0], SchoolYear: year, Semester: 1})
		require.NoError(s, err)
		require.Equal(s, "الفيزياء والكيمياء", subjectIn(s, answer, "PC").GetSubject().GetName())
		require.Equal(s, "الفرض 1", subjectIn(s, answer, "PC").GetControls()[0].GetLabel())
	})
}

func TestAClassIsPublishedWithoutASheetOnlyWithAReason(t *testing.T) {
	tell(t, func(s *story) {
		pc, math := s.sheet("PC"), s.sheet("MATH")
		s.fillIn(pc, s.cell(0, "C1", "12", 0))
		s.fillIn(math, s.cell(0, "C1", "20", 0))
		for _, head := range s.heads(s.class) {
			if id := head.GetMarkSheetId(); id != math {
				s.closeSheet(id)
			}
		}
		_, err := s.publish(&gradev1.PublishClassRequest{})
		require.Equal(s, errs.FailedPrecondition, errs.KindOf(err))
		require.True(s, errs.Is(err, errorsv1.Reason_SHEETS_NOT_VALIDATED))
		var refused *errs.Error
		require.ErrorAs(s, err, &refused)
		require.Equal(s, math, refused.Meta["markSheetIds"])
		require.Equal(s, "markSheets."+math, refused.Fields[0].Name)
		require.Zero(s, s.count(`SELECT COUNT(*) FROM publications`))

		_, err = s.publish(&gradev1.PublishClassRequest{Missing: []*gradev1.MissingSheet{{MarkSheetId: math, Reason: " "}}})
		require.True(s, errs.Is(err, errorsv1.Reason_REASON_REQUIRED), "%v", err)
		_, err = s.publish(&gradev1.PublishClassRequest{Missing: []*gradev1.MissingSheet{{MarkSheetId: "12345A.other", Reason: "x"}}})
		require.True(s, errs.Is(err, errorsv1.Reason_MARK_SHEET_NOT_FOUND), "%v", err)

		p, err := s.publish(&gradev1.PublishClassRequest{Missing: []*gradev1.MissingSheet{{MarkSheetId: math, Reason: "professeur absent"}}})
		require.NoError(s, err)
		require.Equal(s, gradev1.Publication_State_PUBLISHED, p.GetState())
		require.Len(s, p.GetMissing(), 1)
		m := s.own(0)
		require.Equal(s, "12.00", m.GetAverage().GetValue(), "the mark of the sheet left out does not count")
		require.Equal(s, typev1.MarkState_MISSING, subjectIn(s, m, "MATH").GetState())
		require.Equal(s, typev1.MarkState_MISSING, subjectIn(s, m, "MATH").GetControls()[0].GetState(), "nor is it shown")
		require.Equal(s, typev1.SheetState_OPEN, s.read(s.office, math).GetState())

		_, err = s.publish(&gradev1.PublishClassRequest{})
		require.True(s, errs.Is(err, errorsv1.Reason_PUBLICATION_EXISTS), "%v", err)
		got, err := s.idara.GetPublication(s.as(s.second), &gradev1.GetPublicationRequest{ClassId: s.class, Semester: 1})
		require.NoError(s, err)
		require.Equal(s, "professeur absent", got.GetMissing()[0].GetReason())
		require.Equal(s, len(s.heads(s.class)), len(got.GetMarkSheets()))
	})
}

func TestTheHourOfACancelledPublicationShowsNothing(t *testing.T) {
	tell(t, func(s *story) {
		pc := s.sheet("PC")
		s.fillIn(pc, s.cell(0, "C1", "12", 0))
		s.closeAll(s.class)
		before := bytesOf(s, s.own(0))
		hour := s.time.Now().Add(time.Hour)
		_, err := s.publish(&gradev1.PublishClassRequest{PublishAt: hour.Format(time.RFC3339)})
		require.NoError(s, err)
		_, err = s.publish(&gradev1.PublishClassRequest{PublishAt: hour.Format(time.RFC3339)})
		require.True(s, errs.Is(err, errorsv1.Reason_PUBLICATION_EXISTS))
		_, err = s.reopen(pc, "note oubliée")
		require.NoError(s, err)

		s.time.Set(hour.Add(time.Minute))
		require.Equal(s, before, bytesOf(s, s.own(0)), "the hour of a cancelled publication shows nothing")
		got, err := s.idara.GetPublication(s.as(s.office), &gradev1.GetPublicationRequest{ClassId: s.class, Semester: 1})
		require.NoError(s, err)
		require.Equal(s, gradev1.Publication_State_CANCELLED, got.GetState())
		s.audited()

		s.fillIn(pc, s.cell(0, "C1", "17", 1))
		s.closeSheet(pc)
		_, err = s.publish(&gradev1.PublishClassRequest{})
		require.NoError(s, err)
		require.Equal(s, "17.00", s.own(0).GetAverage().GetValue())
		_, err = s.reopen(pc, "trop tard")
		require.True(s, errs.Is(err, errorsv1.Reason_MARK_SHEET_PUBLISHED))
	})
}

func TestThePublicationHourIsChecked(t *testing.T) {
	tell(t, func(s *story) {
		s.closeAll(s.class)
		now := s.time.Now()
		for _, c := range []struct {
			at, delay string
			kind      errs.Kind
			reason    errorsv1.Reason
			field     string
		}{
			{now.Add(-6 * time.Minute).Format(time.RFC3339), "", errs.FailedPrecondition, errorsv1.Reason_PUBLISH_HOUR_PAST, "publishAt"},
			{"tomorrow", "", errs.Invalid, errorsv1.Reason_INVALID_REQUEST, "publishAt"},
			{now.AddDate(2, 0, 0).Format(time.RFC3339), "", errs.Invalid, errorsv1.Reason_INVALID_REQUEST, "publishAt"},
			{"", "1h", errs.Invalid, errorsv1.Reason_INVALID_REQUEST, "guardianDelay"},
			{"", "-5s", errs.Invalid, errorsv1.Reason_INVALID_REQUEST, "guardianDelay"},
			{"", "2592001s", errs.Invalid, errorsv1.Reason_INVALID_REQUEST, "guardianDelay"},
		} {
			_, err := s.publish(&gradev1.PublishClassRequest{PublishAt: c.at, GuardianDelay: c.delay})
			require.Equal(s, c.kind, errs.KindOf(err), "%s %s: %v", c.at, c.delay, err)
			require.Equal(s, c.reason, errs.ReasonOf(err))
			var refused *errs.Error
			require.ErrorAs(s, err, &refused)
			require.Equal(s, c.field, refused.Fields[0].Name)
		}
		p, err := s.publish(&gradev1.PublishClassRequest{PublishAt: now.Add(-4 * time.Minute).Format(time.RFC3339), GuardianDelay: "2592000s"})
		require.NoError(s, err)
		require.Equal(s, gradev1.Publication_State_PUBLISHED, p.GetState())
	})
}

// A sheet that was left out is published later, without taking anything back.
func TestASheetLeftOutIsPublishedLater(t *testing.T) {
	tell(t, func(s *story) {
		pc, math := s.sheet("PC"), s.sheet("MATH")
		s.fillIn(pc, s.cell(0, "C1", "12", 0))
		s.fillIn(math, s.cell(0, "C1", "20", 0))
		for _, head := range s.heads(s.class) {
			if id := head.GetMarkSheetId(); id != math {
				s.closeSheet(id)
			}
		}
		hour := s.time.Now()
		_, err := s.publish(&gradev1.PublishClassRequest{GuardianDelay: "60s", Missing: []*gradev1.MissingSheet{{MarkSheetId: math, Reason: "absent"}}})
		require.NoError(s, err)
		s.time.Advance(24 * time.Hour)
		// The class list of the publication stays.
		s.emit(enrolmentRow(s.enrolments[4], s.students[4], s.class, 5, "2026-09-08", "2026-11-23", 2))
		s.closeSheet(math)
		_, err = s.publish(&gradev1.PublishClassRequest{PublishAt: s.time.Now().Add(time.Hour).Format(time.RFC3339)})
		require.True(s, errs.Is(err, errorsv1.Reason_PUBLICATION_EXISTS), "what is seen already is not put off")
		p, err := s.publish(&gradev1.PublishClassRequest{})
		require.NoError(s, err)
		require.Empty(s, p.GetMissing())
		require.Equal(s, "60s", p.GetGuardianDelay())
		m := s.own(0)
		require.Equal(s, "16.00", m.GetAverage().GetValue())
		require.Equal(s, int32(students), m.GetAverage().GetClassSize())
		require.Equal(s, hour.Unix(), m.GetPublishedAt().GetSeconds())
		require.Equal(s, "20.00", subjectIn(s, s.marks(s.guardian, 0), "MATH").GetMark())
		require.Equal(s, typev1.SheetState_PUBLISHED, s.read(s.office, math).GetState())
		_, err = s.publish(&gradev1.PublishClassRequest{})
		require.True(s, errs.Is(err, errorsv1.Reason_PUBLICATION_EXISTS))
		s.audited()
	})
}
