package demo

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func seeded() *rand.Rand { return rand.New(rand.NewPCG(1, 2)) }

// checkWeek verifies a week by the rules alone: every hour of every teaching is there, within the half days,
// and nobody and nothing is twice at a time.
func checkWeek(t *testing.T, shape weekShape, list []teaching, slots []weekSlot) {
	t.Helper()
	type at struct {
		what            string
		weekday, period int
	}
	taken := map[at]weekSlot{}
	take := func(s weekSlot, what string, period int) {
		key := at{what, s.weekday, period}
		other, twice := taken[key]
		require.False(t, twice, "%s at %d:%d: %+v and %+v", what, s.weekday, period, s, other)
		taken[key] = s
	}
	hours, teachers := map[string]int{}, map[string]int{}
	for _, s := range slots {
		halves := shape[s.weekday]
		require.GreaterOrEqual(t, s.period, 1)
		last := s.period + s.count - 1
		require.True(t, last <= halves[0] || s.period > halves[0] && last <= halves[0]+halves[1], "%+v is not within a half day", s)
		hours[s.class+" "+s.subject+" "+s.teacher] += s.count
		teachers[s.teacher] += s.count
		for period := s.period; period <= last; period++ {
			take(s, "teacher "+s.teacher, period)
			if s.room != "" {
				take(s, "room "+s.room, period)
			}
			for _, group := range []string{"G1", "G2"} {
				if s.group == "" || s.group == group {
					take(s, "class "+s.class+" "+group, period)
				}
			}
		}
	}
	for _, of := range list {
		require.Equal(t, of.hours, hours[of.class+" "+of.subject+" "+of.teacher], "%s in %s", of.subject, of.class)
	}
	for teacher, sum := range teachers {
		require.LessOrEqual(t, sum, fullLoad, teacher)
	}
}

func TestEverySchoolOfTheDemoHasAWeek(t *testing.T) {
	p := planOf(t, 1, 6)
	for _, s := range p.schools {
		shape := shapeOf(p.ref, s.cycle, p.year)
		list, rooms := s.teachings(shape.periods())
		began := time.Now()
		slots, err := planWeek(shape, list, p.source.of(s.code, "timetable"))
		require.NoError(t, err, s.code)
		require.Less(t, time.Since(began), 5*time.Second)
		checkWeek(t, shape, list, slots)
		again, err := planWeek(shape, list, p.source.of(s.code, "timetable"))
		require.NoError(t, err)
		require.Equal(t, slots, again, "the same seed, the same week")

		known := map[string]bool{}
		for _, room := range rooms {
			require.False(t, known[room])
			known[room] = true
		}
		taught, halves, today := map[string]int{}, 0, map[string]bool{}
		for _, slot := range slots {
			require.True(t, known[slot.room], slot.room)
			taught[slot.class+" "+slot.subject]++
			if slot.group != "" {
				halves++
			}
			if slot.weekday == 1 {
				today[slot.class] = true
			}
		}
		for _, c := range s.classes {
			require.True(t, today[c.label], "%s has nothing on Mondays", c.label)
			for _, subject := range c.taught {
				if subject != "ASSID" && hours(c, subject) > 0 {
					require.Positive(t, taught[c.label+" "+subject], "%s in %s", subject, c.label)
				}
			}
		}
		require.Equal(t, s.cycle == "QUAL", halves > 0, "half groups in the lycée")
	}
}

// fortyClasses is a school of 40 classes with 34 hours each and teachers of 24.
func fortyClasses() []teaching {
	var list []teaching
	for _, of := range []struct {
		subject string
		hours   int
		halved  int
	}{{"AR", 5, 0}, {"FR", 5, 0}, {"MATH", 6, 0}, {"PC", 4, 2}, {"SVT", 4, 2}, {"EN", 4, 0}, {"HG", 2, 0}, {"ISL", 2, 0}, {"EPS", 2, 0}} {
		for c := range 40 {
			one := teaching{
				class: fmt.Sprint("c", c), subject: of.subject, teacher: fmt.Sprint(of.subject, c/(fullLoad/of.hours)),
				hours: of.hours, halved: of.halved, double: of.subject == "EPS", rooms: []string{fmt.Sprint("Salle ", c)},
			}
			switch of.subject {
			case "PC", "SVT":
				one.rooms = nil
				for n := range 10 {
					one.rooms = append(one.rooms, fmt.Sprint("Labo ", n))
				}
			case "EPS":
				one.rooms = []string{"Terrain 1", "Terrain 2", "Terrain 3"}
			}
			list = append(list, one)
		}
	}
	return list
}

func TestFortyClassesAreSolvedWithinASecond(t *testing.T) {
	shape := weekShape{{}, {4, 4}, {4, 4}, {4, 4}, {4, 4}, {4, 4}, {4, 0}}
	list := fortyClasses()
	began := time.Now()
	slots, err := planWeek(shape, list, seeded())
	require.NoError(t, err)
	require.Less(t, time.Since(began), time.Second)
	checkWeek(t, shape, list, slots)
}

func TestATightWeekIsFound(t *testing.T) {
	// Two days of 2+1 periods, three classes, three teachers with two hours in each: every period of all is taken.
	shape := weekShape{1: {2, 1}, 2: {2, 1}}
	var list []teaching
	for c := range 3 {
		for s := range 3 {
			list = append(list, teaching{class: fmt.Sprint("c", c), subject: fmt.Sprint("s", s), teacher: fmt.Sprint("t", s), hours: 2})
		}
	}
	slots, err := planWeek(shape, list, seeded())
	require.NoError(t, err)
	require.Len(t, slots, 18)
	checkWeek(t, shape, list, slots)
}

func TestAWeekThatCannotBeSaysWhy(t *testing.T) {
	shape := weekShape{1: {4, 0}, 2: {4, 0}}
	one := func(class, teacher string, hours int, rooms ...string) teaching {
		return teaching{class: class, subject: "MATH", teacher: teacher, hours: hours, rooms: rooms}
	}
	full := weekShape{{}, {4, 4}, {4, 4}, {4, 4}, {4, 4}, {4, 4}, {4, 0}}
	tests := []struct {
		name  string
		shape weekShape
		list  []teaching
		want  string
	}{
		{"a class with more hours than the week", shape, []teaching{one("A", "t1", 5), one("A", "t2", 4)}, "class A has 9 hours a week, 8 at most"},
		{"a teacher with more hours than the week", shape, []teaching{one("A", "t1", 5), one("B", "t1", 4)}, "teacher t1 has 9 hours a week, 8 at most"},
		{"a teacher with more hours than a teacher has", full, []teaching{one("A", "t1", 13), one("B", "t1", 12)}, "teacher t1 has 25 hours a week, 24 at most"},
		{"too few rooms", shape, []teaching{one("A", "t1", 5, "Labo"), one("B", "t2", 4, "Labo")}, "room Labo has 9 hours a week, 8 at most"},
		{"halves that are not equal", shape, []teaching{{class: "A", subject: "PC", teacher: "t", hours: 3, halved: 3}}, "PC in A: 3 hours, 3 of them in halves"},
		{"no hours", shape, []teaching{one("A", "t1", 0)}, "MATH in A: 0 hours"},
		{"doubles in halves of one period", weekShape{1: {1, 1}}, []teaching{{class: "A", subject: "EPS", teacher: "t", hours: 2, double: true}}, "no place in the week for EPS of A with t"},
		{"three teachers who share what two cannot", weekShape{1: {3, 0}}, []teaching{
			{class: "A", subject: "x", teacher: "t1", hours: 2, double: true}, {class: "B", subject: "y", teacher: "t1", hours: 1},
			{class: "B", subject: "z", teacher: "t2", hours: 2, double: true}, {class: "A", subject: "v", teacher: "t2", hours: 1},
		}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			slots, err := planWeek(tt.shape, tt.list, seeded())
			if tt.want == "" {
				require.NoError(t, err)
				checkWeek(t, tt.shape, tt.list, slots)
				return
			}
			require.ErrorContains(t, err, tt.want)
		})
	}
}
