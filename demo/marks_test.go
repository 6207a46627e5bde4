package demo

import (
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// sheet builds a sheet with so many controls, and the activities.
func sheet(controls int, activities bool, scale int32) *typev1.MarkSheet {
	s := &typev1.MarkSheet{Scale: scale}
	for n := range controls {
		s.Columns = append(s.Columns, &typev1.SheetColumn{Column: "C" + strconv.Itoa(n+1), Kind: typev1.SheetColumn_Kind_CONTROL, Number: int32(n + 1)})
	}
	if activities {
		s.Columns = append(s.Columns, &typev1.SheetColumn{Column: "ACT", Kind: typev1.SheetColumn_Kind_ACTIVITIES})
	}
	return s
}

// give the pupils the ids that a server would.
func enrol(p *plan) {
	for _, s := range p.schools {
		for _, c := range s.classes {
			c.id = s.code + "." + c.label
			for _, pu := range c.pupils {
				pu.id = "id of " + pu.code
			}
		}
	}
}

func classAt(t *testing.T, s *school, want stage) *class {
	t.Helper()
	for _, c := range s.classes {
		if c.stage == want {
			return c
		}
	}
	require.FailNow(t, "no such class")
	return nil
}

func TestMarksReachUntilToday(t *testing.T) {
	p := planOf(t, 1, 3)
	enrol(p)
	lycee := p.schools[2]
	for _, tt := range []struct {
		name    string
		stage   stage
		columns []string
		full    bool
	}{
		// 23 November is the 84th of 145 days: two of four controls are past and marked.
		{"underway", underway, []string{"C1", "C2"}, false},
		{"closing", closing, []string{"C1", "C2", "C3", "C4", "ACT"}, true},
		{"published", published, []string{"C1", "C2", "C3", "C4", "ACT"}, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := classAt(t, lycee, tt.stage)
			w, err := p.marksOf(duty{class: c, subject: "FR"}, sheet(4, true, 20))
			require.NoError(t, err)
			columns := map[string]bool{}
			for _, cell := range w.cells {
				columns[cell.GetColumn()] = true
			}
			for _, name := range tt.columns {
				require.True(t, columns[name], name)
			}
			require.Len(t, columns, len(tt.columns))
			before := ""
			for _, name := range w.order {
				require.LessOrEqual(t, w.columns[name].date, today)
				require.Less(t, before, w.columns[name].date)
				require.True(t, p.ref.IsSchoolDay(w.columns[name].date), w.columns[name].date)
				before = w.columns[name].date
			}
			if tt.full {
				require.Len(t, w.cells, len(tt.columns)*len(c.pupils))
			}
		})
	}
}

func TestAClassAwaitsTheLastMarksOfOneSheet(t *testing.T) {
	p := planOf(t, 1, 3)
	enrol(p)
	for _, s := range p.schools {
		c := classAt(t, s, awaiting)
		missing := map[string]int{}
		for _, subject := range c.taught {
			d := duty{class: c, subject: subject}
			w, err := p.marksOf(d, sheet(4, true, 20))
			require.NoError(t, err)
			missing[subject] = 5*len(c.pupils) - len(w.cells)
			require.Equal(t, subject == c.awaited, d.awaited())
		}
		require.Equal(t, 3, missing[c.awaited], "%s of %s", c.awaited, c.label)
		delete(missing, c.awaited)
		for subject, n := range missing {
			require.Zero(t, n, subject)
		}
		at := slices.IndexFunc(s.teachers, func(t *teacher) bool { return slices.Contains(t.awaited(), c.label) })
		require.GreaterOrEqual(t, at, 0)
		require.Positive(t, s.teachers[at].lessonsOn(today), "the teacher has a lesson today")
	}
}

func TestMarksArePlausible(t *testing.T) {
	p := planOf(t, 1, 3)
	enrol(p)
	for _, tt := range []struct {
		school int
		scale  int32
		low    float64
		high   float64
	}{{0, 10, 4.5, 7}, {1, 20, 9.5, 13.5}, {2, 20, 9.5, 13.5}} {
		sum, count, absent, twice := 0.0, 0, 0, 0
		for _, c := range p.schools[tt.school].classes {
			w, err := p.marksOf(duty{class: c, subject: "FR"}, sheet(4, false, tt.scale))
			require.NoError(t, err)
			seen := map[string]bool{}
			for _, cell := range w.cells {
				if seen[cell.GetStudentId()+cell.GetColumn()] {
					twice++
				}
				seen[cell.GetStudentId()+cell.GetColumn()] = true
				if cell.Mark == nil {
					require.Equal(t, typev1.MarkState_ABSENT, cell.GetState())
					absent++
					continue
				}
				mark, err := strconv.ParseFloat(cell.GetMark(), 64)
				require.NoError(t, err)
				require.GreaterOrEqual(t, mark, 0.0)
				require.LessOrEqual(t, mark, float64(tt.scale))
				sum, count = sum+mark, count+1
			}
		}
		require.Zero(t, twice)
		require.Positive(t, absent)
		mean := sum / float64(count)
		require.True(t, mean > tt.low && mean < tt.high, "mean %f", mean)
	}
}

func TestMarksAreTheSameAgain(t *testing.T) {
	first, second := planOf(t, 4, 3), planOf(t, 4, 3)
	enrol(first)
	enrol(second)
	for i, c := range first.schools[1].classes {
		a, err := first.marksOf(duty{class: c, subject: "EPS"}, sheet(3, false, 20))
		require.NoError(t, err)
		b, err := second.marksOf(duty{class: second.schools[1].classes[i], subject: "EPS"}, sheet(3, false, 20))
		require.NoError(t, err)
		require.Equal(t, len(a.cells), len(b.cells))
		for n := range a.cells {
			require.Equal(t, a.cells[n].String(), b.cells[n].String())
		}
	}
}

func TestExemptPupilsAreExemptInEveryControlOfPhysicalEducation(t *testing.T) {
	p := planOf(t, 1, 3)
	enrol(p)
	exempt := 0
	for _, c := range p.schools[1].classes {
		w, err := p.marksOf(duty{class: c, subject: "EPS"}, sheet(3, false, 20))
		require.NoError(t, err)
		states := map[string]int{}
		for _, cell := range w.cells {
			if cell.GetState() == typev1.MarkState_EXEMPT {
				states[cell.GetStudentId()]++
			}
		}
		for _, pu := range c.pupils {
			if pu.exempt {
				exempt++
				require.Equal(t, len(w.order), states[pu.id])
				delete(states, pu.id)
			}
		}
		require.Empty(t, states)
	}
	require.Positive(t, exempt)
}

func TestRemarksFollowTheMean(t *testing.T) {
	p := planOf(t, 1, 1)
	require.Equal(t, "ممتاز", p.remark(8, 10))
	require.Equal(t, "متوسط", p.remark(10, 20))
	require.Equal(t, "ضعيف", p.remark(3.9, 10))
}
