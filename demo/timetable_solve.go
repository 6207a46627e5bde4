package demo

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
)

// The parts of a class that a lesson may be for.
const (
	wholeClass = iota
	firstHalf
	secondHalf
)

// nobody stands where no lesson is.
const nobody = -1

// unit is one lesson to place.
type unit struct {
	teaching             int
	part, count          int
	class, teacher       int
	rooms                []int
	at, room             int // where it is; at is nobody when it has no place
	ejected              int // how often it had to go
	difficulty, shuffled int
}

// cell is one period of the week.
type cell struct{ weekday, half, period int }

// week is a timetable in the making: who is where at each period.
type week struct {
	list     []teaching
	cells    []cell
	units    []unit
	rand     *rand.Rand
	classes  [][3][]int // by class, part and cell: the unit
	teachers [][]int
	rooms    [][]int
	roomName []string
	// days counts the lessons of a teaching on a weekday, so that they are spread.
	days [][7]int
}

func newWeek(shape weekShape, list []teaching, r *rand.Rand) *week {
	w := &week{list: list, rand: r, days: make([][7]int, len(list))}
	for weekday, halves := range shape {
		period := 0
		for half, count := range halves {
			for range count {
				period++
				w.cells = append(w.cells, cell{weekday, half, period})
			}
		}
	}
	classes, teachers, rooms := numbers{}, numbers{}, numbers{}
	load := map[string]int{}
	for _, t := range list {
		load[t.teacher] += t.hours
	}
	held := 0
	for weekday := range shape {
		if shape[weekday][0]+shape[weekday][1] > 0 {
			held++
		}
	}
	for i, t := range list {
		var of []int
		for _, name := range t.rooms {
			if _, known := rooms[name]; !known {
				w.roomName = append(w.roomName, name)
			}
			of = append(of, rooms.of(name))
		}
		for _, s := range sessions(t, held) {
			w.units = append(w.units, unit{
				teaching: i, part: s.part, count: s.count, class: classes.of(t.class), teacher: teachers.of(t.teacher), rooms: of, at: nobody,
				difficulty: load[t.teacher] + 20*s.count, shuffled: r.IntN(1 << 20),
			})
		}
	}
	for range classes {
		w.classes = append(w.classes, [3][]int{w.free(), w.free(), w.free()})
	}
	for range teachers {
		w.teachers = append(w.teachers, w.free())
	}
	for range rooms {
		w.rooms = append(w.rooms, w.free())
	}
	return w
}

// numbers gives names numbers in the order in which they come.
type numbers map[string]int

func (n numbers) of(name string) int {
	if _, known := n[name]; !known {
		n[name] = len(n)
	}
	return n[name]
}

func (w *week) free() []int {
	list := make([]int, len(w.cells))
	for i := range list {
		list[i] = nobody
	}
	return list
}

type session struct{ part, count int }

// sessions cuts the hours of a teaching into lessons: of one hour, or two where it asks for that or has more
// hours than the week has days.
func sessions(t teaching, days int) []session {
	var list []session
	for _, part := range []int{firstHalf, secondHalf} {
		for range t.halved / 2 {
			list = append(list, session{part, 1})
		}
	}
	hours := t.hours - t.halved
	doubles := max(0, hours-days)
	if t.double {
		doubles = hours / 2
	}
	for range min(doubles, hours/2) {
		list = append(list, session{wholeClass, 2})
		hours -= 2
	}
	for range hours {
		list = append(list, session{wholeClass, 1})
	}
	return list
}

// solve places every unit, the hardest first. A unit without a free place takes that of others, which look
// for another; who has had to go often is spared. It gives the lesson that found no place, or nothing.
func (w *week) solve() string {
	queue := make([]int, len(w.units))
	for i := range queue {
		queue[i] = i
	}
	slices.SortFunc(queue, func(a, b int) int {
		ua, ub := w.units[a], w.units[b]
		return cmp.Or(cmp.Compare(ua.difficulty, ub.difficulty), cmp.Compare(ua.shuffled, ub.shuffled), cmp.Compare(a, b))
	})
	for steps := 40 * len(w.units); len(queue) > 0; steps-- {
		u := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		at, room, ok := w.best(u)
		if !ok || steps == 0 {
			t := w.list[w.units[u].teaching]
			return fmt.Sprintf("%s of %s with %s", t.subject, t.class, t.teacher)
		}
		for _, other := range w.blockers(u, at, room) {
			w.remove(other)
			w.units[other].ejected++
			queue = append(queue, other)
		}
		w.put(u, at, room)
	}
	return ""
}

// best is the place that costs least: what it disturbs first, then what it does to the day of the class.
func (w *week) best(u int) (at, room int, ok bool) {
	lowest := 0
	for cell := range w.cells {
		if !w.fits(u, cell) {
			continue
		}
		for i, r := range w.choices(u) {
			cost := i + w.rand.IntN(4) + w.comfort(u, cell)
			for _, other := range w.blockers(u, cell, r) {
				cost += 1000 + 400*w.units[other].ejected
			}
			if !ok || cost < lowest {
				at, room, lowest, ok = cell, r, cost, true
			}
		}
	}
	return at, room, ok
}

func (w *week) choices(u int) []int {
	if len(w.units[u].rooms) == 0 {
		return []int{nobody}
	}
	return w.units[u].rooms
}

// fits tells whether a lesson that begins here ends within the half day.
func (w *week) fits(u, at int) bool {
	last := at + w.units[u].count - 1
	return last < len(w.cells) && w.cells[last].weekday == w.cells[at].weekday && w.cells[last].half == w.cells[at].half
}

// comfort is how little a place suits: the same subject twice a day, late hours, Saturdays; best is beside
// other lessons of the class, and for half a class while the other half has a lesson too.
func (w *week) comfort(u, at int) int {
	me := w.units[u]
	c := w.cells[at]
	cost := 60*w.days[me.teaching][c.weekday] + 3*c.period
	if c.weekday == 6 {
		cost += 25
	}
	grid := w.classes[me.class]
	if me.part != wholeClass && grid[firstHalf+secondHalf-me.part][at] == nobody {
		cost += 20
	}
	for _, beside := range []int{at - 1, at + me.count} {
		if beside < 0 || beside >= len(w.cells) || w.cells[beside].weekday != c.weekday || w.cells[beside].half != c.half {
			continue
		}
		if grid[wholeClass][beside] == nobody && grid[firstHalf][beside] == nobody && grid[secondHalf][beside] == nobody {
			cost += 6
		}
	}
	return cost
}

// blockers are the units that a unit would collide with at a place, each once.
func (w *week) blockers(u, at, room int) []int {
	var list []int
	add := func(other int) {
		if other != nobody && !slices.Contains(list, other) {
			list = append(list, other)
		}
	}
	me := w.units[u]
	for i := at; i < at+me.count; i++ {
		add(w.teachers[me.teacher][i])
		if room != nobody {
			add(w.rooms[room][i])
		}
		for part, grid := range w.classes[me.class] {
			if part == wholeClass || me.part == wholeClass || part == me.part {
				add(grid[i])
			}
		}
	}
	return list
}

func (w *week) put(u, at, room int) {
	w.units[u].at, w.units[u].room = at, room
	w.mark(u, u)
	w.days[w.units[u].teaching][w.cells[at].weekday]++
}

func (w *week) remove(u int) {
	w.mark(u, nobody)
	w.days[w.units[u].teaching][w.cells[w.units[u].at].weekday]--
	w.units[u].at = nobody
}

func (w *week) mark(u, value int) {
	me := w.units[u]
	for i := me.at; i < me.at+me.count; i++ {
		w.teachers[me.teacher][i] = value
		w.classes[me.class][me.part][i] = value
		if me.room != nobody {
			w.rooms[me.room][i] = value
		}
	}
}

// slots is the week as lines, by class, day and period.
func (w *week) slots() []weekSlot {
	var list []weekSlot
	for _, u := range w.units {
		t, c := w.list[u.teaching], w.cells[u.at]
		s := weekSlot{
			class: t.class, group: []string{"", "G1", "G2"}[u.part], subject: t.subject, teacher: t.teacher,
			weekday: c.weekday, period: c.period, count: u.count,
		}
		if u.room != nobody {
			s.room = w.roomName[u.room]
		}
		list = append(list, s)
	}
	slices.SortFunc(list, func(a, b weekSlot) int {
		return cmp.Or(cmp.Compare(a.class, b.class), cmp.Compare(a.weekday, b.weekday), cmp.Compare(a.period, b.period), cmp.Compare(a.group, b.group))
	})
	return list
}
