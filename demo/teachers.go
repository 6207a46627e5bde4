package demo

import (
	"fmt"
	"math/rand/v2"
	"slices"
)

// fullLoad is the most hours a week that a teacher has.
const fullLoad = 24

// duty is one subject in one class.
type duty struct {
	class   *class
	subject string
	hours   int
}

// place is the place of the subject among those of the class.
func (d duty) place() int { return slices.Index(d.class.taught, d.subject) }

// awaited says whether the class waits for this sheet alone.
func (d duty) awaited() bool { return d.class.awaited == d.subject }

// teacher is a teacher with what he teaches.
type teacher struct {
	person
	school     *school
	email, ppr string
	duties     []duty
	// id is the server's staff id.
	id string
}

// load is the hours of a teacher's week.
func (t *teacher) load() int {
	sum := 0
	for _, d := range t.duties {
		sum += d.hours
	}
	return sum
}

// classes are the labels of the classes that a teacher teaches.
func (t *teacher) classes() []string {
	var labels []string
	for _, d := range t.duties {
		if !slices.Contains(labels, d.class.label) {
			labels = append(labels, d.class.label)
		}
	}
	return labels
}

// awaited are the labels of the classes that wait for a sheet of this teacher alone.
func (t *teacher) awaited() []string {
	var labels []string
	for _, d := range t.duties {
		if d.awaited() {
			labels = append(labels, d.class.label)
		}
	}
	return labels
}

// lessonsOn counts the lessons of a teacher on a date's weekday.
func (t *teacher) lessonsOn(date string) int {
	count := 0
	for _, slot := range t.school.slots {
		if slot.teacher == t.email && slot.weekday == int(day(date).Weekday()) {
			count++
		}
	}
	return count
}

// hours are the lessons a week of a subject. The figures are round ones: they only spread the work.
func hours(c *class, subject string) int {
	letters := c.stream == "TCLSH" || c.stream == "LSH" || c.stream == "LET"
	switch c.school.cycle {
	case "PRIM":
		return map[string]int{"AR": 9, "FR": 6, "AMZ": 3, "ISL": 3, "MATH": 5, "SCI": 2, "SOC": 1, "EPSM": 2, "ARTS": 1}[subject]
	case "COL":
		return map[string]int{"AR": 5, "FR": 5, "MATH": 5, "SOC": 3, "SVT": 2, "PC": 2, "ISL": 2, "EN": 2, "EPS": 2, "INFO": 1}[subject]
	}
	if letters {
		return map[string]int{"AR": 5, "FR": 5, "EN": 4, "HG": 4, "PHILO": 3, "ISL": 2, "MATH": 2, "SVT": 2, "INFO": 2, "EPS": 2}[subject]
	}
	return map[string]int{"MATH": 5, "PC": 4, "SVT": 3, "FR": 4, "EN": 3, "AR": 2, "ISL": 2, "HG": 2, "PHILO": 2, "INFO": 2, "EPS": 2}[subject]
}

// newTeachers makes up as many teachers as the classes need. In a primary school one teacher takes most
// subjects of a class; French and Amazigh, and every subject of the other schools, have teachers of their own.
func (p *plan) newTeachers(s *school, mail addresses) {
	bySubject := map[string][]duty{}
	var order []string
	for _, c := range s.classes {
		var own []duty
		for _, subject := range c.taught {
			d := duty{class: c, subject: subject, hours: hours(c, subject)}
			if s.cycle == "PRIM" && subject != "FR" && subject != "AMZ" {
				own = append(own, d)
				continue
			}
			if bySubject[subject] == nil {
				order = append(order, subject)
			}
			bySubject[subject] = append(bySubject[subject], d)
		}
		if own != nil {
			p.hire(s, mail, own)
		}
	}
	var unhoured []duty
	for _, subject := range order {
		if bySubject[subject][0].hours == 0 {
			// Conduct has no lessons: the teacher with the most hours in the class gives that mark.
			unhoured = append(unhoured, bySubject[subject]...)
			continue
		}
		for _, duties := range share(bySubject[subject]) {
			p.hire(s, mail, duties)
		}
	}
	for _, d := range unhoured {
		t := mainTeacher(s, d.class)
		t.duties = append(t.duties, d)
	}
}

// share spreads the classes of a subject over as few teachers as can hold them.
func share(duties []duty) [][]duty {
	total := 0
	for _, d := range duties {
		total += d.hours
	}
	for n := (total + fullLoad - 1) / fullLoad; ; n++ {
		lists, loads := make([][]duty, n), make([]int, n)
		for _, d := range duties {
			least := slices.Index(loads, slices.Min(loads))
			lists[least] = append(lists[least], d)
			loads[least] += d.hours
		}
		if slices.Max(loads) <= fullLoad {
			return lists
		}
	}
}

func (p *plan) hire(s *school, mail addresses, duties []duty) {
	n := len(s.teachers) + 1
	who := s.colleague(p.source.of(s.code, "teacher", fmt.Sprint(n)))
	s.teachers = append(s.teachers, &teacher{
		person: who, school: s, email: mail.of(who, s.code), ppr: fmt.Sprintf("99%s%03d", s.code[2:5], n), duties: duties,
	})
}

// colleague makes up a member of staff whose name nobody else of the school has.
func (s *school) colleague(r *rand.Rand) person {
	for {
		who := someone(r)
		if name := who.name(); !s.named[name.GetLatin()] && !s.named[name.GetAr()] {
			s.named[name.GetLatin()], s.named[name.GetAr()] = true, true
			return who
		}
	}
}

func mainTeacher(s *school, c *class) *teacher {
	var best *teacher
	most := -1
	for _, t := range s.teachers {
		for _, d := range t.duties {
			if d.class == c && d.hours > most {
				best, most = t, d.hours
			}
		}
	}
	return best
}
