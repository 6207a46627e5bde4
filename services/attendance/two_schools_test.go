package attendance_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/ids"
	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// What one school accepted says nothing about the lessons of the next one, for any reader; days that it touches
// can be brought to that one too.
func TestASchoolDecidesAboutItsOwnLessons(t *testing.T) {
	each(t, func(w *world) {
		const school = "23456B"
		w.absent(0, "2026-11-19", "08:00")
		old := w.mustExcuse(w.guardian, 0, "2026-11-19", today)
		_, err := w.decide(w.office, old.GetJustificationId(), true, "")
		require.NoError(w, err)

		office, class := w.otherOffice(), ids.InSchool(school)
		w.emit(classRow(class, "2BACSPF-7", 1),
			enrolmentRow(w.enrolments[0], w.students[0], w.class, 1, "2026-09-08", "2026-11-20", 2),
			enrolmentRow(ids.New(), w.students[0], class, 9, "2026-11-20", "", 1))
		lesson := ids.InSchool(school)
		w.timetable.with(func() {
			w.timetable.lessons[lesson] = &timetablev1.LessonRecord{Half: "AM", Minutes: 120, Lesson: &typev1.Lesson{
				LessonId: lesson, Date: today, Start: "08:00", End: "10:00", Subject: &typev1.Subject{Code: "PC"},
				Teacher: &typev1.Teacher{StaffId: ids.New()}, Class: &typev1.ClassRef{ClassId: class, Label: "2BACSPF-7"},
				Status: typev1.Lesson_Status_PLANNED,
			}}
		})
		w.at(today, "08:10")
		w.save(office, lesson, w.entry(0, absent, 0))

		stands := func(standing typev1.Absence_Standing_Value, justified, undecided string) {
			w.Helper()
			list := w.absences(w.guardian, 0).GetAbsences()
			require.Len(w, list, 2)
			require.Equal(w, standing, list[0].GetStanding())
			require.Equal(w, typev1.Absence_Standing_JUSTIFIED, list[1].GetStanding(), "the lesson of the first school")
			sheet, err := w.idara.GetMonthSheet(w.as(office), &attendancev1.GetMonthSheetRequest{ClassId: class})
			require.NoError(w, err)
			require.Equal(w, []string{justified, undecided}, []string{sheet.GetRows()[0].GetHoursJustified(), sheet.GetRows()[0].GetHoursUndecided()})
			require.Equal(w, standing == typev1.Absence_Standing_JUSTIFIED, w.register(office, lesson).GetEntries()[0].GetJustified())
			told := typev1.Absence_Standing_VALUE_UNSPECIFIED
			for _, e := range w.events(0) {
				if e.GetLessonId() == lesson {
					told = e.GetStanding()
				}
			}
			require.Equal(w, standing, told)
		}
		stands(typev1.Absence_Standing_UNDECIDED, "0", "2")
		fresh := w.mustExcuse(w.guardian, 0, "2026-11-20", today)
		require.Equal(w, int32(1), fresh.GetLessons())
		require.Equal(w, class, fresh.GetClass().GetClassId())
		_, err = w.decide(office, fresh.GetJustificationId(), true, "")
		require.NoError(w, err)
		stands(typev1.Absence_Standing_JUSTIFIED, "2", "0")

		answer, err := w.idara.ListJustifications(w.as(w.office), &attendancev1.ListJustificationsRequest{StudentId: w.students[0]})
		require.NoError(w, err)
		require.Len(w, answer.GetJustifications(), 1)
		require.Equal(w, int32(1), answer.GetJustifications()[0].GetLessons(), "no lesson of another school")
		_, err = w.excuse(w.guardian, 0, today, "")
		require.Error(w, err, "these days were brought to this school already")
	})
}
