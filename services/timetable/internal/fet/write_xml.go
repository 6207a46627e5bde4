package fet

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/massar-platform/massar/services/timetable/internal/bell"
)

// WriteXML writes a timetable as FET exports it: every teacher, in order of name,
// with every half day and hour of the week. An error names a row whose periods
// the bell does not have.
func WriteXML(rows []Row, periods Bell) ([]byte, error) {
	rows = join(rows)
	w := &xmlWriter{hours: map[hourKey][]int{}, rows: rows}
	var teachers []string
	for weekday := range w.week {
		if weekday > 0 {
			w.week[weekday] = periods(weekday)
		}
	}
	for i, r := range rows {
		if err := w.file(i, r); err != nil {
			return nil, err
		}
		teachers = append(teachers, r.Teacher)
	}
	slices.Sort(teachers)
	w.line(0, `<?xml version="1.0" encoding="UTF-8"?>`)
	w.line(0, "<"+rootName+">")
	for _, teacher := range slices.Compact(teachers) {
		w.teacher(teacher)
	}
	w.line(0, "</"+rootName+">")
	return w.out.Bytes(), nil
}

type hourKey struct {
	teacher         string
	weekday, period int
}

type xmlWriter struct {
	out   bytes.Buffer
	rows  []Row
	week  bell.Week
	hours map[hourKey][]int // the rows of an hour
}

// file puts a row into its hours.
func (w *xmlWriter) file(i int, r Row) error {
	if _, ok := bell.TimesIn(w.week.On(r.Weekday), r.Period, r.Count); !ok {
		return fmt.Errorf("writing a timetable: %s has no period %d to %d on weekday %d", r.Class, r.Period, r.Period+r.Count-1, r.Weekday)
	}
	for period := r.Period; period < r.Period+r.Count; period++ {
		key := hourKey{r.Teacher, r.Weekday, period}
		w.hours[key] = append(w.hours[key], i)
	}
	return nil
}

func (w *xmlWriter) teacher(name string) {
	w.line(1, "<Teacher name="+quoted(name)+">")
	for weekday := bell.Monday; weekday <= bell.Saturday; weekday++ {
		for _, half := range []bell.Half{bell.AM, bell.PM} {
			w.day(name, weekday, half)
		}
	}
	w.line(1, "</Teacher>")
}

func (w *xmlWriter) day(teacher string, weekday int, half bell.Half) {
	var list []bell.Period
	for _, p := range w.week[weekday] {
		if p.Half == half {
			list = append(list, p)
		}
	}
	if len(list) == 0 {
		return
	}
	suffix := "_m"
	if half == bell.PM {
		suffix = "_s"
	}
	w.line(2, "<Day name="+quoted(dayName(weekday)+suffix)+">")
	for _, p := range list {
		w.hour(p, w.hours[hourKey{teacher, weekday, p.Number}])
	}
	w.line(2, "</Day>")
}

func (w *xmlWriter) hour(p bell.Period, rows []int) {
	open := "<Hour name=" + quoted(clock(p.Start)+"-"+clock(p.End)) + ">"
	if len(rows) == 0 {
		w.line(3, open+"</Hour>")
		return
	}
	slices.SortFunc(rows, func(a, b int) int { return cmp.Compare(a, b) })
	w.line(3, open)
	for _, i := range rows {
		r := w.rows[i]
		students := r.Class
		if r.Group != "" {
			students += ":" + r.Group
		}
		w.line(4, "<Activity id="+quoted(strconv.Itoa(i+1))+"></Activity>")
		w.line(4, "<Subject name="+quoted(r.Subject)+"></Subject>")
		w.line(4, "<Students name="+quoted(students)+"></Students>")
		if r.Room != "" {
			w.line(4, "<Room name="+quoted(r.Room)+"></Room>")
		}
	}
	w.line(3, "</Hour>")
}

func (w *xmlWriter) line(depth int, text string) {
	w.out.WriteString(strings.Repeat("  ", depth))
	w.out.WriteString(text)
	w.out.WriteByte('\n')
}

// quoted is the value of an attribute.
func quoted(text string) string {
	text = strings.Map(func(r rune) rune {
		if badRune(r) {
			return ' '
		}
		return r
	}, text)
	var b bytes.Buffer
	// Writing to a buffer does not fail.
	_ = xml.EscapeText(&b, []byte(text))
	return `"` + b.String() + `"`
}

func dayName(weekday int) string {
	return [...]string{"", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"}[weekday]
}

func clock(minute int) string { return fmt.Sprintf("%02d:%02d", minute/60, minute%60) }
