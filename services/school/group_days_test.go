package school_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/errs"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
)

func (w *world) setGroupFrom(from, classID, name string, students ...string) error {
	w.Helper()
	_, err := w.idara.SetGroup(w.writing(w.office), &schoolv1.SetGroupRequest{ClassId: classID, Name: name, StudentIds: students, From: from})
	return err
}

// memberships are the days of a group's members as other services are told: by student, each "from..to".
func (w *world) memberships(classID, name string) map[string][]string {
	w.Helper()
	students, days := map[string]string{}, map[string][]string{}
	var last *schoolv1.GroupRow
	for _, change := range w.changes() {
		if e := change.GetEnrolment(); e != nil {
			students[e.GetEnrolmentId()] = e.GetStudentId()
		}
		if g := change.GetGroup(); g.GetClassId() == classID && g.GetName() == name {
			last = g
		}
	}
	var open []string
	for _, m := range last.GetMembers() {
		student := students[m.GetEnrolmentId()]
		days[student] = append(days[student], m.GetFrom()+".."+m.GetTo())
		if m.GetTo() == "" {
			open = append(open, m.GetEnrolmentId())
		}
	}
	require.ElementsMatch(w, open, last.GetEnrolmentIds(), "what readers of before are told")
	return days
}

// A change of group counts from its day: who was in G1 until then stays in the G1 of the days before.
func TestAChangeOfGroupLeavesThePast(t *testing.T) {
	each(t, func(w *world) {
		p := populate(w)
		a, b, c := p.students[0], p.students[1], p.students[2]
		begins, _, ok := w.ref.Lessons(year)
		require.True(w, ok)
		_, err := w.setGroup(p.class, "G1", a, b)
		require.NoError(w, err)
		_, err = w.setGroup(p.class, "G2", c)
		require.NoError(w, err)
		require.Equal(w, map[string][]string{a: {begins + ".."}, b: {begins + ".."}}, w.memberships(p.class, "G1"),
			"a group that is new in November is that of all lessons of the year")

		w.on("2026-11-25", func() {
			_, err = w.setGroup(p.class, "G1", b)
			require.NoError(w, err)
			_, err = w.setGroup(p.class, "G2", a, c)
			require.NoError(w, err)
			require.Equal(w, map[string][]string{"G1": {b}, "G2": {a, c}}, w.groups(w.idara, w.office, p.class))
			require.Equal(w, []string{"G2"}, w.students(w.office, p.class)[0].GetGroups())
		})
		require.Equal(w, map[string][]string{"G1": {a, b}, "G2": {c}}, w.groups(w.idara, w.office, p.class), "as of the day before")
		require.Equal(w, []string{"G1"}, w.students(w.office, p.class)[0].GetGroups())
		require.Equal(w, map[string][]string{a: {begins + "..2026-11-25"}, b: {begins + ".."}}, w.memberships(p.class, "G1"))
		require.Equal(w, map[string][]string{a: {"2026-11-25.."}, c: {begins + ".."}}, w.memberships(p.class, "G2"))

		w.on("2026-12-01", func() {
			// Back, and put right on the same day.
			_, err = w.setGroup(p.class, "G1", a, b, c)
			require.NoError(w, err)
			_, err = w.setGroup(p.class, "G1", a)
			require.NoError(w, err)
			require.Equal(w, map[string][]string{a: {begins + "..2026-11-25", "2026-12-01.."}, b: {begins + "..2026-12-01"}}, w.memberships(p.class, "G1"))
			// A day before: the membership goes on as if it had never ended.
			require.NoError(w, w.setGroupFrom("2026-11-25", p.class, "G1", a, b))
			require.Equal(w, map[string][]string{a: {begins + ".."}, b: {begins + ".."}}, w.memberships(p.class, "G1"))
		})
		w.on("2026-12-02", func() {
			_, err = w.setGroup(p.class, "G1")
			require.NoError(w, err)
			require.Equal(w, map[string][]string{a: {begins + "..2026-12-02"}, b: {begins + "..2026-12-02"}}, w.memberships(p.class, "G1"))
			require.NotContains(w, w.groups(w.idara, w.office, p.class), "G1")
		})
		w.on("2027-01-04", func() {
			_, err = w.setGroup(p.class, "G1", c)
			require.NoError(w, err)
			require.Equal(w, []string{"2027-01-04.."}, w.memberships(p.class, "G1")[c], "a group that somebody was in counts from today")
		})
	})
}

// Who has left the class cannot be named any more, and was in its groups all the same.
func TestWhoLeftTheClassWasInItsGroups(t *testing.T) {
	each(t, func(w *world) {
		p := populate(w)
		a, b, c := p.students[0], p.students[1], p.students[2]
		begins, _, _ := w.ref.Lessons(year)
		_, err := w.setGroup(p.class, "G1", a, b, c)
		require.NoError(w, err)
		_, err = w.leave(a, "2026-11-25")
		require.NoError(w, err)
		_, err = w.move(b, p.sibling, "2026-11-26")
		require.NoError(w, err)
		w.on("2026-11-27", func() {
			_, err = w.setGroup(p.class, "G1", c)
			require.NoError(w, err)
			require.Equal(w, map[string][]string{a: {begins + ".."}, b: {begins + ".."}, c: {begins + ".."}}, w.memberships(p.class, "G1"))
			require.NoError(w, w.setGroupFrom(begins, p.class, "G1"))
			require.Equal(w, map[string][]string{a: {begins + ".."}, b: {begins + ".."}}, w.memberships(p.class, "G1"))
			require.Empty(w, w.groups(w.idara, w.office, p.class))
			_, err = w.setGroup(p.sibling, "G1", b)
			require.NoError(w, err)
			require.Equal(w, map[string][]string{b: {"2026-11-26.."}}, w.memberships(p.sibling, "G1"), "never before his stay")
		})
	})
}

func TestAGroupIsSetFromADay(t *testing.T) {
	each(t, func(w *world) {
		p := populate(w)
		a, b, c := p.students[0], p.students[1], p.students[2]
		require.NoError(w, w.setGroupFrom("2026-12-01", p.class, "G1", a, b))
		require.Empty(w, w.groups(w.idara, w.office, p.class), "it is to come")
		w.on("2026-12-01", func() {
			require.Equal(w, map[string][]string{"G1": {a, b}}, w.groups(w.idara, w.office, p.class))
		})
		// What was planned gives way to what is set from a day before.
		require.NoError(w, w.setGroupFrom(today, p.class, "G1", c))
		require.Equal(w, map[string][]string{c: {today + ".."}}, w.memberships(p.class, "G1"))

		_, err := w.move(b, p.sibling, "2026-12-01")
		require.NoError(w, err)
		before := w.rows()
		w.missing(w.setGroupFrom("2026-12-01", p.class, "G1", b), errorsv1.Reason_STUDENT_NOT_FOUND)
		w.missing(w.setGroupFrom("", p.sibling, "G1", b), errorsv1.Reason_STUDENT_NOT_FOUND)
		for _, day := range []string{"2026-08-15", "2027-10-01", "2026-02-30", "demain"} {
			err := w.setGroupFrom(day, p.class, "G1", a)
			w.badField(err, "from", errorsv1.Reason_DATE_INVALID)
		}
		require.Equal(w, errs.Invalid, errs.KindOf(w.setGroupFrom("2026-11-233", p.class, "G1", a)))
		require.Equal(w, before, w.rows())
		require.NoError(w, w.setGroupFrom("2026-12-01", p.sibling, "G1", b))
	})
}
