package timetable

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/massar-platform/massar/platform/errs"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	"github.com/massar-platform/massar/services/timetable/internal/fet"
	"github.com/massar-platform/massar/services/timetable/internal/lessonid"
	"github.com/massar-platform/massar/services/timetable/internal/pattern"
	"github.com/massar-platform/massar/services/timetable/internal/store"
)

// problems are the findings of the reader of a file.
func problems(list []fet.Problem) []finding {
	found := make([]finding, len(list))
	for i, p := range list {
		reason, read := errorsv1.Reason_LINE_INVALID, p.Read
		switch p.Code {
		case fet.DayUnknown:
			reason = errorsv1.Reason_DAY_UNKNOWN
		case fet.HourUnknown, fet.BadPeriod:
			reason = errorsv1.Reason_PERIOD_UNKNOWN
		case fet.ClassMissing, fet.BadClass:
			reason = errorsv1.Reason_CLASS_UNKNOWN
		case fet.SubjectMissing:
			reason = errorsv1.Reason_SUBJECT_UNKNOWN
		case fet.TeacherMissing:
			reason = errorsv1.Reason_TEACHER_UNKNOWN
		default:
			if p.Field != "" && read != "" {
				read = p.Field + " " + read
			}
		}
		found[i] = finding{Line: p.Line, Reason: reason.String(), Read: read}
	}
	return found
}

// importPlan is what a file makes of the pattern of a school.
type importPlan struct {
	*roll
	findings

	wanted []pattern.Slot
	// rows are the lines of wanted, and lines are where each content stands in the
	// file, in order.
	rows  []int
	lines map[pattern.Content][]int
	edit  *edit
}

// read finds what the rows of a file mean. Of a row that means nothing its findings
// are kept.
func (p *importPlan) read(rows []fet.Row) {
	warned := map[store.Teaching]bool{}
	for _, row := range rows {
		content, found := p.content(row)
		if len(found) > 0 {
			p.refuse(found...)
			continue
		}
		slot := pattern.Slot{Content: content, From: p.first, To: p.ends}
		if err := p.requireHours(p.pattern, slot); err != nil {
			p.refuse(hourFinding(row, err))
			continue
		}
		p.wanted = append(p.wanted, slot)
		p.rows = append(p.rows, row.Line)
		teaches := store.Teaching{StaffID: content.Staff, ClassID: content.Class, Subject: content.Subject}
		if content.Staff != "" && !p.teaching[teaches] && !warned[teaches] {
			warned[teaches] = true
			p.warn(finding{
				Line: row.Line, Reason: errorsv1.Reason_TEACHER_NOT_ASSIGNED.String(), Read: row.Teacher + ", " + row.Subject + ", " + row.Class,
			})
		}
	}
}

// hourFinding is a row for which the school has no hour, or no day any more.
func hourFinding(row fet.Row, err error) finding {
	f := finding{Line: row.Line, Reason: errs.ReasonOf(err).String()}
	if errs.Is(err, errorsv1.Reason_PERIOD_UNKNOWN) {
		f.Read, f.Weekday = fmt.Sprint(row.Period+row.Count-1), row.Weekday
	}
	return f
}

// crowd is the most lessons of a file that may share an hour and a class, a teacher or
// a room. What is more crowded is no timetable, and is not compared pair by pair.
const crowd = 50

// crowded finds the hours of a file that are used by a crowd.
func (p *importPlan) crowded() bool {
	type place struct {
		weekday, period int
		kind            pattern.Kind
		what            string
	}
	type part struct {
		place
		joint string
	}
	used := map[place]int{}
	joined := map[part]bool{}
	found := false
	for _, s := range p.wanted {
		for period := s.Period; period < s.Period+s.Count; period++ {
			for kind, what := range map[pattern.Kind]string{
				pattern.ClassConflict: s.Class, pattern.TeacherConflict: s.Staff, pattern.RoomConflict: s.Room,
			} {
				at := place{s.Weekday, period, kind, what}
				if what == "" {
					continue
				}
				// A joint activity takes its teacher and its room once.
				if s.Joint != "" && kind != pattern.ClassConflict {
					if joined[part{at, s.Joint}] {
						continue
					}
					joined[part{at, s.Joint}] = true
				}
				if used[at]++; used[at] > crowd {
					found = true
					named := p.named(s, p.dayOf(s))
					p.refuse(finding{Line: p.lines[s.Content][0], Reason: errorsv1.Reason_TIMETABLE_CONFLICT.String(), Other: &named})
				}
			}
		}
	}
	return found
}

// dayOf is the first day on which a slot gives a lesson.
func (d *desk) dayOf(s pattern.Slot) string {
	for _, day := range d.days[s.Weekday] {
		if day >= s.From {
			return day
		}
	}
	return s.From
}

// compare finds how the pattern of the classes in the file becomes that of the file,
// and what would collide. A class that the file does not name keeps its lessons: half
// a file must not empty a school. Single lessons are not of the pattern: they stay.
func (p *importPlan) compare() {
	stored := p.join()
	if p.crowded() {
		return
	}
	named := map[string]bool{}
	for _, s := range p.wanted {
		named[s.Class] = true
	}
	var weekly, others []pattern.Slot
	for _, s := range stored {
		switch {
		case oneDay(s) || s.To <= p.first:
		case named[s.Class]:
			weekly = append(weekly, s)
		default:
			others = append(others, s)
		}
	}
	change := pattern.Diff(weekly, p.wanted, p.first)
	for i := range change.Created {
		change.Created[i].ID = p.school.Code + "." + lessonid.New()
	}
	change = p.keepRegisters(change)
	p.edit = &edit{next: successors(append(change.Ended, change.Removed...), change.Created)}
	for _, list := range [][]pattern.Slot{change.Dated, change.Ended, change.Created} {
		p.edit.put = append(p.edit.put, list...)
	}
	p.keepMarks()
	for _, s := range change.Removed {
		p.edit.removed = append(p.edit.removed, s.ID)
	}
	lines, touched := map[string]int{}, map[string]bool{}
	for _, list := range [][]pattern.Slot{change.Kept, change.Dated, change.Created} {
		for _, s := range list {
			touched[s.ID] = true
			if at := p.lines[s.Content]; len(at) > 0 {
				lines[s.ID], p.lines[s.Content] = at[0], at[1:]
			}
		}
	}
	for _, c := range p.collisions(p.edit.on(p.pattern), touched) {
		mine, other, otherLine := lines[c.A.ID], c.B, lines[c.B.ID]
		if otherLine > mine {
			mine, other, otherLine = otherLine, c.A, mine
		}
		rival := p.named(other, c.Date)
		p.refuse(finding{Line: mine, Reason: errorsv1.Reason_TIMETABLE_CONFLICT.String(), Other: &rival, OtherLine: otherLine})
	}
	p.warnOthers(others)
}

// successors names the new slot that goes on where one ended: the same lesson of the
// week, at the same hour if there are several. What was changed about lessons to come
// goes over to it.
func successors(ended, created []pattern.Slot) map[string]string {
	type lesson struct {
		class, group, subject string
		weekday               int
	}
	key := func(s pattern.Slot) lesson { return lesson{s.Class, s.Group, s.Subject, s.Weekday} }
	free := map[lesson][]pattern.Slot{}
	for _, s := range created {
		free[key(s)] = append(free[key(s)], s)
	}
	next := map[string]string{}
	for _, s := range ended {
		list := free[key(s)]
		if len(list) == 0 {
			continue
		}
		best := 0
		for i, c := range list {
			if c.Period == s.Period {
				best = i
				break
			}
		}
		next[s.ID] = list[best].ID
		free[key(s)] = append(list[:best:best], list[best+1:]...)
	}
	return next
}

// namedOthers is how many classes a warning names.
const namedOthers = 5

// warnOthers warns, once, of classes that have lessons and none in the file: they stay as they are.
func (p *importPlan) warnOthers(others []pattern.Slot) {
	var labels []string
	for _, s := range others {
		if label := p.classes[s.Class].Label; !slices.Contains(labels, label) {
			labels = append(labels, label)
		}
	}
	if len(labels) == 0 {
		return
	}
	slices.Sort(labels)
	read := strings.Join(labels[:min(len(labels), namedOthers)], ", ")
	if more := len(labels) - namedOthers; more > 0 {
		read += " +" + strconv.Itoa(more)
	}
	p.warn(finding{Reason: errorsv1.Reason_CLASS_WITHOUT_LESSONS.String(), Read: read})
}
