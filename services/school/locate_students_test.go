package school_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
)

// located is where students are: code, node and status.
func (w *world) located(students ...string) map[string][3]string {
	w.Helper()
	answer, err := w.identity.LocateStudents(w.Context(), &schoolv1.LocateStudentsRequest{StudentIds: students})
	require.NoError(w, err)
	found := map[string][3]string{}
	for _, s := range answer.GetStudents() {
		found[s.GetStudentId()] = [3]string{s.GetSchoolCode(), s.GetNode(), s.GetStatus()}
	}
	return found
}

// Identity learns, without anybody's token, whose student somebody is: from the day of his transfer that of the
// new school, and who has left stays what he was there.
func TestLocateStudents(t *testing.T) {
	each(t, func(w *world) {
		p := crossings(w)
		atPalms := province + "/" + palms
		require.Equal(w, map[string][3]string{
			p.students[0]: {palms, atPalms, "ENROLLED"}, p.inAnnex: {annex, atPalms + "/" + annex, "ENROLLED"},
		}, w.located(p.students[0], p.inAnnex, ids.New()))
		require.Empty(w, w.located(ids.New()))

		const monday = "2026-11-30"
		id := w.asked(w.cedarsOffice, pupil, p.cedars, monday)
		require.Equal(w, palms, w.located(p.students[0])[p.students[0]][0], "nobody has released him")
		_, err := w.release(w.office, id, monday)
		require.NoError(w, err)
		require.Equal(w, [3]string{palms, atPalms, "ENROLLED"}, w.located(p.students[0])[p.students[0]], "until the day")
		w.on(monday, func() {
			require.Equal(w, [3]string{cedars, province + "/" + cedars, "ARRIVED"}, w.located(p.students[0])[p.students[0]])
		})

		_, err = w.idara.EndEnrolment(w.writing(w.office), &schoolv1.EndEnrolmentRequest{StudentId: p.students[1], Status: "EXCLUDED"})
		require.NoError(w, err)
		require.Equal(w, [3]string{palms, atPalms, "EXCLUDED"}, w.located(p.students[1])[p.students[1]])

		for _, client := range []schoolv1.SchoolServiceClient{w.idara, w.waliye, w.grade} {
			_, err := client.LocateStudents(w.as(w.ministry), &schoolv1.LocateStudentsRequest{StudentIds: p.students})
			w.refused(err, errs.Denied, errorsv1.Reason_PEER_NOT_ALLOWED)
		}
	})
}
