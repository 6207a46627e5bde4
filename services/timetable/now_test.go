package timetable_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/clock"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/sqldb"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/timetable/internal/store"
)

// TestNowOfEveryView: the office sees what runs and what comes of each view that has a week.
func TestNowOfEveryView(t *testing.T) {
	each(t, func(w *world) {
		w.slot(w.a, "", "MATH", w.omar, "R1", 1, 1, 1)
		w.slot(w.a, "G1", "PC", w.salma, "LAB", 1, 2, 1)
		w.slot(w.a, "G2", "SVT", w.omar, "R1", 1, 2, 1)
		w.slot(w.b, "", "FR", w.salma, "R1", 1, 3, 1)
		w.write(func(ctx context.Context, tx sqldb.Tx) error {
			return store.PutRooms(ctx, tx, gresa, []store.Room{{Name: "R1"}, {Name: "LAB"}})
		})
		fake := clock.NewFake(time.Date(2026, 11, 23, 8, 30, 0, 0, clock.Zone()))
		w.real = fake
		p := w.start(w.redisOff())
		list := func(first *typev1.Lesson, others []*typev1.Lesson) []string {
			var all []*typev1.Lesson
			if first != nil {
				all = append(all, first)
			}
			return lines(append(all, others...))
		}
		for name, c := range map[string]struct {
			req       *timetablev1.GetNowRequest
			now, next []string
		}{
			"class":          {&timetablev1.GetNowRequest{ClassId: w.a}, []string{"Mon 08:00 MATH R1"}, []string{"Mon 09:00 PC G1 LAB", "Mon 09:00 SVT G2 R1"}},
			"group":          {&timetablev1.GetNowRequest{ClassId: w.a, Group: "G2"}, []string{"Mon 08:00 MATH R1"}, []string{"Mon 09:00 SVT G2 R1"}},
			"student":        {&timetablev1.GetNowRequest{StudentId: w.sara.PersonID}, []string{"Mon 08:00 MATH R1"}, []string{"Mon 09:00 PC G1 LAB"}},
			"teacher":        {&timetablev1.GetNowRequest{StaffId: w.salma.PersonID}, []string{}, []string{"Mon 09:00 PC G1 LAB"}},
			"room":           {&timetablev1.GetNowRequest{Room: "R1"}, []string{"Mon 08:00 MATH R1"}, []string{"Mon 09:00 SVT G2 R1"}},
			"room by school": {&timetablev1.GetNowRequest{Room: "LAB", SchoolCode: gresa}, []string{}, []string{"Mon 09:00 PC G1 LAB"}},
		} {
			answer, err := p.idara.GetNow(p.as(w.office), c.req)
			require.NoError(w, err, name)
			require.Equal(w, c.now, list(answer.GetNow(), answer.GetAlsoNow()), name)
			require.Equal(w, c.next, list(answer.GetNext(), answer.GetAlsoNext()), name)
		}
		fake.Set(time.Date(2026, 11, 23, 9, 30, 0, 0, clock.Zone()))
		answer, err := p.idara.GetNow(p.as(w.office), &timetablev1.GetNowRequest{ClassId: w.a})
		require.NoError(w, err)
		require.Equal(w, []string{"Mon 09:00 PC G1 LAB", "Mon 09:00 SVT G2 R1"}, list(answer.GetNow(), answer.GetAlsoNow()))

		for name, c := range map[string]struct {
			who  auth.Principal
			req  *timetablev1.GetNowRequest
			want errorsv1.Reason
		}{
			"nothing":                {w.office, &timetablev1.GetNowRequest{}, errorsv1.Reason_INVALID_REQUEST},
			"two":                    {w.office, &timetablev1.GetNowRequest{ClassId: w.a, Room: "R1"}, errorsv1.Reason_INVALID_REQUEST},
			"a student and a class":  {w.office, &timetablev1.GetNowRequest{ClassId: w.a, StudentId: w.sara.PersonID}, errorsv1.Reason_INVALID_REQUEST},
			"a group alone":          {w.office, &timetablev1.GetNowRequest{Group: "G1"}, errorsv1.Reason_INVALID_REQUEST},
			"a group of a teacher":   {w.office, &timetablev1.GetNowRequest{StaffId: w.omar.PersonID, Group: "G1"}, errorsv1.Reason_INVALID_REQUEST},
			"a school with a class":  {w.office, &timetablev1.GetNowRequest{ClassId: w.a, SchoolCode: gresa}, errorsv1.Reason_INVALID_REQUEST},
			"unknown class":          {w.office, &timetablev1.GetNowRequest{ClassId: ids.InSchool(gresa)}, errorsv1.Reason_CLASS_NOT_FOUND},
			"unknown group":          {w.office, &timetablev1.GetNowRequest{ClassId: w.a, Group: "G9"}, errorsv1.Reason_GROUP_NOT_FOUND},
			"unknown room":           {w.office, &timetablev1.GetNowRequest{Room: "R9"}, errorsv1.Reason_ROOM_NOT_FOUND},
			"unknown teacher":        {w.office, &timetablev1.GetNowRequest{StaffId: ids.New()}, errorsv1.Reason_STAFF_NOT_FOUND},
			"unknown student":        {w.office, &timetablev1.GetNowRequest{StudentId: ids.New()}, errorsv1.Reason_STUDENT_NOT_FOUND},
			"a class of another":     {w.otherOffice, &timetablev1.GetNowRequest{ClassId: w.a}, errorsv1.Reason_CLASS_NOT_FOUND},
			"a group of another":     {w.otherOffice, &timetablev1.GetNowRequest{ClassId: w.a, Group: "G1"}, errorsv1.Reason_CLASS_NOT_FOUND},
			"a room of another":      {w.otherOffice, &timetablev1.GetNowRequest{Room: "R1", SchoolCode: gresa}, errorsv1.Reason_SCHOOL_NOT_FOUND},
			"a teacher of another":   {w.otherOffice, &timetablev1.GetNowRequest{StaffId: w.omar.PersonID}, errorsv1.Reason_STAFF_NOT_FOUND},
			"a student of another":   {w.otherOffice, &timetablev1.GetNowRequest{StudentId: w.sara.PersonID}, errorsv1.Reason_STUDENT_NOT_FOUND},
			"a class by a student":   {w.sara.Principal, &timetablev1.GetNowRequest{ClassId: w.a}, errorsv1.Reason_INVALID_REQUEST},
			"a teacher by a teacher": {w.omar, &timetablev1.GetNowRequest{StaffId: w.salma.PersonID}, errorsv1.Reason_INVALID_REQUEST},
		} {
			_, err := p.client(c.who).GetNow(p.as(c.who), c.req)
			require.Error(w, err, name)
			requireReason(w, c.want, err)
		}
		// What an office reads of a student is written down.
		require.Eventually(w, func() bool {
			return w.count(`SELECT COUNT(*) FROM read_log WHERE rpc = $1`, "timetable.GetNow") == 1
		}, 5*time.Second, 5*time.Millisecond)
	})
}
