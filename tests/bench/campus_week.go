package main

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"slices"

	"github.com/massar-platform/massar/refdata"
)

// weekSubjects is how many subjects a class has, weekHours how many of the hours of the week are used.
const (
	weekSubjects = 8
	weekHours    = 32
)

// weekPlan is a timetable of the campus without conflicts. At hour p class j of a block of five has subject
// p+j+turn of eight: no two classes of a block have the same subject, and so the same teacher, at one hour. Each
// class has one hour in half groups, of which the second has a subject that no class of the block has then.
type weekPlan struct {
	subjects []weekSubject
	hours    []weekHour
}

type weekSubject struct{ code, label string }

// weekHour is one hour of the week as FET names it.
type weekHour struct {
	weekday    int
	day, hours string
}

// newWeekPlan takes the hours of the national schedule, the first six of each day and two of Saturday.
func newWeekPlan(ref *refdata.Set, year string) (*weekPlan, error) {
	w := &weekPlan{}
	level, _ := ref.Level(campusLevel)
	for _, t := range ref.Subjects(level.Code, level.Stream, year) {
		if len(w.subjects) < weekSubjects {
			w.subjects = append(w.subjects, weekSubject{code: t.Subject.Code, label: t.Subject.Label})
		}
	}
	days := []string{"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"}
	week := ref.BellWeek(level.Cycle, refdata.SeasonRegular, year)
	for i, name := range days {
		for n, p := range week[i+1] {
			if n >= 6 || len(w.hours) == weekHours {
				break
			}
			half := "_m"
			if p.Half != refdata.HalfMorning {
				half = "_s"
			}
			w.hours = append(w.hours, weekHour{weekday: i + 1, day: name + half, hours: clockOf(p.StartMinute) + "-" + clockOf(p.EndMinute)})
		}
	}
	if len(w.subjects) < weekSubjects || len(w.hours) < weekHours {
		return nil, fmt.Errorf("%s has %d subjects and %d hours", campusLevel, len(w.subjects), len(w.hours))
	}
	return w, nil
}

func clockOf(minute int) string { return fmt.Sprintf("%02d:%02d", minute/60, minute%60) }

// slots is how many lessons a week has: one of each class is two, of half a class each.
func (w *weekPlan) slots() int { return campusClasses * (weekHours + 1) }

func (w *weekPlan) rooms() []string {
	var names []string
	for n := range campusClasses {
		names = append(names, homeRoom(n))
	}
	for block := range campusBlocks {
		names = append(names, laboratory(block))
	}
	return names
}

func homeRoom(class int) string           { return fmt.Sprintf("Salle %d", class+1) }
func laboratory(block int) string         { return fmt.Sprintf("Labo %d", block+1) }
func (w *weekPlan) at(p, j, turn int) int { return (p + j + turn) % weekSubjects }

// lesson is one lesson of a class.
type lesson struct {
	class, subject int
	group, room    string
}

// lessons are those of a class at an hour.
func (w *weekPlan) lessons(class, p, turn int) []lesson {
	block, j := class/blockClasses, class%blockClasses
	whole := lesson{class: class, subject: w.at(p, j, turn), room: homeRoom(class)}
	if p != j {
		return []lesson{whole}
	}
	second := lesson{class: class, subject: w.at(p, blockClasses, turn), group: "G2", room: laboratory(block)}
	whole.group = "G1"
	return []lesson{whole, second}
}

// xml is the timetable as FET exports it: every teacher with his days and hours.
func (w *weekPlan) xml(turn int, teachers []*campusTeacher) []byte {
	var out bytes.Buffer
	out.WriteString("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Teachers_Timetable>\n")
	id := 0
	for i, t := range teachers {
		fmt.Fprintf(&out, " <Teacher name=\"%s\">\n", quoted(t.name))
		for p, hour := range w.hours {
			if p == 0 || w.hours[p-1].day != hour.day {
				fmt.Fprintf(&out, "  <Day name=\"%s\">\n", hour.day)
			}
			fmt.Fprintf(&out, "   <Hour name=\"%s\">", hour.hours)
			for _, l := range w.of(i, p, turn) {
				id++
				students := fmt.Sprintf("%s-%d", campusLevel, l.class+1)
				if l.group != "" {
					students += ":" + l.group
				}
				fmt.Fprintf(&out, "<Activity id=\"%d\"></Activity><Subject name=\"%s\"></Subject><Students name=\"%s\"></Students><Room name=\"%s\"></Room>",
					id, quoted(w.subjects[l.subject].label), students, l.room)
			}
			out.WriteString("</Hour>\n")
			if p == len(w.hours)-1 || w.hours[p+1].day != hour.day {
				out.WriteString("  </Day>\n")
			}
		}
		out.WriteString(" </Teacher>\n")
	}
	out.WriteString("</Teachers_Timetable>\n")
	return out.Bytes()
}

func quoted(text string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(text)) // a buffer takes everything
	return b.String()
}

// of are the lessons of a teacher at an hour: one at most.
func (w *weekPlan) of(teacher, p, turn int) []lesson {
	block := teacher / weekSubjects
	var list []lesson
	for j := range blockClasses {
		list = append(list, w.lessons(block*blockClasses+j, p, turn)...)
	}
	return slices.DeleteFunc(list, func(l lesson) bool { return l.subject != teacher%weekSubjects })
}
