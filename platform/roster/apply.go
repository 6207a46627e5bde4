package roster

import (
	"context"
	"errors"
	"fmt"

	"github.com/massar-platform/massar/platform/sqldb"
)

const (
	sqlApplySchools = `INSERT INTO proj_schools (school, node, name_ar, name_latin, cycle, show_rank, early_release,
 version) VALUES`

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

// writePage writes the rows of a page, each only over an older version of itself.
func writePage(ctx context.Context, tx sqldb.Tx, p Page) error {
	return errors.Join(
		writeRows(ctx, tx, sqlApplySchools, sqlApplySchoolsConflict, p.Schools, func(s School) []any {
			return []any{s.Code, s.Node, s.Name.Ar, s.Name.Latin, s.Cycle, s.ShowRank, s.EarlyRelease, s.Version}
		}),
		writeRules(ctx, tx, p.Schools),
		writeRows(ctx, tx, sqlApplyClasses, sqlApplyClassesConflict, p.Classes, func(c Class) []any {
			return []any{c.School, c.ID, c.SchoolYear, c.Label, c.Level, c.Stream, c.Version}
		}),
		writeRows(ctx, tx, sqlApplyStudents, sqlApplyStudentsConflict, p.Students, func(s Student) []any {
			return []any{s.ID, s.MassarCode, s.Name.Ar, s.Name.Latin, s.BirthDate, s.Version}
		}),
		writeRows(ctx, tx, sqlApplyEnrolments, sqlApplyEnrolmentsConflict, p.Enrolments, func(e Enrolment) []any {
			return []any{SchoolOf(e.ClassID), e.ClassID, e.ID, e.StudentID, e.Number, e.From, e.To, e.Version}
		}),
		writeRows(ctx, tx, sqlApplyAssignments, sqlApplyAssignmentsConflict, p.Assignments, func(a Assignment) []any {
			return []any{a.School, a.ClassID, a.ID, a.Subject, a.StaffID, a.From, a.To, a.Version}
		}),
		writeRows(ctx, tx, sqlApplyStaff, sqlApplyStaffConflict, p.Staff, func(s Staff) []any {
			return []any{s.ID, s.School, s.Name.Ar, s.Name.Latin, s.Version}
		}),
		writeGroups(ctx, tx, p.Groups),
	)
}

func writeRows[T any](ctx context.Context, tx sqldb.Tx, prefix, suffix string, list []T, row func(T) []any) error {
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

const (
	sqlMoveGroup = `INSERT INTO proj_groups (school, class_id, name, version) VALUES ($1, $2, $3, $4)
 ON CONFLICT (school, class_id, name) DO UPDATE SET version = excluded.version WHERE proj_groups.version < excluded.version`

	sqlEmptyGroup = `DELETE FROM proj_group_members WHERE school = $1 AND class_id = $2 AND name = $3`

	sqlFillGroup = `INSERT INTO proj_group_members (school, class_id, enrolment_id, name, from_date, to_date) VALUES`

	sqlFillGroupConflict = `ON CONFLICT (school, class_id, enrolment_id, name, from_date) DO NOTHING`
)

// writeGroups replaces the members of those groups that are newer than what is known.
func writeGroups(ctx context.Context, tx sqldb.Tx, groups []Group) error {
	for _, g := range groups {
		school := SchoolOf(g.ClassID)
		n, err := tx.Exec(ctx, sqlMoveGroup, school, g.ClassID, g.Name, g.Version)
		if err != nil {
			return fmt.Errorf("writing a group of the projection: %w", err)
		}
		if n == 0 {
			continue
		}
		if _, err := tx.Exec(ctx, sqlEmptyGroup, school, g.ClassID, g.Name); err != nil {
			return fmt.Errorf("emptying a group of the projection: %w", err)
		}
		if err := writeRows(ctx, tx, sqlFillGroup, sqlFillGroupConflict, g.Members, func(m Membership) []any {
			return []any{school, g.ClassID, m.EnrolmentID, g.Name, m.From, m.To}
		}); err != nil {
			return err
		}
	}
	return nil
}
