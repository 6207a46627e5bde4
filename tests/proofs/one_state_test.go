package proofs

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/tests/stand"
)

// TestTheMarkStandsAsTheAbsence: on every day, whatever becomes of the justification, a father reads of one absence
// the same in the list of absences, which attendance keeps, and in the mark of the control, which grade keeps.
func TestTheMarkStandsAsTheAbsence(t *testing.T) {
	d := stand.Deploy(t, stand.Options{})
	s := stand.Open(t, d)
	w := s.Fill(t)
	pupil := s.Pupils[0][0]
	absence := func() stand.Object {
		list := d.As(t, s.Father).Get("/v1/waliye/children/" + pupil + "/absences").OK().List("absences")
		return stand.Find(t, list, stand.RegisterDay, "date")
	}
	subject := stand.Dig(t, absence(), "subject", "code").(string)
	sheet := "/v1/moudaris/markSheets/" + s.Sheets[subject]
	teacher := d.As(t, s.Teacher)
	teacher.Put(sheet+"/columns/C1", stand.Object{"label": "Contrôle 1", "date": stand.RegisterDay}).OK()
	teacher.Post(sheet+":release", stand.Object{"column": "C1"}).OK()
	control := func() any {
		marks := d.As(t, s.Father).Get("/v1/waliye/children/" + pupil + "/marks?semester=1").OK().List("subjects")
		return stand.Dig(t, stand.Find(t, marks, subject, "subject", "code"), "controls", 0, "state")
	}
	day := func(date string) {
		p := d.Process("gateway")
		p.Stop()
		p.Settings.Env = []string{"MASSAR_SCHOOL_DATE=" + date}
		p.Again()
		s.Father, s.Office = d.SignIn(t, s.Father), d.SignIn(t, s.Office)
	}
	says := func(date, justification, standing, mark string) {
		t.Helper()
		one := absence()
		require.Equal(t, [2]any{justification, standing}, [2]any{one["justification"], one["standing"]}, date)
		require.Eventually(t, func() bool { return control() == mark }, stand.Patience, often, "%s: the mark is %v", date, control())
	}
	says(stand.SchoolDate, "PENDING", "UNDECIDED", "PENDING")
	day("2026-11-27") // its own delay is over, but it waits for the office
	says("2026-11-27", "PENDING", "UNDECIDED", "PENDING")
	day("2026-12-08")
	says("2026-12-08", "PENDING", "UNDECIDED", "PENDING")
	day("2026-12-09") // nobody has answered for fifteen days
	says("2026-12-09", "PENDING", "UNJUSTIFIED", "ABSENT")
	d.As(t, s.Father).Post("/v1/waliye/children/"+pupil+"/justifications/"+w.Justification+":withdraw", stand.Object{}).OK()
	says("2026-12-09", "NONE", "UNJUSTIFIED", "ABSENT")
	again := d.As(t, s.Father).Post("/v1/waliye/children/"+pupil+"/justifications", stand.Object{"from": stand.RegisterDay, "reason": "ILLNESS"}).OK()
	says("2026-12-09", "PENDING", "UNJUSTIFIED", "ABSENT")
	path := "/v1/idara/justifications/" + again.Text("justification", "justificationId")
	accepted := d.As(t, s.Office).Post(path+":accept", stand.Object{}).OK()
	says("2026-12-09", "ACCEPTED", "JUSTIFIED", "ABSENT")
	d.As(t, s.Office).Post(path+":refuse", stand.Object{"reason": "Faux"}).Fails(400, "FAILED_PRECONDITION", "JUSTIFICATION_DECIDED")
	d.As(t, s.Office).Post(path+":refuse", stand.Object{"reason": "Faux", "version": stand.Dig(t, accepted.At("justification"), "version")}).OK()
	says("2026-12-09", "REFUSED", "UNJUSTIFIED", "ABSENT")
}
