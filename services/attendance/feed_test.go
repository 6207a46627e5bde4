package attendance_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/clock"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/sqldb/sqldbtest"
	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/attendance"
)

// A family is told of a register only where it names their child: not that a lesson was held, not of others, and
// not of a class that he left. Who was written about and then put on another list is still told.
func TestFamiliesAreToldOfTheirOwnChildOnly(t *testing.T) {
	sqldbtest.Each(t, "attendance", attendance.Migrations(), func(t *testing.T, db sqldb.DB) {
		w := newWorld(t, db, students, func(w *world) {
			w.clock.Set(time.Now())
			var err error
			w.offset, err = clock.OffsetTo(w.clock, today)
			require.NoError(w, err)
		})
		guardianOf := func(student int) auth.Principal {
			p := person(optionsv1.Role_ROLE_GUARDIAN)
			w.scopes[p.AccountID] = &typev1.Scope{StudentIds: []string{w.students[student]}}
			return p
		}
		readers := map[string]auth.Principal{
			"pupil": w.pupil, "guardian": w.guardian, "left": guardianOf(1), "corrected": guardianOf(2), "salma": w.salma, "office": w.office,
		}
		cursors := map[string]string{}
		told := func() map[string][]string {
			w.Helper()
			w.clock.Set(time.Now())
			all := map[string][]string{}
			for name, p := range readers {
				answer, err := w.client(p).ListChanges(w.as(p), &attendancev1.ListChangesRequest{Cursor: cursors[name]})
				require.NoError(w, err)
				cursors[name] = answer.GetCursor()
				for _, c := range answer.GetChanges() {
					all[name] = append(all[name], c.GetId())
				}
			}
			return all
		}
		w.emit(enrolmentRow(w.enrolments[1], w.students[1], w.class, 2, "2026-09-08", "2026-10-01", 2))
		lesson := w.plan(w.salma, today, "00:00", "")
		require.Empty(w, told())

		w.save(w.salma, lesson)
		require.Equal(w, map[string][]string{"salma": {lesson}, "office": {lesson}}, told(), "everybody was there")
		w.save(w.salma, lesson, w.entry(2, absent, 0), w.entry(3, sent, 0))
		require.Equal(w, map[string][]string{"salma": {lesson}, "office": {lesson}, "corrected": {w.students[2]}}, told())

		// He was on the list by mistake; what was written about him is put right by the teacher.
		other := ids.InSchool(gresa)
		w.emit(classRow(other, "2BACSPF-2", 1),
			enrolmentRow(w.enrolments[2], w.students[2], w.class, 3, "2026-09-08", "2026-09-08", 2),
			enrolmentRow(ids.New(), w.students[2], other, 3, "2026-09-08", "", 1))
		w.save(w.salma, lesson, w.entry(2, present, 1))
		require.Equal(w, map[string][]string{"salma": {lesson}, "office": {lesson}, "corrected": {w.students[2]}}, told())
	})
}
