package timetable_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

func names(rooms []*typev1.Room) []string {
	list := make([]string, len(rooms))
	for i, r := range rooms {
		list[i] = r.GetName()
	}
	return list
}

func TestRooms(t *testing.T) {
	each(t, func(w *world) {
		set := func(req *timetablev1.SetRoomsRequest) (*timetablev1.ListRoomsResponse, error) {
			return w.main.idara.SetRooms(w.main.writing(w.office), req)
		}
		w.rooms("Salle 10", " Salle  2 ", "قاعة العلوم")
		answer, err := set(&timetablev1.SetRoomsRequest{Add: []*typev1.Room{{Name: "Salle 10", Seats: 20}}, Remove: []string{"Labo"}})
		require.NoError(t, err)
		require.Equal(t, []string{"Salle 2", "Salle 10", "قاعة العلوم"}, names(answer.GetRooms()))
		require.Equal(t, int32(20), answer.GetRooms()[1].GetSeats(), "what is known is changed")

		for _, bad := range []string{"1/2", "..", ".", " ", "a\u202eb", "a\nb"} {
			_, err := set(&timetablev1.SetRoomsRequest{Add: []*typev1.Room{{Name: "Salle 11"}, {Name: bad}}})
			requireReason(t, errorsv1.Reason_ROOM_NAME_INVALID, err)
			var e *errs.Error
			require.True(t, errors.As(err, &e))
			require.Equal(t, "add[1].name", e.Fields[0].Name)
		}
		_, err = set(&timetablev1.SetRoomsRequest{Add: []*typev1.Room{{Name: "Salle 11"}}, Remove: []string{"Salle 11"}})
		requireReason(t, errorsv1.Reason_ROOM_NAME_INVALID, err)

		slot := w.plan(w.mondays(func(r *timetablev1.CreateSlotRequest) { r.Room, r.To = "Salle 2", "2026-12-14" }))
		_, err = w.become(&timetablev1.ChangeLessonRequest{LessonId: w.lesson(slot.GetSlotId(), "2026-11-30"), Status: replaced, Room: "Salle 10"})
		require.NoError(t, err)
		for _, used := range []string{"Salle 2", "Salle 10"} {
			_, err = set(&timetablev1.SetRoomsRequest{Remove: []string{"قاعة العلوم", used}})
			requireReason(t, errorsv1.Reason_ROOM_IN_USE, err)
		}
		_, err = w.main.idara.EndSlot(w.main.writing(w.office), &timetablev1.EndSlotRequest{SlotId: slot.GetSlotId()})
		require.NoError(t, err)
		answer, err = set(&timetablev1.SetRoomsRequest{Remove: []string{"Salle 2", "Salle 10"}})
		require.NoError(t, err)
		require.Equal(t, []string{"قاعة العلوم"}, names(answer.GetRooms()))
		for who, want := range map[string]int{"": 0, other: 0} {
			list, err := w.main.idara.ListRooms(w.main.as(w.otherOffice), &timetablev1.ListRoomsRequest{SchoolCode: who})
			require.NoError(t, err)
			require.Len(t, list.GetRooms(), want)
		}
		_, err = w.main.idara.ListRooms(w.main.as(w.otherOffice), &timetablev1.ListRoomsRequest{SchoolCode: gresa})
		requireReason(t, errorsv1.Reason_SCHOOL_NOT_FOUND, err)
		require.Equal(t, 3, w.count(`SELECT COUNT(*) FROM audit_log WHERE rpc = 'timetable.SetRooms'`))
	})
}

// bells is a schedule of all weekdays with a number of hours each, from half past eight.
func bells(from, to string, periods int32) *timetablev1.CreateBellScheduleRequest {
	req := &timetablev1.CreateBellScheduleRequest{Name: "Horaire", From: from, To: to}
	for weekday := int32(1); weekday <= 6; weekday++ {
		for p := int32(1); p <= periods; p++ {
			half := "AM"
			if p > 4 {
				half = "PM"
			}
			req.Periods = append(req.Periods, &typev1.BellPeriod{
				Weekday: weekday, Period: p, Start: hhmm(8*60 + 30 + 50*(p-1)), End: hhmm(8*60 + 20 + 50*p), Half: half,
			})
		}
	}
	return req
}

func hhmm(minute int32) string {
	return string([]byte{byte('0' + minute/600), byte('0' + minute/60%10), ':', byte('0' + minute%60/10), byte('0' + minute%10)})
}

func TestBellSchedules(t *testing.T) {
	each(t, func(w *world) {
		w.plan(w.mondays())
		last := w.plan(w.mondays(func(r *timetablev1.CreateSlotRequest) { r.Weekday, r.Period = 2, 6 }))
		create := func(req *timetablev1.CreateBellScheduleRequest) (*typev1.BellSchedule, error) {
			return w.main.idara.CreateBellSchedule(w.main.writing(w.office), req)
		}
		own, err := create(bells("2026-11-30", "2026-12-05", 6))
		require.NoError(t, err)
		require.Len(t, own.GetPeriods(), 36)
		require.Equal(t, []string{"2026-11-30", "2026-12-05"}, []string{own.GetFrom(), own.GetTo()})
		require.Equal(t, []string{"Mon 08:00 MATH", "Tue 15:00 MATH"}, w.weekOf(w.a, "2026-W48"))
		require.Equal(t, []string{"Mon 08:30 MATH", "Tue 12:40 MATH"}, w.weekOf(w.a, "2026-W49"), "hours move by data alone")

		_, err = create(bells("2026-12-14", "", 5))
		requireReason(t, errorsv1.Reason_PERIOD_UNKNOWN, err)
		_, err = create(bells("2026-12-14", "2026-12-14", 5))
		require.NoError(t, err, "that day has no sixth hour to lose")
		_, err = w.become(&timetablev1.ChangeLessonRequest{LessonId: w.lesson(last.GetSlotId(), "2026-12-15"), Status: moved, Date: "2026-12-16", Period: 7})
		require.NoError(t, err)
		_, err = create(bells("2026-12-16", "2026-12-16", 6))
		requireReason(t, errorsv1.Reason_PERIOD_UNKNOWN, err)

		list, err := w.main.idara.ListBellSchedules(w.main.as(w.office), &timetablev1.ListBellSchedulesRequest{Date: "2027-02-10"})
		require.NoError(t, err)
		require.Len(t, list.GetBellSchedules(), 3)
		require.Equal(t, "Horaire", list.GetBellSchedules()[0].GetName())
		national := list.GetBellSchedules()[2]
		require.Equal(t, []any{"", "RAMADAN", "Horaire national de ramadan", 44}, []any{
			national.GetBellScheduleId(), national.GetSeason(), national.GetName(), len(national.GetPeriods()),
		})

		// A lesson that only its own schedule has an hour for keeps that schedule.
		_, err = create(bells("2026-12-17", "2026-12-17", 10))
		require.NoError(t, err)
		_, err = w.become(&timetablev1.ChangeLessonRequest{LessonId: w.lesson(last.GetSlotId(), "2026-12-22"), Status: moved, Date: "2026-12-17", Period: 10})
		require.NoError(t, err)
		list, err = w.main.idara.ListBellSchedules(w.main.as(w.office), &timetablev1.ListBellSchedulesRequest{})
		require.NoError(t, err)
		remove := func(id string) error {
			_, err := w.main.idara.DeleteBellSchedule(w.main.writing(w.office), &timetablev1.DeleteBellScheduleRequest{BellScheduleId: id})
			return err
		}
		requireReason(t, errorsv1.Reason_PERIOD_UNKNOWN, remove(list.GetBellSchedules()[2].GetBellScheduleId()))
		require.NoError(t, remove(own.GetBellScheduleId()))
		require.Equal(t, []string{"Mon 08:00 MATH", "Tue 15:00 MATH"}, w.weekOf(w.a, "2026-W49"))
		for _, missing := range []string{own.GetBellScheduleId(), ids.InSchool(gresa), ids.InSchool(other), "x"} {
			requireReason(t, errorsv1.Reason_BELL_SCHEDULE_NOT_FOUND, remove(missing))
		}
	})
}

// A school's own hours are those of the usual weeks: in Ramadan the country's hold, unless the school says otherwise.
func TestRamadanMovesASchoolWithHoursOfItsOwn(t *testing.T) {
	each(t, func(w *world) {
		w.plan(w.mondays())
		create := func(season string) {
			req := bells("2026-11-30", "", 8)
			req.Season = season
			_, err := w.main.idara.CreateBellSchedule(w.main.writing(w.office), req)
			require.NoError(w, err)
		}
		hours := func() []string {
			return append(w.weekOf(w.a, "2027-W05"), w.weekOf(w.a, "2027-W07")...)
		}
		require.Equal(w, []string{"Mon 08:00 MATH", "Mon 08:40 MATH"}, hours())
		create("")
		require.Equal(w, []string{"Mon 08:30 MATH", "Mon 08:40 MATH"}, hours())
		create("RAMADAN")
		require.Equal(w, []string{"Mon 08:30 MATH", "Mon 08:30 MATH"}, hours())
	})
}

func TestBellSchedulesThatAreNone(t *testing.T) {
	each(t, func(w *world) {
		for name, c := range map[string]struct {
			edit   func(*timetablev1.CreateBellScheduleRequest)
			reason errorsv1.Reason
			field  string
		}{
			"overlap":       {func(r *timetablev1.CreateBellScheduleRequest) { r.Periods[1].Start = "08:40" }, errorsv1.Reason_BELL_SCHEDULE_INVALID, "periods[1]"},
			"gap in number": {func(r *timetablev1.CreateBellScheduleRequest) { r.Periods[7].Period = 9 }, errorsv1.Reason_BELL_SCHEDULE_INVALID, "periods[7]"},
			"no time":       {func(r *timetablev1.CreateBellScheduleRequest) { r.Periods[2].End = "25:00" }, errorsv1.Reason_BELL_SCHEDULE_INVALID, "periods[2]"},
			"no time at all": {func(r *timetablev1.CreateBellScheduleRequest) {
				r.Periods[2].End = "+1:00"
			}, errorsv1.Reason_BELL_SCHEDULE_INVALID, "periods[2]"},
			"before six": {func(r *timetablev1.CreateBellScheduleRequest) { r.Periods[0].Start = "05:00" }, errorsv1.Reason_BELL_SCHEDULE_INVALID, "periods[0]"},
			"backwards":  {func(r *timetablev1.CreateBellScheduleRequest) { r.To = "2026-11-29" }, errorsv1.Reason_DATE_INVALID, "to"},
			"no date":    {func(r *timetablev1.CreateBellScheduleRequest) { r.From = "2026-11-31" }, errorsv1.Reason_DATE_INVALID, "from"},
			"a day that is over": {func(r *timetablev1.CreateBellScheduleRequest) {
				r.From = "2026-11-22"
			}, errorsv1.Reason_DATE_INVALID, "from"},
			"no name": {func(r *timetablev1.CreateBellScheduleRequest) { r.Name = " " }, errorsv1.Reason_TEXT_NOT_ALLOWED, "name"},
		} {
			req := bells("2026-11-30", "2026-12-05", 6)
			c.edit(req)
			_, err := w.main.idara.CreateBellSchedule(w.main.writing(w.office), req)
			require.Equal(t, c.reason.String(), errs.ReasonOf(err).String(), "%s: %v", name, err)
			var e *errs.Error
			require.True(t, errors.As(err, &e), name)
			require.Equal(t, c.field, e.Fields[0].Name, name)
		}
		require.Zero(t, w.count(`SELECT COUNT(*) FROM bell_schedules`))
	})
}
