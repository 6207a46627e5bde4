package fet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/massar-platform/massar/services/timetable/internal/bell"
)

// The columns of a CSV, in the order in which they are written.
const (
	colClass = iota
	colGroup
	colWeekday
	colPeriod
	colCount
	colSubject
	colTeacher
	colRoom
	columnCount
)

func columnNames() []string {
	return []string{"class", "group", "weekday", "period", "count", "subject", "teacher", "room"}
}

// columnOf knows the headers in English, French and Arabic, folded.
func columnOf(header string) (int, bool) {
	switch fold(header) {
	case "class", "classe", "القسم", "قسم":
		return colClass, true
	case "group", "groupe", "الفوج", "فوج", "المجموعه":
		return colGroup, true
	case "weekday", "day", "jour", "اليوم", "يوم":
		return colWeekday, true
	case "period", "seance", "periode", "heure", "الحصه", "حصه":
		return colPeriod, true
	case "count", "duree", "nombre", "duration", "المده", "عدد الحصص", "العدد":
		return colCount, true
	case "subject", "matiere", "الماده", "ماده":
		return colSubject, true
	case "teacher", "enseignant", "professeur", "prof", "الاستاذ", "الاستاذه", "استاذ":
		return colTeacher, true
	case "room", "salle", "القاعه", "قاعه", "الحجره":
		return colRoom, true
	}
	return 0, false
}

// ReadCSV reads a timetable as a table: UTF-8 with or without a byte order mark,
// columns parted by commas, semicolons or tabs, headers in Arabic, French or
// English in any order. group, count, teacher and room may be empty or missing; a
// missing count is 1. Other columns are passed over. A weekday is a number from 1
// (Monday) or a name. A class may be several, A+B: then each has a row.
func ReadCSV(data []byte) ([]Row, []Problem, error) {
	if len(data) > MaxBytes {
		return nil, nil, ErrTooLarge
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if !utf8.Valid(data) || bytes.IndexByte(data, 0) >= 0 {
		return nil, nil, ErrEncoding
	}
	in := csv.NewReader(bytes.NewReader(data))
	in.Comma, in.FieldsPerRecord, in.ReuseRecord = separator(data), -1, true
	header, err := in.Read()
	if err != nil {
		return nil, nil, ErrNotTimetable
	}
	at, err := columns(header)
	if err != nil {
		return nil, nil, err
	}
	r := &csvReader{at: at}
	for {
		fields, err := in.Read()
		if errors.Is(err, io.EOF) {
			return r.rows, r.problems.list, nil
		}
		var bad *csv.ParseError
		if errors.As(err, &bad) {
			r.problems.add(bad.StartLine, BadLine, "", "")
			if len(r.problems.list) == MaxProblems {
				return r.rows, r.problems.list, nil
			}
			continue
		}
		if err != nil {
			return nil, nil, fmt.Errorf("%w: %w", ErrSyntax, err)
		}
		line, _ := in.FieldPos(0)
		r.row(line, fields)
		if len(r.rows) > MaxRows {
			return nil, nil, ErrTooManyRows
		}
	}
}

// separator is the one that the header has most of.
func separator(data []byte) rune {
	header, _, _ := bytes.Cut(data, []byte("\n"))
	best, most := ',', 0
	for _, c := range []rune{',', ';', '\t'} {
		if n := bytes.Count(header, []byte(string(c))); n > most {
			best, most = c, n
		}
	}
	return best
}

// columns finds the place of each column, -1 for one that is not there.
func columns(header []string) ([columnCount]int, error) {
	var at [columnCount]int
	for i := range at {
		at[i] = -1
	}
	for i, name := range header {
		c, known := columnOf(unguard(name))
		if !known {
			continue
		}
		if at[c] >= 0 {
			return at, fmt.Errorf("%w: %s", ErrColumns, columnNames()[c])
		}
		at[c] = i
	}
	if !slices.ContainsFunc(at[:], func(i int) bool { return i >= 0 }) {
		return at, ErrNotTimetable
	}
	for _, c := range []int{colClass, colWeekday, colPeriod, colSubject} {
		if at[c] < 0 {
			return at, fmt.Errorf("%w: %s", ErrColumns, columnNames()[c])
		}
	}
	return at, nil
}

type csvReader struct {
	at       [columnCount]int
	rows     []Row
	problems problems
}

// row reads one line; a line with a problem gives no row.
func (r *csvReader) row(line int, fields []string) {
	if !slices.ContainsFunc(fields, func(f string) bool { return strings.TrimSpace(f) != "" }) {
		return
	}
	good := true
	fault := func(column int, code Code, read string) {
		good = false
		r.problems.add(line, code, columnNames()[column], read)
	}
	raw := func(column int) string {
		if i := r.at[column]; i >= 0 && i < len(fields) {
			return unguard(fields[i])
		}
		return ""
	}
	name := func(column int) string {
		text, ok := clean(raw(column))
		if !ok {
			fault(column, BadText, raw(column))
		}
		return text
	}
	number := func(column, low, high int, code Code) int {
		n, err := strconv.Atoi(fold(raw(column)))
		if err != nil || n < low || n > high {
			fault(column, code, raw(column))
		}
		return n
	}
	row := Row{Line: line, Count: 1, Teacher: name(colTeacher), Room: name(colRoom), Subject: name(colSubject)}
	if strings.TrimSpace(raw(colSubject)) == "" {
		fault(colSubject, SubjectMissing, "")
	}
	classes, ok := parseClasses(raw(colClass))
	switch text := strings.TrimSpace(raw(colClass)); {
	case text == "":
		fault(colClass, ClassMissing, "")
	case !ok:
		fault(colClass, BadClass, text)
	}
	if text := raw(colGroup); strings.TrimSpace(text) != "" {
		group, ok := parseGroup(text)
		if !ok || slices.ContainsFunc(classes, func(m member) bool { return m.group != "" && m.group != group }) {
			fault(colGroup, BadClass, text)
		}
		for i := range classes {
			classes[i].group = group
		}
	}
	var half bell.Half
	if row.Weekday, half, ok = ParseDay(raw(colWeekday)); !ok || half != "" {
		fault(colWeekday, DayUnknown, raw(colWeekday))
	}
	row.Period = number(colPeriod, 1, bell.MaxPeriods, BadPeriod)
	if strings.TrimSpace(raw(colCount)) != "" {
		row.Count = number(colCount, 1, MaxCount, BadCount)
	}
	if !good {
		return
	}
	classes = distinct(classes)
	row.Joint = jointMark(classes, strconv.Itoa(line))
	for _, m := range classes {
		row.Class, row.Group = m.class, m.group
		r.rows = append(r.rows, row)
	}
}

// WriteCSV writes a timetable as ReadCSV reads it: UTF-8 with a byte order mark,
// which spreadsheets need for Arabic, commas, English headers.
func WriteCSV(rows []Row) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("\ufeff")
	out := csv.NewWriter(&b)
	out.UseCRLF = true
	if err := out.Write(columnNames()); err != nil {
		return nil, fmt.Errorf("writing a timetable: %w", err)
	}
	for _, r := range join(rows) {
		if err := out.Write([]string{
			guard(r.Class), guard(r.Group), strconv.Itoa(r.Weekday), strconv.Itoa(r.Period), strconv.Itoa(max(r.Count, 1)),
			guard(r.Subject), guard(r.Teacher), guard(r.Room),
		}); err != nil {
			return nil, fmt.Errorf("writing a timetable: %w", err)
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return nil, fmt.Errorf("writing a timetable: %w", err)
	}
	return b.Bytes(), nil
}

// formula tells whether a spreadsheet would take the cell for a formula.
func formula(cell string) bool {
	for _, start := range []string{"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"} {
		if strings.HasPrefix(cell, start) {
			return true
		}
	}
	return false
}

// guard puts an apostrophe before what a spreadsheet would compute, and before
// what looks as if it had been guarded, so that unguard gives it back.
func guard(text string) string {
	text = strings.Map(func(r rune) rune {
		if badRune(r) {
			return ' '
		}
		return r
	}, text)
	if formula(strings.TrimLeft(text, "' ")) {
		return "'" + text
	}
	return text
}

func unguard(cell string) string {
	if rest, found := strings.CutPrefix(cell, "'"); found && formula(strings.TrimLeft(rest, "' ")) {
		return rest
	}
	return cell
}
