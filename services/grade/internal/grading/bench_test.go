package grading_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/services/grade/internal/grading"
)

// classroom is what publication computes: 35 pupils, 11 subjects with four
// controls and activities.
type classroom struct {
	cells        [11][5]grading.Cell
	weights      grading.Weights
	coefficients [11]grading.Rational
	rules        grading.Rules
}

func newClassroom(t testing.TB) *classroom {
	t.Helper()
	c := &classroom{weights: weights(t, "2/3", "1/3"), rules: defaultRules(t)}
	for i := range c.cells {
		c.coefficients[i] = grading.Whole(int64(i%7 + 1))
		for j := range c.cells[i] {
			c.cells[i][j].Entry = grading.Entry{State: grading.Graded, Mark: grading.Mark((37*i + 211*j + 800) % 2000 * 10)}
		}
		c.cells[i][4].Part = grading.Activities
	}
	return c
}

func (c *classroom) pupil() grading.Result {
	var terms [11]grading.Weighted
	for i := range c.cells {
		terms[i] = grading.Weighted{Coefficient: c.coefficients[i], Result: grading.SubjectMark(c.cells[i][:], c.weights, c.rules)}
	}
	return grading.SemesterAverage(terms[:], c.rules)
}

func (c *classroom) class(averages []grading.Result, marks []grading.Mark) ([]int, grading.Stats) {
	for i := range averages {
		averages[i] = c.pupil()
		marks[i] = averages[i].Printed
	}
	stats, _ := grading.Statistics(marks, c.rules)
	return grading.Ranks(averages, c.rules), stats
}

func TestHotFunctionsDoNotAllocate(t *testing.T) {
	c := newClassroom(t)
	require.Equal(t, grading.Graded, c.pupil().State)
	marks := make([]grading.Mark, 35)
	averages := make([]grading.Result, 35)
	text := make([]byte, 0, 16)
	for name, tt := range map[string]struct {
		allowed float64
		run     func()
	}{
		"a pupil's subjects and average": {0, func() { c.pupil() }},
		"statistics":                     {0, func() { grading.Statistics(marks, c.rules) }},
		"appending a mark":               {0, func() { text = grading.Mark(14500).Append(text[:0]) }},
		"parsing a mark":                 {0, func() { _, _ = grading.ParseMark("١٤٫٢٥", 20) }},
		"parsing a word":                 {0, func() { _, _ = grading.ParseMark("غائب", 20) }},
		"refusing a mark":                {0, func() { _, _ = grading.ParseMark("14.255", 20) }},
		"a class with its ranks":         {2, func() { c.class(averages, marks) }},
	} {
		require.LessOrEqual(t, testing.AllocsPerRun(50, tt.run), tt.allowed, name)
	}
}

func BenchmarkSubjectMark(b *testing.B) {
	c := newClassroom(b)
	b.ReportAllocs()
	for b.Loop() {
		grading.SubjectMark(c.cells[3][:], c.weights, c.rules)
	}
}

func BenchmarkPupil(b *testing.B) {
	c := newClassroom(b)
	b.ReportAllocs()
	for b.Loop() {
		c.pupil()
	}
}

func BenchmarkClassPublication(b *testing.B) {
	c := newClassroom(b)
	averages, marks := make([]grading.Result, 35), make([]grading.Mark, 35)
	b.ReportAllocs()
	for b.Loop() {
		c.class(averages, marks)
	}
}

func BenchmarkParseMark(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		_, _ = grading.ParseMark("14,25", 20)
	}
}

func BenchmarkParseWord(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		_, _ = grading.ParseMark("غائب", 20)
	}
}

func BenchmarkMarkAppend(b *testing.B) {
	text := make([]byte, 0, 16)
	b.ReportAllocs()
	for b.Loop() {
		text = grading.Mark(14250).Append(text[:0])
	}
}

func BenchmarkRoundBig(b *testing.B) {
	huge := rational(b, "123456789012345678901/9876543210987654321")
	b.ReportAllocs()
	for b.Loop() {
		huge.Round(grading.HalfUp)
	}
}
