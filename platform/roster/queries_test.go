package roster_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/roster"
)

// populate is a school with a class of three, one of whom goes to another class and comes back.
func populate(w *world) {
	w.tell(schoolRow(gresa, 1, nil), schoolRow("00001B", 1, nil), classRow(class, "2BACSPF-10", 1), classRow(other, "2BACSPF-2", 1),
		studentRow("amina", "Amina", 1), studentRow("badr", "Badr", 1),
		enrolmentRow(gresa+".e1", "amina", class, 2, "2026-09-08", "2026-11-10", 2),
		enrolmentRow(gresa+".e2", "amina", other, 1, "2026-11-10", "2026-12-01", 2),
		enrolmentRow(gresa+".e3", "amina", class, 9, "2026-12-01", "", 1),
		enrolmentRow(gresa+".e4", "badr", class, 10, "2026-09-08", "", 1),
		enrolmentRow(gresa+".e5", "nobody-knows", class, 1, "2026-09-08", "", 1),
		enrolmentRow(gresa+".e6", "badr", other, 5, "2026-11-10", "2026-11-10", 2), // taken back
		groupRow(class, "G1", 1, gresa+".e1", gresa+".e4"), groupRow(class, "G10", 1, gresa+".e4"), groupRow(class, "G2", 1, gresa+".e5"),
		staffRow("t1", "Zineb", 1), staffRow("t2", "Ahmed", 1), staffRow("t3", "émile", 1),
		assignmentRow(gresa+".a1", class, "PC", "t1", "2026-09-01", "2026-11-10", 2),
		assignmentRow(gresa+".a2", class, "PC", "t2", "2026-11-10", "", 1),
		assignmentRow(gresa+".a3", other, "MATH", "t2", "2026-09-01", "", 1))
}

func TestMembersAreThoseOfTheDayInListOrder(t *testing.T) {
	each(t, func(w *world) {
		populate(w)
		for name, c := range map[string]struct {
			class, group, day string
			want              []string
		}{
			"before the year":           {class, "", "2026-09-07", nil},
			"the first day":             {class, "", "2026-09-08", []string{"nobody-knows", "amina", "badr"}},
			"the last day of a stay":    {class, "", "2026-11-09", []string{"nobody-knows", "amina", "badr"}},
			"the day of the move":       {class, "", "2026-11-10", []string{"nobody-knows", "badr"}},
			"in the other class":        {other, "", "2026-11-10", []string{"amina"}},
			"not in two":                {other, "", "2026-12-01", nil},
			"back, at the new number":   {class, "", "2026-12-01", []string{"nobody-knows", "amina", "badr"}},
			"a group":                   {class, "G1", "2026-11-09", []string{"amina", "badr"}},
			"a group after the move":    {class, "G1", "2026-11-10", []string{"badr"}},
			"who comes back is in none": {class, "G1", "2026-12-01", []string{"badr"}},
			"a group of another class":  {other, "G1", "2026-11-10", nil},
			"no such group":             {class, "G9", "2026-11-10", nil},
			"no such class":             {"x", "", "2026-11-10", nil},
		} {
			members, err := roster.Members(w.Context(), w.db, c.class, c.group, c.day)
			require.NoError(w, err, name)
			var got []string
			for _, m := range members {
				got = append(got, m.StudentID)
			}
			require.Equal(w, c.want, got, name)
		}
		members, err := roster.Members(w.Context(), w.db, class, "", "2026-09-08")
		require.NoError(w, err)
		require.Equal(w, roster.Member{StudentID: "nobody-knows", EnrolmentID: gresa + ".e5", Number: 1}, members[0])
		require.Equal(w, roster.Member{
			StudentID: "amina", EnrolmentID: gresa + ".e1", MassarCode: "Kamina", Name: roster.Name{Latin: "Amina"}, Number: 2,
		}, members[1])
	})
}

func TestAPlaceIsThatOfTheDay(t *testing.T) {
	each(t, func(w *world) {
		populate(w)
		for day, want := range map[string]string{
			"2026-09-08": class + " [G1]", "2026-11-09": class + " [G1]", "2026-11-10": other + " []", "2026-11-30": other + " []",
			"2026-12-01": class + " []", "2027-07-01": class + " []",
		} {
			place, err := roster.PlaceOn(w.Context(), w.db, "amina", day)
			require.NoError(w, err, day)
			require.True(w, place.On(day))
			require.Equal(w, want, place.ClassID+" "+list(place.GroupsOn(day)), day)
		}
		_, err := roster.PlaceOn(w.Context(), w.db, "amina", "2026-09-07")
		require.ErrorIs(w, err, roster.ErrNotFound)
		_, err = roster.PlaceOn(w.Context(), w.db, "nobody", "2026-11-10")
		require.ErrorIs(w, err, roster.ErrNotFound)

		places, err := roster.Places(w.Context(), w.db, "amina")
		require.NoError(w, err)
		var got []string
		for _, p := range places {
			got = append(got, p.ClassLabel+" "+p.From+".."+p.To+" "+list(p.GroupsOn(p.From)))
		}
		require.Equal(w, []string{"2BACSPF-10 2026-09-08..2026-11-10 [G1]", "2BACSPF-2 2026-11-10..2026-12-01 []", "2BACSPF-10 2026-12-01.. []"}, got)
		places, err = roster.Places(w.Context(), w.db, "badr")
		require.NoError(w, err)
		require.Len(w, places, 1, "a stay that holds on no day is none")
		require.Equal(w, []string{"G1", "G10"}, places[0].GroupsOn("2026-11-10"))
		places, err = roster.Places(w.Context(), w.db, "nobody")
		require.NoError(w, err)
		require.Empty(w, places)

		// While the end of the old stay is on its way, the new one counts.
		w.tell(enrolmentRow(gresa+".e7", "badr", other, 6, "2026-12-05", "", 1))
		place, err := roster.PlaceOn(w.Context(), w.db, "badr", "2026-12-05")
		require.NoError(w, err)
		require.Equal(w, other, place.ClassID)
		// A stay may come before the class and the school.
		w.tell(enrolmentRow("77777C.e1", "dounia", "77777C.c1", 6, "2026-12-05", "", 1))
		place, err = roster.PlaceOn(w.Context(), w.db, "dounia", "2026-12-05")
		require.NoError(w, err)
		require.Equal(w, roster.Place{School: "77777C", ClassID: "77777C.c1", EnrolmentID: "77777C.e1", Number: 6, From: "2026-12-05"}, place)
	})
}

// Who goes to another group was in the first one before: each day has its own groups.
func TestGroupsAreThoseOfTheDay(t *testing.T) {
	each(t, func(w *world) {
		populate(w)
		w.tell(datedGroupRow(class, "G1", 2, [3]string{gresa + ".e1", "2026-09-08", ""},
			[3]string{gresa + ".e4", "2026-09-08", "2026-11-10"}, [3]string{gresa + ".e4", "2026-12-01", ""}),
			datedGroupRow(class, "G2", 2, [3]string{gresa + ".e4", "2026-11-10", "2026-12-01"}),
			datedGroupRow(class, "G3", 1, [3]string{gresa + ".e4", "2027-01-04", ""}), groupRow(class, "G10", 2))
		for day, want := range map[string]string{
			"2026-09-07": "[] [] []", "2026-09-08": "[G1] [amina badr] []", "2026-11-09": "[G1] [amina badr] []",
			"2026-11-10": "[G2] [] [badr]", "2026-11-30": "[G2] [] [badr]", "2026-12-01": "[G1] [badr] []", "2027-01-04": "[G1 G3] [badr] []",
		} {
			got := "[]"
			if day > "2026-09-07" {
				place, err := roster.PlaceOn(w.Context(), w.db, "badr", day)
				require.NoError(w, err)
				got = list(place.GroupsOn(day))
			}
			for _, group := range []string{"G1", "G2"} {
				members, err := roster.Members(w.Context(), w.db, class, group, day)
				require.NoError(w, err)
				var names []string
				for _, m := range members {
					names = append(names, m.StudentID)
				}
				got += " " + list(names)
			}
			require.Equal(w, want, got, day)
		}
		places, err := roster.Places(w.Context(), w.db, "badr")
		require.NoError(w, err)
		require.Equal(w, []roster.Membership{
			{EnrolmentID: gresa + ".e4", Group: "G1", From: "2026-09-08", To: "2026-11-10"},
			{EnrolmentID: gresa + ".e4", Group: "G1", From: "2026-12-01"},
			{EnrolmentID: gresa + ".e4", Group: "G2", From: "2026-11-10", To: "2026-12-01"},
			{EnrolmentID: gresa + ".e4", Group: "G3", From: "2027-01-04"},
		}, places[0].Groups)
		names, err := roster.Groups(w.Context(), w.db, class)
		require.NoError(w, err)
		require.Equal(w, []string{"G1", "G2", "G3"}, names)
		names, err = roster.GroupsFrom(w.Context(), w.db, class, "2026-12-01")
		require.NoError(w, err)
		require.Equal(w, []string{"G1", "G3"}, names, "what is to begin can be planned, what ended cannot")
	})
}

func list(names []string) string {
	text := "["
	for i, n := range names {
		if i > 0 {
			text += " "
		}
		text += n
	}
	return text + "]"
}

func TestWhoTeachesOnADay(t *testing.T) {
	each(t, func(w *world) {
		populate(w)
		for _, c := range []struct {
			staff, class, subject, day string
			want                       bool
		}{
			{"t1", class, "PC", "2026-08-31", false}, {"t1", class, "PC", "2026-09-01", true}, {"t1", class, "PC", "2026-11-09", true},
			{"t1", class, "PC", "2026-11-10", false}, {"t2", class, "PC", "2026-11-10", true}, {"t2", class, "PC", "2026-11-09", false},
			{"t2", class, "MATH", "2026-11-10", false}, {"t2", other, "MATH", "2026-11-10", true}, {"t1", class, "", "2026-11-09", true},
			{"t1", class, "", "2026-11-10", false}, {"t2", class, "", "2026-11-09", false}, {"x", class, "", "2026-11-10", false},
		} {
			got, err := roster.Teaches(w.Context(), w.db, c.staff, c.class, c.subject, c.day)
			require.NoError(w, err)
			require.Equal(w, c.want, got, c)
		}
		ids := func(assignments []roster.Assignment, err error) (got []string) {
			require.NoError(w, err)
			for _, a := range assignments {
				require.Equal(w, gresa, a.School)
				got = append(got, a.ID[7:])
			}
			return got
		}
		require.Equal(w, []string{"a3"}, ids(roster.TaughtBy(w.Context(), w.db, "t2", "2026-11-09")))
		require.Equal(w, []string{"a2", "a3"}, ids(roster.TaughtBy(w.Context(), w.db, "t2", "2026-11-10")))
		require.Empty(w, ids(roster.TaughtBy(w.Context(), w.db, "t1", "2026-11-10")))
		require.Equal(w, []string{"a1"}, ids(roster.TeachersOf(w.Context(), w.db, class, "2026-11-09")))
		require.Equal(w, []string{"a2"}, ids(roster.TeachersOf(w.Context(), w.db, class, "2026-11-10")))
	})
}

func TestListsOfASchool(t *testing.T) {
	each(t, func(w *world) {
		populate(w)
		ctx := w.Context()
		classes, err := roster.SchoolClasses(ctx, w.db, gresa, year)
		require.NoError(w, err)
		require.Equal(w, []string{"2BACSPF-2", "2BACSPF-10"}, []string{classes[0].Label, classes[1].Label})
		classes, err = roster.SchoolClasses(ctx, w.db, gresa, "2025-2026")
		require.NoError(w, err)
		require.Empty(w, classes)
		staff, err := roster.SchoolStaff(ctx, w.db, gresa)
		require.NoError(w, err)
		require.Equal(w, []string{"Ahmed", "émile", "Zineb"}, []string{staff[0].Name.Latin, staff[1].Name.Latin, staff[2].Name.Latin})
		schools, err := roster.SchoolNodes(ctx, w.db)
		require.NoError(w, err)
		require.Equal(w, []string{"00001B", gresa}, []string{schools[0].Code, schools[1].Code})
		groups, err := roster.Groups(ctx, w.db, class)
		require.NoError(w, err)
		require.Equal(w, []string{"G1", "G2", "G10"}, groups)

		member, err := roster.FindStaff(ctx, w.db, "t1")
		require.NoError(w, err)
		require.Equal(w, roster.Staff{ID: "t1", School: gresa, Name: roster.Name{Latin: "Zineb"}, Version: 1}, member)
		student, err := roster.FindStudent(ctx, w.db, "badr")
		require.NoError(w, err)
		require.Equal(w, roster.Student{ID: "badr", MassarCode: "Kbadr", Name: roster.Name{Latin: "Badr"}, BirthDate: "2009-03-01", Version: 1}, student)
		students, err := roster.Students(ctx, w.db, []string{"badr", "amina", "nobody"})
		require.NoError(w, err)
		require.Len(w, students, 2)
		require.Equal(w, "Amina", students["amina"].Name.Latin)
		names, err := roster.StaffNames(ctx, w.db, []string{"t1", "x", "t2"})
		require.NoError(w, err)
		require.Equal(w, map[string]roster.Name{"t1": {Latin: "Zineb"}, "t2": {Latin: "Ahmed"}}, names)
		names, err = roster.StaffNames(ctx, w.db, nil)
		require.NoError(w, err)
		require.Empty(w, names)
		for _, find := range []func() error{
			func() error { _, err := roster.FindSchool(ctx, w.db, "x"); return err },
			func() error { _, err := roster.FindClass(ctx, w.db, "x"); return err },
			func() error { _, err := roster.FindStudent(ctx, w.db, "x"); return err },
			func() error { _, err := roster.FindStaff(ctx, w.db, "x"); return err },
		} {
			require.ErrorIs(w, find(), roster.ErrNotFound)
		}
	})
}
