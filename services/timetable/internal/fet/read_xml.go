package fet

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/massar-platform/massar/services/timetable/internal/bell"
)

const rootName = "Teachers_Timetable"

// ReadXML reads a Teachers_Timetable export of FET. The rows come in the order of
// the file. The error is one of this package's; rows and problems are then empty.
func ReadXML(data []byte, periods Bell) ([]Row, []Problem, error) {
	if len(data) > MaxBytes {
		return nil, nil, ErrTooLarge
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if !utf8.Valid(data) {
		return nil, nil, ErrEncoding
	}
	r := &xmlReader{dec: xml.NewDecoder(bytes.NewReader(data)), bell: periods}
	r.dec.CharsetReader = func(string, io.Reader) (io.Reader, error) { return nil, ErrEncoding }
	if err := r.read(); err != nil {
		return nil, nil, err
	}
	rows := merge(r.rows)
	if len(rows) > MaxRows {
		return nil, nil, ErrTooManyRows
	}
	return rows, r.problems.list, nil
}

// xmlReader walks through the elements without building a tree.
type xmlReader struct {
	dec      *xml.Decoder
	bell     Bell
	rows     []Row
	problems problems
	open     []string // names of the open elements, in small letters
	elements int

	teacher struct {
		name string
		ok   bool
	}
	day struct {
		name           string
		weekday, hours int
		half           bell.Half
		line           int
		// told is set when the problem of the day has been told.
		told bool
	}
	hour struct {
		name       string
		index      int
		line       int
		activities []activity
	}
	// leaf is what the open leaf element names; text is its content.
	leaf struct {
		line int
		name string
		attr bool
		text strings.Builder
	}
}

// activity is what FET puts into one hour.
type activity struct {
	id, subject, room string
	students          []string
	line              int
	hasSubject        bool
}

func (a activity) empty() bool {
	return !a.hasSubject && len(a.students) == 0 && a.room == "" && a.id == ""
}

func (r *xmlReader) read() error {
	for {
		token, err := r.dec.Token()
		if errors.Is(err, io.EOF) {
			if r.elements == 0 {
				return ErrNotTimetable
			}
			return nil
		}
		if err != nil {
			if r.elements == 0 && !errors.Is(err, ErrEncoding) {
				return ErrNotTimetable
			}
			return r.damaged(err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			err = r.start(t)
		case xml.EndElement:
			err = r.end()
		case xml.CharData:
			if r.leaf.text.Len() < MaxBytes/8 {
				r.leaf.text.Write(t)
			}
		case xml.Directive:
			// A document type that only names the root is harmless; anything in it is
			// not, and a timetable needs nothing of it.
			if bytes.ContainsAny(t, "[<\"'") {
				return ErrNotTimetable
			}
		}
		if err != nil {
			return err
		}
	}
}

func (r *xmlReader) damaged(err error) error {
	if errors.Is(err, ErrEncoding) {
		return ErrEncoding
	}
	return fmt.Errorf("%w: line %d", ErrSyntax, r.line())
}

func (r *xmlReader) line() int { line, _ := r.dec.InputPos(); return line }

func (r *xmlReader) start(t xml.StartElement) error {
	r.elements++
	name := strings.ToLower(t.Name.Local)
	if len(r.open) == 0 && (r.elements > 1 || name != strings.ToLower(rootName)) {
		return ErrNotTimetable
	}
	if len(r.open) >= maxDepth || r.elements > maxElements {
		return ErrTooLarge
	}
	parent := ""
	if len(r.open) > 0 {
		parent = r.open[len(r.open)-1]
	}
	r.open = append(r.open, name)
	text, found := attribute(t, "name")
	line := r.line()
	if !belongs(name, parent) {
		r.problems.add(line, BadPlace, t.Name.Local, text)
		r.open[len(r.open)-1] = "misplaced"
		return nil
	}
	switch name {
	case "teacher":
		r.startTeacher(text, found, line)
	case "day":
		r.day.name, r.day.line, r.day.hours, r.day.told = text, line, 0, false
		weekday, half, ok := ParseDay(text)
		if !ok {
			weekday = 0
		}
		r.day.weekday, r.day.half = weekday, half
	case "hour":
		r.hour.name, r.hour.index, r.hour.line, r.hour.activities = text, r.day.hours, line, nil
		r.day.hours++
	case "activity":
		id, _ := attribute(t, "id")
		r.hour.activities = append(r.hour.activities, activity{id: shorten(id), line: line})
	case "subject", "students", "room":
		r.leaf.line, r.leaf.name, r.leaf.attr = line, text, found
		r.leaf.text.Reset()
	}
	return nil
}

// belongs tells whether an element may stand in its parent. FET writes others,
// such as tags of activities, which mean nothing here.
func belongs(name, parent string) bool {
	switch name {
	case "teacher":
		return parent == strings.ToLower(rootName)
	case "day":
		return parent == "teacher"
	case "hour":
		return parent == "day"
	case "activity", "subject", "students", "room":
		return parent == "hour"
	}
	return true
}

func (r *xmlReader) startTeacher(text string, found bool, line int) {
	name, ok := clean(text)
	r.teacher.name, r.teacher.ok = name, ok && found
	switch {
	case !found:
		r.problems.add(line, TeacherMissing, "Teacher", "")
	case !ok:
		r.problems.add(line, BadText, "Teacher", text)
	}
}

func attribute(t xml.StartElement, name string) (string, bool) {
	for _, a := range t.Attr {
		if strings.EqualFold(a.Name.Local, name) && a.Name.Space == "" {
			return a.Value, true
		}
	}
	return "", false
}

func (r *xmlReader) end() error {
	name := r.open[len(r.open)-1]
	r.open = r.open[:len(r.open)-1]
	switch name {
	case "subject", "students", "room":
		text := r.leaf.name
		if !r.leaf.attr {
			text = r.leaf.text.String()
		}
		if text = strings.TrimSpace(text); text != "" {
			r.fill(name, text)
		}
	case "hour":
		return r.endHour()
	}
	return nil
}

// fill puts what a leaf names into the activity of the hour. A second subject
// begins another activity.
func (r *xmlReader) fill(name, text string) {
	list := r.hour.activities
	if len(list) == 0 || name == "subject" && list[len(list)-1].hasSubject {
		list = append(list, activity{line: r.leaf.line})
	}
	a := &list[len(list)-1]
	field, what := "Subject", &a.subject
	switch name {
	case "students":
		// What stands in one field may be several classes.
		a.students = append(a.students, strings.FieldsFunc(text, func(c rune) bool { return c == '+' || c == ',' || c == '،' })...)
		r.hour.activities = list
		return
	case "subject":
		a.hasSubject = true
	case "room":
		field, what = "Room", &a.room
	}
	cleaned, ok := clean(text)
	if !ok {
		r.problems.add(r.leaf.line, BadText, field, text)
	}
	*what = cleaned
	r.hour.activities = list
}

// endHour makes rows of what the hour holds.
func (r *xmlReader) endHour() error {
	for _, a := range r.hour.activities {
		if a.empty() || !r.teacher.ok {
			continue
		}
		if r.day.weekday == 0 {
			if !r.day.told {
				r.day.told = true
				r.problems.add(r.day.line, DayUnknown, "Day", r.day.name)
			}
			return nil
		}
		period, count, ok := place(r.bell(r.day.weekday), r.day.half, r.hour.name, r.hour.index)
		if !ok || count > MaxCount {
			r.problems.add(r.hour.line, HourUnknown, "Hour", r.hour.name)
			return nil
		}
		if !a.hasSubject {
			r.problems.add(a.line, SubjectMissing, "Subject", "")
		}
		if len(a.students) == 0 {
			r.problems.add(a.line, ClassMissing, "Students", "")
		}
		if a.subject == "" {
			continue
		}
		var classes []member
		for _, text := range a.students {
			class, group, ok := parseClass(text)
			if !ok {
				r.problems.add(a.line, BadClass, "Students", text)
				continue
			}
			classes = append(classes, member{class, group})
		}
		classes = distinct(classes)
		joint := jointMark(classes, r.teacher.name, a.subject, a.room, a.id)
		for _, m := range classes {
			if len(r.rows) == MaxRows*MaxCount {
				return ErrTooManyRows
			}
			r.rows = append(r.rows, Row{
				Teacher: r.teacher.name, Subject: a.subject, Class: m.class, Group: m.group, Room: a.room, Weekday: r.day.weekday,
				Period: period, Count: count, Half: halfOf(r.bell(r.day.weekday), period), HourName: shorten(r.hour.name),
				HourIndex: r.hour.index, Activity: a.id, Joint: joint, Line: a.line,
			})
		}
	}
	return nil
}

func halfOf(day []bell.Period, period int) bell.Half {
	for _, p := range day {
		if p.Number == period {
			return p.Half
		}
	}
	return ""
}

// same is what hours share that are one lesson.
type same struct {
	teacher, subject, class, group, room, activity, joint string
	weekday                                               int
	half                                                  bell.Half
}

// merge makes one row of the hours of an activity that follow each other. Over
// the midday break only the number of the activity can tell that they are one.
func merge(rows []Row) []Row {
	groups := map[same][]Row{}
	var keys []same
	for _, r := range rows {
		key := same{r.Teacher, r.Subject, r.Class, r.Group, r.Room, r.Activity, r.Joint, r.Weekday, r.Half}
		if r.Activity != "" {
			key.half = ""
		}
		if groups[key] == nil {
			keys = append(keys, key)
		}
		groups[key] = append(groups[key], r)
	}
	var merged []Row
	for _, key := range keys {
		list := groups[key]
		slices.SortStableFunc(list, func(a, b Row) int { return cmp.Compare(a.Period, b.Period) })
		last := list[0]
		for _, r := range list[1:] {
			switch end := last.Period + last.Count; {
			case r.Period+r.Count <= end:
				// the same hour again: a class that is named twice
			case r.Period <= end && r.Period+r.Count-last.Period <= MaxCount:
				last.Count = r.Period + r.Count - last.Period
			default:
				merged, last = append(merged, last), r
			}
		}
		merged = append(merged, last)
	}
	slices.SortStableFunc(merged, func(a, b Row) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Weekday, b.Weekday), cmp.Compare(a.Period, b.Period))
	})
	return merged
}
