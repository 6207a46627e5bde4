package roster

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/sqldb"
)

// found gives ErrNotFound for a row that is not there.
func found(err error, doing string) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, sqldb.ErrNoRows):
		return ErrNotFound
	}
	return fmt.Errorf("%s: %w", doing, err)
}

const (
	schoolColumns = `school, node, name_ar, name_latin, cycle, show_rank, early_release, version`

	sqlFindSchool = `SELECT ` + schoolColumns + ` FROM proj_schools WHERE school = $1`

	sqlSchoolNodes = `SELECT ` + schoolColumns + ` FROM proj_schools ORDER BY school`
)

func scanSchool(row sqldb.Row) (s School, err error) {
	err = row.Scan(&s.Code, &s.Node, &s.Name.Ar, &s.Name.Latin, &s.Cycle, &s.ShowRank, &s.EarlyRelease, &s.Version)
	return s, err
}

// FindSchool reads a school.
func FindSchool(ctx context.Context, q sqldb.Querier, code string) (School, error) {
	s, err := scanSchool(q.QueryRow(ctx, sqlFindSchool, code))
	return s, found(err, "reading a school")
}

// SchoolNodes are all schools that are known, by code.
func SchoolNodes(ctx context.Context, q sqldb.Querier) ([]School, error) {
	return sqldb.List(ctx, q, "reading the schools", scanSchool, sqlSchoolNodes)
}

const (
	classColumns = `class_id, school, school_year, label, level, stream, version`

	sqlFindClass = `SELECT ` + classColumns + ` FROM proj_classes WHERE school = $1 AND class_id = $2`

	sqlSchoolClasses = `SELECT ` + classColumns + ` FROM proj_classes WHERE school = $1 AND school_year = $2`
)

func scanClass(row sqldb.Row) (c Class, err error) {
	err = row.Scan(&c.ID, &c.School, &c.SchoolYear, &c.Label, &c.Level, &c.Stream, &c.Version)
	return c, err
}

// FindClass reads a class.
func FindClass(ctx context.Context, q sqldb.Querier, classID string) (Class, error) {
	c, err := scanClass(q.QueryRow(ctx, sqlFindClass, SchoolOf(classID), classID))
	return c, found(err, "reading a class")
}

// SchoolClasses are the classes of a school in a year, by label: class 2 before class 10.
func SchoolClasses(ctx context.Context, q sqldb.Querier, school, year string) ([]Class, error) {
	classes, err := sqldb.List(ctx, q, "reading the classes of a school", scanClass, sqlSchoolClasses, school, year)
	sortBy(classes, func(c Class) (string, string) { return c.Label, c.ID })
	return classes, err
}

const (
	studentColumns = `student_id, massar_code, name_ar, name_latin, birth_date, version`

	sqlFindStudent = `SELECT ` + studentColumns + ` FROM proj_students WHERE student_id = $1`

	sqlStudents = `SELECT ` + studentColumns + ` FROM proj_students WHERE student_id IN (`
)

func scanStudent(row sqldb.Row) (s Student, err error) {
	err = row.Scan(&s.ID, &s.MassarCode, &s.Name.Ar, &s.Name.Latin, &s.BirthDate, &s.Version)
	return s, err
}

// FindStudent reads a student.
func FindStudent(ctx context.Context, q sqldb.Querier, studentID string) (Student, error) {
	s, err := scanStudent(q.QueryRow(ctx, sqlFindStudent, studentID))
	return s, found(err, "reading a student")
}

// Students gives students by id, of those that are known.
func Students(ctx context.Context, q sqldb.Querier, studentIDs []string) (map[string]Student, error) {
	known := make(map[string]Student, len(studentIDs))
	if len(studentIDs) == 0 {
		return known, nil
	}
	in, args := sqldb.InList(1, studentIDs)
	students, err := sqldb.List(ctx, q, "reading students", scanStudent, sqlStudents+in+`)`, args...)
	for _, s := range students {
		known[s.ID] = s
	}
	return known, err
}

const (
	staffColumns = `staff_id, school, name_ar, name_latin, version`

	sqlFindStaff = `SELECT ` + staffColumns + ` FROM proj_staff WHERE staff_id = $1`

	sqlSchoolStaff = `SELECT ` + staffColumns + ` FROM proj_staff WHERE school = $1`

	sqlStaffNames = `SELECT ` + staffColumns + ` FROM proj_staff WHERE staff_id IN (`
)

func scanStaff(row sqldb.Row) (s Staff, err error) {
	err = row.Scan(&s.ID, &s.School, &s.Name.Ar, &s.Name.Latin, &s.Version)
	return s, err
}

// FindStaff reads a member of staff.
func FindStaff(ctx context.Context, q sqldb.Querier, staffID string) (Staff, error) {
	s, err := scanStaff(q.QueryRow(ctx, sqlFindStaff, staffID))
	return s, found(err, "reading a staff member")
}

// SchoolStaff is the staff of a school, by name.
func SchoolStaff(ctx context.Context, q sqldb.Querier, school string) ([]Staff, error) {
	staff, err := sqldb.List(ctx, q, "reading the staff of a school", scanStaff, sqlSchoolStaff, school)
	sortBy(staff, func(s Staff) (string, string) { return s.Name.Ar + " " + s.Name.Latin, s.ID })
	return staff, err
}

// StaffNames gives the names of staff members by id, of those that are known.
func StaffNames(ctx context.Context, q sqldb.Querier, staffIDs []string) (map[string]Name, error) {
	names := make(map[string]Name, len(staffIDs))
	if len(staffIDs) == 0 {
		return names, nil
	}
	in, args := sqldb.InList(1, staffIDs)
	staff, err := sqldb.List(ctx, q, "reading names of staff", scanStaff, sqlStaffNames+in+`)`, args...)
	for _, s := range staff {
		names[s.ID] = s.Name
	}
	return names, err
}

// sortBy orders rows as people order names; engines do not agree on that.
func sortBy[T any](rows []T, key func(T) (name, id string)) {
	keys := make(map[string]string, len(rows))
	for _, row := range rows {
		name, id := key(row)
		keys[id] = localtext.SortKey(name) + id
	}
	slices.SortFunc(rows, func(a, b T) int {
		_, left := key(a)
		_, right := key(b)
		return strings.Compare(keys[left], keys[right])
	})
}
