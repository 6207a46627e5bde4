package attendance_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"

	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// decides is the row of the school with its rules of attendance.
func decides(version int64, rules ...*typev1.AttendanceRule) *schoolv1.Change {
	return schoolRow(gresa, node, version, &schoolv1.SchoolSettings{AttendanceRules: rules})
}

// A school that counts otherwise from March on has the February that it had, wherever somebody looks.
func TestARuleOfHalfDaysLeavesTheMonthsBefore(t *testing.T) {
	each(t, func(w *world) {
		for _, day := range []string{"2027-02-01", "2027-02-26", "2027-03-01", "2027-03-02"} {
			w.took(day, "08:00", 0) // one of the two lessons of the morning: half of it, which the rule of everybody counts
			w.took(day, "10:00")
		}
		w.at("2027-03-12", "08:00")
		words := func(messages ...proto.Message) (texts []string) {
			for _, m := range messages {
				texts = append(texts, protojson.MarshalOptions{}.Format(m))
			}
			return texts
		}
		absences := func(from, to string) *typev1.StudentAbsences {
			got, err := w.tryAbsences(w.guardian, w.students[0], from, to)
			require.NoError(w, err)
			return got
		}
		february := func() []string {
			alerts, err := w.idara.ListAlerts(w.as(w.office), &attendancev1.ListAlertsRequest{Month: "2027-02"})
			require.NoError(w, err)
			require.Len(w, alerts.GetAlerts(), 1)
			sheet := w.month(w.salma, "2027-02")
			require.Equal(w, []string{"2", "0.00"}, []string{sheet.GetRows()[0].GetHalfDays(), sheet.GetRows()[0].GetRate()})
			file, _, _ := w.export(w.office)
			return append(words(sheet, alerts, absences("2027-02-01", "2027-02-28")), figures(file, 0, time.February))
		}
		// march is what the month sheet, the annual sheet, and the guardian's list from February on say.
		march := func() []string {
			file, _, _ := w.export(w.office)
			return []string{w.month(w.salma, "2027-03").GetRows()[0].GetHalfDays(), figures(file, 0, time.March), absences("2027-02-01", "2027-03-12").GetTotals().GetHalfDays()}
		}
		before := february()
		require.Equal(w, "0 0 1 4", before[3])
		require.Equal(w, []string{"2", "0 0 1 4", "4"}, march())

		first := &typev1.AttendanceRule{From: "2027-03-01", HalfDayRule: "ALL"}
		w.emit(decides(2, first))
		require.Equal(w, before, february())
		require.Equal(w, []string{"0", "0 0 0 4", "2"}, march())
		alerts, err := w.idara.ListAlerts(w.as(w.office), &attendancev1.ListAlertsRequest{Month: "2027-03"})
		require.NoError(w, err)
		require.Empty(w, alerts.GetAlerts())

		// Within a month each day has its rule, and a rule may be taken back to that of everybody.
		for version, word := range map[int64]string{3: "ANY", 4: ""} {
			w.emit(decides(version, first, &typev1.AttendanceRule{From: "2027-03-02", HalfDayRule: word}))
			require.Equal(w, before, february())
			require.Equal(w, []string{"1", "0 0 0.5 4", "3"}, march(), word)
		}
	})
}

// The register of a lesson stands open as long as the rule of its own day says.
func TestARuleOfTheWindowIsThatOfTheLesson(t *testing.T) {
	each(t, func(w *world) {
		const tomorrow = "2026-11-24"
		w.emit(decides(2, &typev1.AttendanceRule{From: tomorrow, RegisterHours: 2}, &typev1.AttendanceRule{From: "2026-12-01", RegisterHours: 168}))
		old, taken := w.plan(w.salma, today, "10:00", ""), w.plan(w.salma, today, "14:00", "")
		short, written := w.plan(w.salma, tomorrow, "08:00", ""), w.plan(w.omar, tomorrow, "08:00", "")
		w.at(today, "14:10")
		w.save(w.salma, taken)
		w.at(tomorrow, "08:10")
		w.save(w.omar, written)
		w.at(tomorrow, "12:00")
		require.Equal(w, typev1.Register_Window_OPEN, w.register(w.salma, old).GetWindow())
		require.Equal(w, typev1.Register_Window_OPEN, w.register(w.salma, taken).GetWindow())
		require.Equal(w, typev1.Register_Window_OPEN, w.register(w.salma, short).GetWindow())
		w.at(tomorrow, "12:01")
		require.Equal(w, typev1.Register_Window_LATE, w.register(w.salma, old).GetWindow(), "a day after its end")
		require.Equal(w, typev1.Register_Window_OPEN, w.register(w.salma, taken).GetWindow())
		require.Equal(w, typev1.Register_Window_LATE, w.register(w.salma, short).GetWindow())
		require.Equal(w, typev1.Register_Window_LATE, w.register(w.omar, written).GetWindow())
		w.save(w.salma, taken, w.entry(0, absent, 0))
		_, err := w.trySave(w.omar, written, "", w.entry(0, absent, 0))
		w.fails(err, errorsv1.Reason_LATE_REASON_REQUIRED)
		_, err = w.trySave(w.salma, short, "", w.entry(0, absent, 0))
		w.fails(err, errorsv1.Reason_LATE_REASON_REQUIRED)
		// The rule that is in force by then is not that of these lessons.
		w.at("2026-12-01", "08:00")
		require.Equal(w, typev1.Register_Window_LATE, w.register(w.salma, short).GetWindow())
		require.Equal(w, typev1.Register_Window_LATE, w.register(w.omar, written).GetWindow())
	})
}
