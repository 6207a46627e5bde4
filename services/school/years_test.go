package school_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/errs"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	"github.com/massar-platform/massar/tests/fixtures"
)

// A list of another year would move a student, and with him the right to print his family's codes, to whoever
// imports it first.
func TestAListOfAnotherYearTakesNobody(t *testing.T) {
	each(t, func(w *world) {
		p := populate(w)
		before := w.rows()
		theirs := list(3, func(c *fixtures.ListClass) { c.School, c.Label = "ثانوية الأرز", "1BACSE-1" })
		for _, year := range []string{"2025-2026", "2027-2028"} {
			_, err := upload(w.writing(w.cedarsOffice), w.idara, &schoolv1.ImportClassListRequest_Header{SchoolYear: year}, theirs, 64<<10)
			w.refused(err, errs.FailedPrecondition, errorsv1.Reason_SCHOOL_YEAR_CLOSED)
		}
		require.Equal(w, before, w.rows())
		mine, err := w.identity.CheckStudents(w.as(w.cedarsOffice), &schoolv1.CheckStudentsRequest{StudentIds: p.students})
		require.NoError(w, err)
		require.Empty(w, mine.GetStudents())
	})
}

// In the new year a school may take in who was elsewhere last year, but not rewrite who he is; and the class that
// he was in says that he left.
func TestANewSchoolDoesNotRewriteAStudent(t *testing.T) {
	each(t, func(w *world) {
		p := populate(w)
		was := w.students(w.office, p.class)
		w.on("2027-11-02", func() {
			w.accepted(w.cedarsOffice, list(1, func(c *fixtures.ListClass) {
				c.School, c.Label, c.Pupils[0].Family = "ثانوية الأرز", "1BACSE-1", "آخر"
			}))
			got, err := w.idara.GetStudent(w.as(w.cedarsOffice), &schoolv1.GetStudentRequest{StudentId: p.students[0]})
			require.NoError(w, err)
			require.Equal(w, was[0].GetName().GetAr(), got.GetName().GetAr())
			for _, student := range w.students(w.office, p.class) {
				require.Equal(w, "LEFT", student.GetStatus())
			}
		})
	})
}
