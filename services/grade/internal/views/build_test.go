package views_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/massar-platform/massar/services/grade/internal/entry"
	"github.com/massar-platform/massar/services/grade/internal/grading"
	"github.com/massar-platform/massar/services/grade/internal/views"
)

// stamp is a class with two subjects: PC (3/4 and 1/4, coefficient 7) and EPS
// (controls only, coefficient 2/3).
func stamp() views.Stamp {
	controls := func(n int) []views.Column {
		list := make([]views.Column, n)
		for i := range list {
			list[i] = views.Column{Name: fmt.Sprintf("C%d", i+1), Number: i + 1}
		}
		return list
	}
	return views.Stamp{
		SchoolYear: "2026-2027", Semester: 1, ClassID: "12345A.c", Label: "2BACSPF-1", ShowRank: true,
		Rules: map[string]string{
			"rounding": "HALF_UP", "average_from": "ROUNDED", "absence_justified": "LEAVES", "absence_unjustified": "ZERO",
			"missing": "LEAVES", "exempt": "LEAVES", "statistics_min": "5", "absence_delay_days": "3",
		},
		Sheets: []views.Sheet{
			{SheetID: "pc", Subject: "PC", Scale: 20, Coefficient: "7", Controls: "3/4", Activities: "1/4",
				Columns: append(controls(2), views.Column{Name: "ACT", Activities: true})},
			{SheetID: "eps", Subject: "EPS", Scale: 20, Coefficient: "2/3", Controls: "1", Activities: "0", Columns: controls(1)},
		},
	}
}

func graded(points int64) grading.Entry {
	return grading.Entry{State: grading.Graded, Mark: grading.Mark(points * 1000)}
}

func content(pc, eps map[entry.Key]grading.Entry) views.Content {
	return views.Content{
		Cells:   map[string]map[entry.Key]grading.Entry{"pc": pc, "eps": eps},
		Remarks: map[string]map[string]string{"pc": {"a": "bien"}},
	}
}

func key(student, column string) entry.Key { return entry.Key{Student: student, Column: column} }

func TestPublished(t *testing.T) {
	roster := []string{"a", "b", "c"}
	pc := map[entry.Key]grading.Entry{
		key("a", "C1"): graded(12), key("a", "C2"): graded(14), key("a", "ACT"): graded(17),
		key("b", "C1"): {State: grading.Pending}, key("gone", "C1"): graded(20),
	}
	eps := map[entry.Key]grading.Entry{key("a", "C1"): {State: grading.Exempt}, key("b", "C1"): graded(10)}
	c, err := views.Published(stamp(), roster, content(pc, eps))
	require.NoError(t, err)
	require.Equal(t, 3, c.Size)
	a, b, none := c.Students[0], c.Students[1], c.Students[2]
	require.Equal(t, "14.00", a.Subjects[0].Mark.Printed.String())
	require.Equal(t, "bien", a.Subjects[0].Remark)
	require.Equal(t, grading.Exempt, a.Subjects[1].Mark.State)
	require.Equal(t, "14.00", a.Average.Printed.String(), "an exempt subject leaves with its coefficient")
	require.Equal(t, 1, a.Rank)
	require.Equal(t, grading.Pending, b.Average.State)
	require.Zero(t, b.Rank)
	require.Equal(t, grading.Missing, none.Average.State)
	require.Equal(t, []bool{true, true, false}, []bool{a.Holds, b.Holds, none.Holds})
	require.False(t, c.Subjects[0].Columns[0].Shown, "under five marks nothing of the class is shown")

	hidden := stamp()
	hidden.ShowRank = false
	c, err = views.Published(hidden, roster, content(pc, eps))
	require.NoError(t, err)
	require.Zero(t, c.Students[0].Rank)
}

func TestASheetLeftOutShowsOnlyWhatWasReleased(t *testing.T) {
	s := stamp()
	s.Sheets[0].LeftOut, s.Sheets[0].Columns[1].Released = true, true
	pc := map[entry.Key]grading.Entry{key("a", "C1"): graded(12), key("a", "C2"): graded(14)}
	c, err := views.Published(s, []string{"a"}, content(pc, map[entry.Key]grading.Entry{key("a", "C1"): graded(9)}))
	require.NoError(t, err)
	row := c.Students[0].Subjects[0]
	require.Equal(t, []grading.Entry{{}, graded(14), {}}, row.Entries)
	require.Equal(t, grading.Missing, row.Mark.State)
	require.Empty(t, row.Remark)
	require.Equal(t, "9.00", c.Students[0].Average.Printed.String())

	early, err := views.Early(s, []string{"a"}, content(pc, nil))
	require.NoError(t, err)
	require.Equal(t, []grading.Entry{{}, graded(14), {}}, early.Students[0].Subjects[0].Entries)
	require.Zero(t, early.Students[0].Average)
}

func TestAStampThatCannotBeReadIsRefused(t *testing.T) {
	for name, spoil := range map[string]func(*views.Stamp){
		"rule":        func(s *views.Stamp) { s.Rules["rounding"] = "BANKERS" },
		"weights":     func(s *views.Stamp) { s.Sheets[0].Controls = "1/2" },
		"coefficient": func(s *views.Stamp) { s.Sheets[1].Coefficient = "x" },
	} {
		s := stamp()
		spoil(&s)
		_, err := views.Published(s, []string{"a"}, content(nil, nil))
		require.Error(t, err, name)
	}
}

func TestTheStoredFormGivesTheStampBack(t *testing.T) {
	s := stamp()
	s.Sheets[1].LeftOut, s.Sheets[1].Reason, s.Sheets[0].Columns[0].Label = true, "absent", "Limites <1>"
	text, err := s.Encode()
	require.NoError(t, err)
	back, err := views.DecodeStamp(text)
	require.NoError(t, err)
	require.Equal(t, s, back)
	roster, err := views.EncodeRoster(nil)
	require.NoError(t, err)
	require.Equal(t, "[]", roster)
}

// The order of the class list changes nobody's figures, and no figure of the class.
func TestTheOrderOfTheClassListDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		roster := []string{"a", "b", "c", "d", "e", "f", "g"}
		pc, eps := map[entry.Key]grading.Entry{}, map[entry.Key]grading.Entry{}
		states := []grading.State{
			grading.Missing, grading.Graded, grading.Graded, grading.Graded, grading.Pending,
			grading.AbsentJustified, grading.AbsentUnjustified, grading.Exempt,
		}
		draw := func(name string) grading.Entry {
			e := grading.Entry{State: rapid.SampledFrom(states).Draw(t, name)}
			if e.State == grading.Graded {
				e.Mark = grading.Mark(rapid.Int64Range(0, 2000).Draw(t, name+" mark") * 10)
			}
			return e
		}
		for _, student := range roster {
			for _, column := range []string{"C1", "C2", "ACT"} {
				pc[key(student, column)] = draw(student + column)
			}
			eps[key(student, "C1")] = draw(student + " eps")
		}
		first, err := views.Published(stamp(), roster, content(pc, eps))
		require.NoError(t, err)
		second, err := views.Published(stamp(), rapid.Permutation(roster).Draw(t, "order"), content(pc, eps))
		require.NoError(t, err)
		require.Equal(t, first.Subjects, second.Subjects)
		slices.SortFunc(second.Students, func(a, b views.Student) int { return int(a.ID[0]) - int(b.ID[0]) })
		require.Equal(t, first.Students, second.Students)
	})
}
