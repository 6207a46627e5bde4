package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/massar-platform/massar/platform/sqldb"
)

// Rows of the projection, as school's change feed gives them.
type (
	// School is a school with the settings that grade obeys.
	School struct {
		Code         string
		Node         string
		Name         Name
		Cycle        string
		ShowRank     bool
		EarlyRelease bool
		Version      int64
	}
	// Class is a class of one school year.
	Class struct {
		ID         string
		SchoolYear string
		Label      string
		Level      string
		Stream     string
		Version    int64
	}
	// Student is a pupil.
	Student struct {
		ID         string
		MassarCode string
		Name       Name
		BirthDate  string
		Version    int64
	}
	// Enrolment is a student's place in a class between two days, both included.
	Enrolment struct {
		ID        string
		StudentID string
		ClassID   string
		Number    int
		From, To  string
		Version   int64
	}
	// Assignment lets a staff member teach a subject to a class between two days.
	Assignment struct {
		ID       string
		ClassID  string
		Subject  string
		StaffID  string
		From, To string
		Version  int64
	}
	// Staff is a member of a school's staff.
	Staff struct {
		ID      string
		School  string
		Name    Name
		Version int64
	}
)

// Batch is a page of school's changes by kind. Each list holds a row at most
// once, in its newest version.
type Batch struct {
	Schools     []School
	Classes     []Class
	Students    []Student
	Enrolments  []Enrolment
	Assignments []Assignment
	Staff       []Staff
}

const sqlCursor = `SELECT pos FROM projection_cursor WHERE source = $1`

// Cursor is how far the feed of a source was applied; 0 for never.
func Cursor(ctx context.Context, q sqldb.Querier, source string) (int64, error) {
	pos := int64(0)
	err := q.QueryRow(ctx, sqlCursor, source).Scan(&pos)
	if err != nil && !errors.Is(err, sqldb.ErrNoRows) {
		return 0, fmt.Errorf("reading the cursor of the projection: %w", err)
	}
	return pos, nil
}

const sqlMoveCursor = `INSERT INTO projection_cursor (source, pos, at) VALUES ($1, $2, $3)
 ON CONFLICT (source) DO UPDATE SET pos = excluded.pos, at = excluded.at WHERE projection_cursor.pos < excluded.pos`

// MoveCursor moves the cursor forward; false when another process has been there,
// and then nothing of this page needs to be written.
func MoveCursor(ctx context.Context, tx sqldb.Tx, source string, pos, now int64) (bool, error) {
	n, err := tx.Exec(ctx, sqlMoveCursor, source, pos, now)
	if err != nil {
		return false, fmt.Errorf("moving the cursor of the projection: %w", err)
	}
	return n == 1, nil
}

const (
	sqlApplySchools = `INSERT INTO proj_schools (school, node, name_ar, name_latin, cycle, show_rank, early_release, version) VALUES`

	sqlApplySchoolsConflict = `ON CONFLICT (school) DO UPDATE SET node = excluded.node, name_ar = excluded.name_ar,
 name_latin = excluded.name_latin, cycle = excluded.cycle, show_rank = excluded.show_rank,
 early_release = excluded.early_release, version = excluded.version WHERE proj_schools.version < excluded.version`

	sqlApplyClasses = `INSERT INTO proj_classes (school, class_id, school_year, label, level, stream, version) VALUES`

	sqlApplyClassesConflict = `ON CONFLICT (school, class_id) DO UPDATE SET school_year = excluded.school_year,
 label = excluded.label, level = excluded.level, stream = excluded.stream, version = excluded.version
 WHERE proj_classes.version < excluded.version`

	sqlApplyStudents = `INSERT INTO proj_students (student_id, massar_code, name_ar, name_latin, birth_date, version) VALUES`

	sqlApplyStudentsConflict = `ON CONFLICT (student_id) DO UPDATE SET massar_code = excluded.massar_code,
 name_ar = excluded.name_ar, name_latin = excluded.name_latin, birth_date = excluded.birth_date,
 version = excluded.version WHERE proj_students.version < excluded.version`

	sqlApplyEnrolments = `INSERT INTO proj_enrolments (school, class_id, enrolment_id, student_id, number, from_date, to_date,
 version) VALUES`

	sqlApplyEnrolmentsConflict = `ON CONFLICT (school, class_id, enrolment_id) DO UPDATE SET student_id = excluded.student_id,
 number = excluded.number, from_date = excluded.from_date, to_date = excluded.to_date, version = excluded.version
 WHERE proj_enrolments.version < excluded.version`

	sqlApplyAssignments = `INSERT INTO proj_assignments (school, class_id, assignment_id, subject, staff_id, from_date, to_date,
 version) VALUES`

	sqlApplyAssignmentsConflict = `ON CONFLICT (school, class_id, assignment_id) DO UPDATE SET subject = excluded.subject,
 staff_id = excluded.staff_id, from_date = excluded.from_date, to_date = excluded.to_date, version = excluded.version
 WHERE proj_assignments.version < excluded.version`

	sqlApplyStaff = `INSERT INTO proj_staff (staff_id, school, name_ar, name_latin, version) VALUES`

	sqlApplyStaffConflict = `ON CONFLICT (staff_id) DO UPDATE SET school = excluded.school, name_ar = excluded.name_ar,
 name_latin = excluded.name_latin, version = excluded.version WHERE proj_staff.version < excluded.version`
)

// Apply writes the rows of a page, each only over an older version of itself.
func Apply(ctx context.Context, tx sqldb.Tx, b Batch) error {
	return errors.Join(
		apply(ctx, tx, sqlApplySchools, sqlApplySchoolsConflict, b.Schools, func(s School) []any {
			return []any{s.Code, s.Node, s.Name.Ar, s.Name.Latin, s.Cycle, s.ShowRank, s.EarlyRelease, s.Version}
		}),
		apply(ctx, tx, sqlApplyClasses, sqlApplyClassesConflict, b.Classes, func(c Class) []any {
			return []any{SchoolOf(c.ID), c.ID, c.SchoolYear, c.Label, c.Level, c.Stream, c.Version}
		}),
		apply(ctx, tx, sqlApplyStudents, sqlApplyStudentsConflict, b.Students, func(s Student) []any {
			return []any{s.ID, s.MassarCode, s.Name.Ar, s.Name.Latin, s.BirthDate, s.Version}
		}),
		apply(ctx, tx, sqlApplyEnrolments, sqlApplyEnrolmentsConflict, b.Enrolments, func(e Enrolment) []any {
			return []any{SchoolOf(e.ClassID), e.ClassID, e.ID, e.StudentID, e.Number, e.From, e.To, e.Version}
		}),
		apply(ctx, tx, sqlApplyAssignments, sqlApplyAssignmentsConflict, b.Assignments, func(a Assignment) []any {
			return []any{SchoolOf(a.ClassID), a.ClassID, a.ID, a.Subject, a.StaffID, a.From, a.To, a.Version}
		}),
		apply(ctx, tx, sqlApplyStaff, sqlApplyStaffConflict, b.Staff, func(s Staff) []any {
			return []any{s.ID, s.School, s.Name.Ar, s.Name.Latin, s.Version}
		}),
	)
}

func apply[T any](ctx context.Context, tx sqldb.Tx, prefix, suffix string, list []T, row func(T) []any) error {
	if len(list) == 0 {
		return nil
	}
	rows := make([][]any, len(list))
	for i, item := range list {
		rows[i] = row(item)
	}
	if _, err := tx.ExecRows(ctx, prefix, suffix, rows); err != nil {
		return fmt.Errorf("writing the projection: %w", err)
	}
	return nil
}

const sqlClass = `SELECT school_year, label, level, stream, version FROM proj_classes WHERE school = $1 AND class_id = $2`

// FindClass reads a class of the projection.
func FindClass(ctx context.Context, q sqldb.Querier, classID string) (Class, error) {
	c := Class{ID: classID}
	err := q.QueryRow(ctx, sqlClass, SchoolOf(classID), classID).Scan(&c.SchoolYear, &c.Label, &c.Level, &c.Stream, &c.Version)
	if errors.Is(err, sqldb.ErrNoRows) {
		return c, ErrNotFound
	}
	if err != nil {
		return c, fmt.Errorf("reading a class: %w", err)
	}
	return c, nil
}

const sqlSchool = `SELECT node, name_ar, name_latin, cycle, show_rank, early_release, version FROM proj_schools WHERE school = $1`

// FindSchool reads a school of the projection.
func FindSchool(ctx context.Context, q sqldb.Querier, code string) (School, error) {
	s := School{Code: code}
	err := q.QueryRow(ctx, sqlSchool, code).Scan(&s.Node, &s.Name.Ar, &s.Name.Latin, &s.Cycle, &s.ShowRank, &s.EarlyRelease, &s.Version)
	if errors.Is(err, sqldb.ErrNoRows) {
		return s, ErrNotFound
	}
	if err != nil {
		return s, fmt.Errorf("reading a school: %w", err)
	}
	return s, nil
}
