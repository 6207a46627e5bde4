package notescc

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Canvas is a mark sheet to be written.
type Canvas struct {
	SchoolCode string
	// MASSAR's technical keys, empty until learnt.
	ClassKey, Session, SubjectKey, YearKey, LevelKey string

	Academy, Directorate, School, Level, Class, Teacher, Subject string
	Semester                                                     int
	SchoolYear                                                   string // "2025-2026"

	// Columns are the mark columns in their order; the remark column is
	// written after them. Label and Marker may be left empty.
	Columns  []Column
	Rows     []CanvasRow
	Snapshot string
}

// CanvasRow is one pupil.
type CanvasRow struct {
	InternalID string // empty until learnt: the line number stands in its place
	MassarCode string
	Name       string
	BirthDate  string  // "2012-05-14"
	Values     []Value // by mark column; missing ones are empty cells
	Remark     string
}

var errNoControls = errors.New("notescc: a sheet has 1 to 5 controls and at most one activities column")

// check refuses what the layout cannot carry.
func (c Canvas) check() error {
	controls, activities := 0, 0
	for _, column := range c.Columns {
		switch column.Kind {
		case Control:
			controls++
			if column.Number != controls {
				return fmt.Errorf("notescc: control %d stands at place %d", column.Number, controls)
			}
		case Activities:
			activities++
		default:
			return errNoControls
		}
	}
	if controls < 1 || controls > maxControls || activities > 1 {
		return errNoControls
	}
	for i, row := range c.Rows {
		if len(row.Values) > len(c.Columns) {
			return fmt.Errorf("notescc: row %d has more values than columns", i)
		}
		if row.InternalID != "" && !digitsOnly.MatchString(row.InternalID) {
			return fmt.Errorf("notescc: row %d has an id that is no number", i)
		}
	}
	if len(c.Rows) > maxRows {
		return fmt.Errorf("notescc: %d rows, over %d", len(c.Rows), maxRows)
	}
	return nil
}

// activitiesMarker stands over the activities in the sheets that were seen.
const activitiesMarker = 4

func marker(c Column, controls int) string {
	switch {
	case c.Marker != "":
		return "#" + c.Marker + "#"
	case c.Kind == Control:
		return fmt.Sprintf("#%d#", c.Number)
	case c.Kind == Activities:
		return fmt.Sprintf("#%d#", max(activitiesMarker, controls+1))
	}
	return "#100#"
}

func heading(c Column) string {
	if c.Label != "" {
		return c.Label
	}
	switch c.Kind {
	case Activities:
		return "الأنشطة المندمجة"
	case Remark:
		return "ملاحظات الأستاذ"
	}
	return "الفرض " + [...]string{"الأول", "الثاني", "الثالث", "الرابع", "الخامس"}[c.Number-1]
}

// birthDate turns an ISO day into the text of the layout; other texts stay.
func birthDate(iso string) string {
	day, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	return day.Format("02-01-2006")
}

// word is the text of a state in a sheet.
func word(state string) string {
	switch {
	case state == Exempt:
		return "معفى"
	case state == "PENDING" || strings.HasPrefix(state, Absent):
		return "غائب"
	}
	return ""
}

// whole tells a text that can be written as a whole number.
func whole(s string) (int, bool) {
	n, err := strconv.Atoi(s)
	return n, err == nil && strconv.Itoa(n) == s
}
