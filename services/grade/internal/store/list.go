package store

import (
	"context"
	"fmt"
	"slices"

	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/sqldb"
)

// SheetFilter says which sheets are listed. Empty fields do not restrict.
type SheetFilter struct {
	School     string
	ClassID    string
	SchoolYear string
	Semester   int
	// StaffID restricts to the sheets that the staff member teaches on Day.
	StaffID string
	Day     string
	// After is the place behind which the page begins; the zero place is the start.
	After SheetPlace
	Limit int
}

// SheetPlace orders sheets: by class label, subject, id.
type SheetPlace struct{ Label, Subject, ID string }

// Place is where the sheet stands in a list.
func (s *Sheet) Place() SheetPlace { return SheetPlace{s.Label, s.Subject, s.ID} }

const sqlListSheets = `SELECT mark_sheets.sheet_id, mark_sheets.class_id, mark_sheets.school_year, mark_sheets.semester,
 mark_sheets.subject, mark_sheets.scale, mark_sheets.mark_columns, mark_sheets.state, mark_sheets.publish_at,
 mark_sheets.entered, c.label, s.node
 FROM mark_sheets
 JOIN proj_classes c ON c.school = mark_sheets.school AND c.class_id = mark_sheets.class_id
 JOIN proj_schools s ON s.school = mark_sheets.school
 WHERE mark_sheets.school_year = $1 AND mark_sheets.semester = $2`

const sqlListSheetsOrder = ` AND (c.label, mark_sheets.subject, mark_sheets.sheet_id) > ($3, $4, $5)
 ORDER BY c.label, mark_sheets.subject, mark_sheets.sheet_id LIMIT $6`

const sqlOfSchool = ` AND mark_sheets.school = $7`

const sqlOfClass = ` AND mark_sheets.school = $7 AND mark_sheets.class_id = $8`

// The schools of the staff member come first, so that the sheets are found by their key.
const sqlTaughtBy = ` AND mark_sheets.school IN (SELECT a.school FROM proj_assignments a WHERE a.staff_id = $7)
 AND EXISTS (SELECT 1 FROM proj_assignments a
 WHERE a.school = mark_sheets.school AND a.class_id = mark_sheets.class_id AND a.subject = mark_sheets.subject
 AND a.staff_id = $7 AND a.from_date <= $8 AND (a.to_date = '' OR a.to_date > $8))
 AND ($9 = '' OR mark_sheets.class_id = $9)`

// ListSheets reads a page of sheets without their columns, in order of place.
func ListSheets(ctx context.Context, q sqldb.Querier, f SheetFilter) ([]*Sheet, error) {
	args := []any{f.SchoolYear, f.Semester, f.After.Label, f.After.Subject, f.After.ID, f.Limit}
	text := sqlListSheets
	switch {
	case f.StaffID != "":
		text, args = text+sqlTaughtBy, append(args, f.StaffID, f.Day, f.ClassID)
	case f.ClassID != "":
		text, args = text+sqlOfClass, append(args, roster.SchoolOf(f.ClassID), f.ClassID)
	default:
		text, args = text+sqlOfSchool, append(args, f.School)
	}
	rows, err := q.Query(ctx, text+sqlListSheetsOrder, args...)
	if err != nil {
		return nil, fmt.Errorf("listing mark sheets: %w", err)
	}
	defer rows.Close()
	var list []*Sheet
	for rows.Next() {
		s := &Sheet{}
		err := rows.Scan(&s.ID, &s.ClassID, &s.SchoolYear, &s.Semester, &s.Subject, &s.Scale, &s.MarkColumns, &s.State,
			&s.PublishAt, &s.Entered, &s.Label, &s.Node)
		if err != nil {
			return nil, fmt.Errorf("listing mark sheets: %w", err)
		}
		s.School = roster.SchoolOf(s.ID)
		list = append(list, s)
	}
	return list, rows.Err()
}

// Progress is what today's class makes of a sheet's counters.
type Progress struct {
	// Students are those in the class today.
	Students int64
	// OfLeft are the filled cells of students who have left: they no longer count.
	OfLeft int64
}

const sqlCountStudents = `SELECT e.class_id, e.student_id,
 MAX(CASE WHEN e.to_date = '' OR e.to_date > $1 THEN 1 ELSE 0 END)
 FROM proj_enrolments e WHERE e.from_date <= $1 AND e.school IN (`

const sqlCountStudentsGroup = `) GROUP BY e.class_id, e.student_id`

const sqlCountCells = `SELECT sheet_id, student_id, COUNT(*) FROM cells WHERE state <> 'MISSING' AND school IN (`

const sqlCountCellsGroup = `) GROUP BY sheet_id, student_id`

// ProgressOf reads, for the sheets of a page, how many students their classes
// have on the day and how much of what is entered belongs to those who left.
func ProgressOf(ctx context.Context, q sqldb.Querier, sheets []*Sheet, day string) (map[string]Progress, error) {
	result := make(map[string]Progress, len(sheets))
	if len(sheets) == 0 {
		return result, nil
	}
	schools, classes := make([]string, len(sheets)), make([]string, len(sheets))
	for i, s := range sheets {
		schools[i], classes[i] = s.School, s.ClassID
	}
	slices.Sort(schools)
	slices.Sort(classes)
	students, gone, err := countStudents(ctx, q, slices.Compact(schools), slices.Compact(classes), day)
	if err != nil {
		return nil, err
	}
	for _, s := range sheets {
		result[s.ID] = Progress{Students: students[s.ClassID]}
	}
	if len(gone) == 0 {
		return result, nil
	}
	return result, countCells(ctx, q, sheets, gone, result)
}

func countStudents(ctx context.Context, q sqldb.Querier, schools, classes []string, day string) (map[string]int64, map[string][]string, error) {
	inSchools, schoolArgs := sqldb.InList(2, schools)
	inClasses, classArgs := sqldb.InList(2+len(schoolArgs), classes)
	args := append(append([]any{day}, schoolArgs...), classArgs...)
	rows, err := q.Query(ctx, sqlCountStudents+inSchools+`) AND e.class_id IN (`+inClasses+sqlCountStudentsGroup, args...)
	if err != nil {
		return nil, nil, fmt.Errorf("counting students: %w", err)
	}
	defer rows.Close()
	students, gone := map[string]int64{}, map[string][]string{}
	for rows.Next() {
		var (
			class, student string
			present        int64
		)
		if err := rows.Scan(&class, &student, &present); err != nil {
			return nil, nil, fmt.Errorf("counting students: %w", err)
		}
		if present == 1 {
			students[class]++
		} else {
			gone[class] = append(gone[class], student)
		}
	}
	return students, gone, rows.Err()
}

// countCells counts filled cells of students who left the sheet's own class: one of
// them may sit in another class of the page, where his cells count.
func countCells(ctx context.Context, q sqldb.Querier, sheets []*Sheet, gone map[string][]string, into map[string]Progress) error {
	var schools, ids, students []string
	classOf := map[string]string{}
	for _, s := range sheets {
		if len(gone[s.ClassID]) > 0 {
			schools, ids = append(schools, s.School), append(ids, s.ID)
			classOf[s.ID] = s.ClassID
		}
	}
	for _, list := range gone {
		students = append(students, list...)
	}
	slices.Sort(schools)
	inSchools, schoolArgs := sqldb.InList(1, slices.Compact(schools))
	inSheets, sheetArgs := sqldb.InList(1+len(schoolArgs), ids)
	inStudents, studentArgs := sqldb.InList(1+len(schoolArgs)+len(sheetArgs), students)
	rows, err := q.Query(ctx, sqlCountCells+inSchools+`) AND sheet_id IN (`+inSheets+`) AND student_id IN (`+inStudents+
		sqlCountCellsGroup, slices.Concat(schoolArgs, sheetArgs, studentArgs)...)
	if err != nil {
		return fmt.Errorf("counting cells: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var (
			id, student string
			n           int64
		)
		if err := rows.Scan(&id, &student, &n); err != nil {
			return fmt.Errorf("counting cells: %w", err)
		}
		if slices.Contains(gone[classOf[id]], student) {
			p := into[id]
			p.OfLeft += n
			into[id] = p
		}
	}
	return rows.Err()
}
