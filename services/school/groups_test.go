package school_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
)

func (w *world) setGroup(classID, name string, students ...string) (*schoolv1.Group, error) {
	w.Helper()
	return w.idara.SetGroup(w.writing(w.office), &schoolv1.SetGroupRequest{ClassId: classID, Name: name, StudentIds: students})
}

// groups are the members of each group of a class as somebody reads them.
func (w *world) groups(client schoolv1.SchoolServiceClient, p auth.Principal, classID string) map[string][]string {
	w.Helper()
	answer, err := client.ListGroups(w.as(p), &schoolv1.ListGroupsRequest{ClassId: classID})
	require.NoError(w, err)
	found, last := map[string][]string{}, ""
	for _, group := range answer.GetGroups() {
		require.Greater(w, group.GetName(), last, "by name")
		last = group.GetName()
		found[last] = group.GetStudentIds()
	}
	return found
}

func TestGroupsArePartsOfAClass(t *testing.T) {
	each(t, func(w *world) {
		p := populate(w)
		a, b, c := p.students[0], p.students[1], p.students[2]
		require.Empty(w, w.groups(w.idara, w.office, p.class))
		set, err := w.setGroup(p.class, " G2  ", c, b, c)
		require.NoError(w, err)
		require.Equal(w, "G2", set.GetName())
		require.Equal(w, []string{b, c}, set.GetStudentIds(), "in list order, each once")
		_, err = w.setGroup(p.class, "G1", a)
		require.NoError(w, err)
		_, err = w.setGroup(p.class, "دعم", a, c)
		require.NoError(w, err)
		want := map[string][]string{"G1": {a}, "G2": {b, c}, "دعم": {a, c}}
		require.Equal(w, want, w.groups(w.idara, w.office, p.class))
		require.Equal(w, want, w.groups(w.idara, w.officer, p.class))
		require.Equal(w, want, w.groups(w.moudaris, p.teacher, p.class))
		require.Empty(w, w.groups(w.idara, w.office, p.sibling), "of another class")

		before := w.counted.queries.Load()
		listed := w.students(w.office, p.class)
		require.Equal(w, [][]string{{"G1", "دعم"}, {"G2"}, {"G2", "دعم"}},
			[][]string{listed[0].GetGroups(), listed[1].GetGroups(), listed[2].GetGroups()})
		require.LessOrEqual(w, w.counted.queries.Load()-before, int64(4), "not one statement for each student")

		_, err = w.setGroup(p.class, "G2", a)
		require.NoError(w, err, "what it was is replaced")
		set, err = w.setGroup(p.class, "دعم")
		require.NoError(w, err)
		require.Empty(w, set.GetStudentIds())
		require.Equal(w, map[string][]string{"G1": {a}, "G2": {a}}, w.groups(w.idara, w.office, p.class), "an empty group is none")
		require.Equal(w, 5, w.count(`SELECT COUNT(*) FROM audit_log WHERE rpc = 'school.SetGroup'`))
	})
}

func TestWhoIsNotInTheClassIsInNoneOfItsGroups(t *testing.T) {
	each(t, func(w *world) {
		p := populate(w)
		a, b, c := p.students[0], p.students[1], p.students[2]
		_, err := w.setGroup(p.class, "G1", a, b, c)
		require.NoError(w, err)
		_, err = w.move(a, p.sibling, "2026-11-25")
		require.NoError(w, err)
		_, err = w.leave(b, "")
		require.NoError(w, err)
		require.Equal(w, map[string][]string{"G1": {a, c}}, w.groups(w.idara, w.office, p.class), "the move is to come")
		for _, student := range w.students(w.office, p.class) {
			if student.GetStudentId() == b {
				require.Empty(w, student.GetGroups())
			}
		}
		w.on("2026-11-25", func() {
			require.Equal(w, map[string][]string{"G1": {c}}, w.groups(w.idara, w.office, p.class))
			require.Empty(w, w.groups(w.idara, w.office, p.sibling))
			_, err := w.move(a, p.class, "2026-11-26")
			require.NoError(w, err)
		})
		w.on("2026-11-26", func() {
			require.Equal(w, map[string][]string{"G1": {c}}, w.groups(w.idara, w.office, p.class), "who comes back begins anew")
			_, err := w.setGroup(p.class, "G1", a, c)
			require.NoError(w, err)
			require.ElementsMatch(w, []string{a, c}, w.groups(w.idara, w.office, p.class)["G1"])
		})
	})
}

func TestSetGroupRefuses(t *testing.T) {
	each(t, func(w *world) {
		p := populate(w)
		_, err := w.setGroup(p.class, "G1", p.students[0])
		require.NoError(w, err)
		left := p.students[2]
		_, err = w.leave(left, "")
		require.NoError(w, err)
		before := w.rows()
		for name, c := range map[string]struct {
			class    string
			students []string
			reason   errorsv1.Reason
		}{
			"nobody":               {p.class, []string{p.students[1], ids.New()}, errorsv1.Reason_STUDENT_NOT_FOUND},
			"of another class":     {p.sibling, []string{p.students[1]}, errorsv1.Reason_STUDENT_NOT_FOUND},
			"of another school":    {p.class, []string{p.inAnnex}, errorsv1.Reason_STUDENT_NOT_FOUND},
			"who left":             {p.class, []string{left}, errorsv1.Reason_STUDENT_NOT_FOUND},
			"no class":             {palms + "." + ids.New(), nil, errorsv1.Reason_CLASS_NOT_FOUND},
			"no class in any form": {"x", nil, errorsv1.Reason_CLASS_NOT_FOUND},
		} {
			_, err := w.setGroup(c.class, "G1", c.students...)
			require.Error(w, err, name)
			w.missing(err, c.reason)
		}
		_, err = w.setGroup(p.class, "  ", p.students[1])
		w.badField(err, "name", errorsv1.Reason_NAME_MISSING)
		_, err = w.setGroup(p.class, "G\u202e1", p.students[1])
		w.badField(err, "name", errorsv1.Reason_TEXT_NOT_ALLOWED)
		many := make([]string, 61)
		for i := range many {
			many[i] = ids.New()
		}
		for name, req := range map[string]*schoolv1.SetGroupRequest{
			"too long": {ClassId: p.class, Name: strings.Repeat("G", 17)}, "too many": {ClassId: p.class, Name: "G1", StudentIds: many},
			"no id": {ClassId: p.class, Name: "G1", StudentIds: []string{"x"}}, "no name": {ClassId: p.class},
		} {
			_, err := w.idara.SetGroup(w.writing(w.office), req)
			require.Equal(w, errs.Invalid, errs.KindOf(err), "%s: %v", name, err)
		}
		require.Equal(w, before, w.rows())
		require.Equal(w, map[string][]string{"G1": {p.students[0]}}, w.groups(w.idara, w.office, p.class), "what was stays")
		w.on("2027-10-01", func() {
			_, err := w.setGroup(p.class, "G1", p.students[0])
			w.refused(err, errs.FailedPrecondition, errorsv1.Reason_SCHOOL_YEAR_CLOSED)
		})
	})
}
