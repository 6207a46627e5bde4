package demo

import (
	"fmt"
	"math/rand/v2"

	"github.com/massar-platform/massar/refdata"

	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// Where the schools of the demo lie.
const (
	academyNode     = "ma/07"
	directorateNode = "ma/07/351"
)

// plan is everything that the demo will make, before anything is made.
type plan struct {
	source   source
	ref      *refdata.Set
	today    string
	year     string
	semester int
	schools  []*school
	families []*family
	// days are the days of lessons of the school weeks before today that have registers, oldest first.
	days []string
}

// school is a school with its people.
type school struct {
	code, cycle string
	name        *typev1.Name
	// director and secretary are the two of the office, so that one can approve what the other proposes.
	director, secretary office
	classes             []*class
	teachers            []*teacher
	// rooms are those of the timetable, slots its lines.
	rooms []string
	slots []weekSlot
	// named are the names that somebody of the staff has: timetables call teachers by name.
	named map[string]bool
}

func (s *school) node() string { return directorateNode + "/" + s.code }

type office struct {
	person
	email string
}

// class is a class with its pupils.
type class struct {
	school *school
	label  string
	level  refdata.Level
	stream string
	// taught are the subjects by code, in the order of the reference data.
	taught []string
	stage  stage
	// awaited is the subject of the one sheet that is still to be handed in; empty in classes of another stage.
	awaited string
	pupils  []*pupil
	// slots are the lines of its timetable.
	slots []weekSlot
	// id is the server's, known after the import.
	id string
}

// stage is how far a class's marks have come.
type stage uint8

const (
	// underway: the controls that are past have marks.
	underway stage = iota
	// closing: every mark is entered, some sheets are handed in.
	closing
	// awaiting: every sheet is validated but one.
	awaiting
	// published: families see averages.
	published
)

// pupil is a pupil of a class.
type pupil struct {
	person
	class *class
	code  string
	birth string
	place string
	// ability is around 0; above, the marks are better.
	ability float64
	// exempt from physical education.
	exempt bool
	// habit is how often the pupil is away, spells the days on which that was for a reason.
	habit  habit
	spells []spell
	// told: there is an absence of every kind to look at, and a late arrival today.
	told bool
	// missed are the half days missed, by date.
	missed map[string]missed
	// id is the server's, known after the import.
	id string
}

// section is so many classes of a level.
type section struct {
	level   string
	classes int
}

// sections are the classes of a school of a cycle; of the level in front the first class is published, the second
// closing, the third awaiting its last sheet.
func sections(cycle string) (published string, list []section) {
	switch cycle {
	case "PRIM":
		return "6APG", []section{{"1APG", 5}, {"2APG", 5}, {"3APG", 5}, {"4APG", 5}, {"5APG", 5}, {"6APG", 5}}
	case "COL":
		return "2APIC", []section{{"1APIC", 10}, {"2APIC", 10}, {"3APIC", 10}}
	}
	return "2BACSPF", []section{{"TCSF", 7}, {"TCLSH", 3}, {"1BACSEF", 7}, {"1BACSH", 3}, {"2BACSPF", 4}, {"2BACSVTF", 3}, {"2BACLETF", 3}}
}

// newPlan makes up the schools, their people and the families.
func newPlan(ref *refdata.Set, seed int64, today string, schools int) (*plan, error) {
	year, ok := ref.SchoolYear(today)
	if !ok {
		return nil, fmt.Errorf("demo: %q is no date", today)
	}
	p := &plan{source: source{seed}, ref: ref, today: today, year: year, semester: ref.Semester(today)}
	p.days = p.daysBefore(registerWeeks)
	for i := range schools {
		s, err := p.newSchool(i)
		if err != nil {
			return nil, err
		}
		p.schools = append(p.schools, s)
	}
	p.newFamilies()
	p.newAbsences()
	return p, nil
}

// newSchool makes up school number i: a primary school, a collège, a lycée, and again.
func (p *plan) newSchool(i int) (*school, error) {
	code := fmt.Sprintf("%05d%c", 90001+i, 'A'+i%26)
	s := &school{code: code, cycle: []string{"PRIM", "COL", "QUAL"}[i%3], name: schoolName(i), named: map[string]bool{}}
	mail := addresses{}
	member := func(role string) office {
		who := s.colleague(p.source.of(code, role))
		return office{person: who, email: mail.of(who, code)}
	}
	s.director, s.secretary = member("director"), member("secretary")
	shown, list := sections(s.cycle)
	serial := i * 2000
	for _, of := range list {
		level, ok := p.ref.Level(of.level)
		if !ok {
			return nil, fmt.Errorf("demo: the reference data have no level %s", of.level)
		}
		for n := 1; n <= of.classes; n++ {
			c := &class{school: s, label: fmt.Sprintf("%s-%d", of.level, n), level: level, stream: level.Stream}
			for _, t := range p.ref.Subjects(level.Code, level.Stream, p.year) {
				c.taught = append(c.taught, t.Subject.Code)
			}
			switch {
			case of.level == shown && n == 1:
				c.stage = published
			case of.level == shown && n == 2:
				c.stage = closing
			case of.level == shown && n == 3:
				c.stage = awaiting
			}
			r := p.source.of(code, c.label)
			for range 31 + r.IntN(5) {
				serial++
				c.pupils = append(c.pupils, p.newPupil(r, c, serial))
			}
			s.classes = append(s.classes, c)
		}
	}
	p.newTeachers(s, mail)
	if err := p.newTimetable(s); err != nil {
		return nil, err
	}
	for _, c := range s.at(awaiting) {
		c.awaited = c.firstSubject(p.today)
	}
	return s, nil
}

// at are the classes that have come so far.
func (s *school) at(want stage) []*class {
	var list []*class
	for _, c := range s.classes {
		if c.stage == want {
			list = append(list, c)
		}
	}
	return list
}

// firstSubject is what the whole class has first on a date, or at all: its teacher then has a register to take too.
func (c *class) firstSubject(date string) string {
	var first *weekSlot
	for i, slot := range c.slots {
		if slot.weekday == int(day(date).Weekday()) && slot.group == "" && (first == nil || slot.period < first.period) {
			first = &c.slots[i]
		}
	}
	if first == nil {
		return c.taught[0]
	}
	return first.subject
}

// schoolName is a name of the cycle's kind of school.
func schoolName(i int) *typev1.Name {
	words := schoolWords()
	word := words[i%len(words)]
	kind := []pair{{"مدرسة", "École"}, {"الثانوية الإعدادية", "Collège"}, {"الثانوية التأهيلية", "Lycée"}}[i%3]
	name := &typev1.Name{Ar: kind.ar + " " + word.ar, Latin: kind.latin + " " + word.latin}
	if round := i / len(words); round > 0 {
		name.Ar, name.Latin = fmt.Sprintf("%s %d", name.Ar, round+1), fmt.Sprintf("%s %d", name.Latin, round+1)
	}
	return name
}

// newPupil makes up a pupil of about the age of the class.
func (p *plan) newPupil(r *rand.Rand, c *class, serial int) *pupil {
	begins := 0
	for _, digit := range p.year[:4] {
		begins = begins*10 + int(digit-'0')
	}
	born := begins - 5 - c.level.Order
	if r.IntN(10) == 0 {
		born-- // one year late
	}
	return &pupil{
		person: someone(r), class: c, code: massarCode(serial),
		birth: fmt.Sprintf("%02d-%02d-%d", 1+r.IntN(28), 1+r.IntN(12), born), place: pick(r, birthPlaces()),
		ability: r.NormFloat64(), exempt: r.IntN(50) == 0,
	}
}
