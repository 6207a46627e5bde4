package demo

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/massar-platform/massar/refdata"
)

// weekShape is how many periods each half day has: weekShape[1] is Monday, [6] Saturday; [0] of a day is
// the morning.
type weekShape [7][2]int

// periods is the number of periods of a week.
func (w weekShape) periods() int {
	sum := 0
	for _, halves := range w {
		sum += halves[0] + halves[1]
	}
	return sum
}

// shapeOf reads the national bell of a cycle. It is the same in every season.
func shapeOf(ref *refdata.Set, cycle, year string) weekShape {
	var shape weekShape
	for weekday, periods := range ref.BellWeek(cycle, refdata.SeasonRegular, year) {
		for _, p := range periods {
			if p.Half == refdata.HalfMorning {
				shape[weekday][0]++
			} else {
				shape[weekday][1]++
			}
		}
	}
	return shape
}

// teaching is a subject of a class with its teacher.
type teaching struct {
	class, subject, teacher string
	// hours a week, of the teacher; of hours in half groups each group has half.
	hours int
	// halved is how many hours are given to half groups: to G1 and to G2 half each.
	halved int
	// double asks for two hours in a row.
	double bool
	// rooms are those it may be held in, the best first; none is no matter.
	rooms []string
}

// weekSlot is one line of a timetable.
type weekSlot struct {
	class, group, subject, teacher, room string
	weekday, period, count               int
}

// laboratories are the kinds of rooms that subjects need beside the room of the class.
func laboratory(subject string) string {
	switch subject {
	case "PC", "SVT":
		return "Labo"
	case "INFO", "TECHNO":
		return "Informatique"
	case "EPS":
		return "Terrain"
	}
	return ""
}

// teachings are what the teachers of a school do in a week that has so many periods, and the rooms for it.
// Where the subjects of a class have more hours than the week, the longest ones lose some.
func (s *school) teachings(periods int) (list []teaching, rooms []string) {
	home, need := map[*class]string{}, map[string]int{}
	for i, c := range s.classes {
		home[c] = fmt.Sprintf("Salle %d", i+1)
		rooms = append(rooms, home[c])
	}
	byClass := map[*class][]*teaching{}
	var all []*teaching
	for _, t := range s.teachers {
		for _, d := range t.duties {
			if d.hours == 0 {
				continue
			}
			one := &teaching{class: d.class.label, subject: d.subject, teacher: t.email, hours: d.hours, rooms: []string{home[d.class]}}
			byClass[d.class] = append(byClass[d.class], one)
			all = append(all, one)
		}
	}
	for _, c := range s.classes {
		shorten(byClass[c], periods)
	}
	for _, t := range all {
		kind := laboratory(t.subject)
		if s.cycle == "PRIM" || kind == "" {
			continue
		}
		need[kind] += t.hours
		t.double = t.subject == "EPS"
		if t.subject == "INFO" && t.hours >= 2 || t.hours >= 3 && kind == "Labo" {
			t.halved = 2
		}
	}
	labs := map[string][]string{}
	for _, kind := range []string{"Labo", "Informatique", "Terrain"} {
		// Full to three quarters, so that there is room to choose.
		for n := range (need[kind]*4/3 + periods - 1) / periods {
			labs[kind] = append(labs[kind], fmt.Sprintf("%s %d", kind, n+1))
		}
		rooms = append(rooms, labs[kind]...)
	}
	for _, t := range all {
		if kind := laboratory(t.subject); len(labs[kind]) > 0 {
			t.rooms = labs[kind]
		}
		list = append(list, *t)
	}
	return list, rooms
}

// shorten takes hours from the longest subjects until all fit into the week.
func shorten(list []*teaching, periods int) {
	sum := 0
	for _, t := range list {
		sum += t.hours
	}
	for ; sum > periods; sum-- {
		longest := slices.MaxFunc(list, func(a, b *teaching) int { return cmp.Compare(a.hours, b.hours) })
		longest.hours--
	}
}

// planWeek makes a week in which no class, teacher or room is in two places. The same input gives the same
// week. It fails with what stands in the way: hours that cannot fit, or the lesson for which no place was
// found after long trying.
func planWeek(shape weekShape, list []teaching, r *rand.Rand) ([]weekSlot, error) {
	if err := feasible(shape, list); err != nil {
		return nil, err
	}
	stuck := ""
	for range 8 {
		w := newWeek(shape, list, r)
		if stuck = w.solve(); stuck == "" {
			return w.slots(), nil
		}
	}
	return nil, fmt.Errorf("demo: no place in the week for %s", stuck)
}

// feasible names what can never fit.
func feasible(shape weekShape, list []teaching) error {
	capacity := shape.periods()
	teachers, classes, rooms, choice := map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}
	for _, t := range list {
		if t.hours < 1 || t.halved < 0 || t.halved > t.hours || t.halved%2 != 0 {
			return fmt.Errorf("demo: %s in %s: %d hours, %d of them in halves", t.subject, t.class, t.hours, t.halved)
		}
		teachers[t.teacher] += t.hours
		classes[t.class] += t.hours - t.halved/2
		if len(t.rooms) > 0 {
			key := strings.Join(t.rooms, ", ")
			rooms[key] += t.hours
			choice[key] = len(t.rooms)
		}
	}
	for _, of := range []struct {
		what  string
		hours map[string]int
		most  func(name string) int
	}{
		{"teacher", teachers, func(string) int { return min(fullLoad, capacity) }},
		{"class", classes, func(string) int { return capacity }},
		{"room", rooms, func(name string) int { return choice[name] * capacity }},
	} {
		for _, name := range sortedKeys(of.hours) {
			if most := of.most(name); of.hours[name] > most {
				return fmt.Errorf("demo: %s %s has %d hours a week, %d at most", of.what, name, of.hours[name], most)
			}
		}
	}
	return nil
}

func sortedKeys(m map[string]int) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
