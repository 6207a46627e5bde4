package store

import (
	"context"
	"slices"

	"github.com/massar-platform/massar/platform/sqldb"
)

// Student is a row of students, with the enrolment that was asked for.
type Student struct {
	ID, MassarCode         string
	NameAr, NameLatin      string
	Folded, SortKey        string
	Sex                    string
	BirthDate, BirthPlace  string
	Version                int64
	School, ClassID, Label string
	Number                 int
	From, To               string
	// Year, Began and Ended are those of the enrolment.
	Year, Began, Ended string
}

func scanStudent(row interface{ Scan(...any) error }) (s Student, err error) {
	var to *string
	err = row.Scan(&s.ID, &s.MassarCode, &s.NameAr, &s.NameLatin, &s.SortKey, &s.Sex, &s.BirthDate, &s.Version,
		&s.School, &s.ClassID, &s.Label, &s.Number, &s.From, &to, &s.Year, &s.Began, &s.Ended)
	if to != nil {
		s.To = *to
	}
	return s, err
}

const sqlGetStudent = `
SELECT s.student_id, s.massar_code, s.name_ar, s.name_latin, s.sort_key, s.sex, s.birth_date, s.version,
       e.school, e.class_id, c.label, e.number, e.from_date, e.to_date, e.school_year, e.began, e.ended
FROM students s
JOIN enrolments e ON e.student_id = s.student_id
JOIN classes c ON c.class_id = e.class_id
WHERE s.student_id = $1
ORDER BY e.school_year DESC, CASE WHEN e.from_date <= $2 AND (e.to_date IS NULL OR e.to_date > $2) THEN 0 ELSE 1 END,
         e.from_date DESC, e.enrolment_id DESC LIMIT 1`

// GetStudent reads a student with the enrolment of his latest school year that holds on a day, else with the
// latest; sqldb.ErrNoRows when there is none.
func GetStudent(ctx context.Context, q sqldb.Querier, studentID, today string) (Student, error) {
	return scanStudent(q.QueryRow(ctx, sqlGetStudent, studentID, today))
}

const sqlFindStudent = `
SELECT s.student_id, s.massar_code, s.name_ar, s.name_latin, s.sort_key, s.sex, s.birth_date, s.version,
       e.school, e.class_id, c.label, e.number, e.from_date, e.to_date, e.school_year, e.began, e.ended
FROM students s
JOIN enrolments e ON e.student_id = s.student_id
JOIN classes c ON c.class_id = e.class_id
WHERE s.massar_code = $1
ORDER BY e.school_year DESC, CASE WHEN e.from_date <= $2 AND (e.to_date IS NULL OR e.to_date > $2) THEN 0 ELSE 1 END,
         e.from_date DESC, e.enrolment_id DESC LIMIT 1`

// FindStudent reads a student by his code, with the enrolment that GetStudent would give; sqldb.ErrNoRows when
// there is none.
func FindStudent(ctx context.Context, q sqldb.Querier, code, today string) (Student, error) {
	return scanStudent(q.QueryRow(ctx, sqlFindStudent, code, today))
}

const sqlListClassStudents = `
SELECT s.student_id, s.massar_code, s.name_ar, s.name_latin, s.sort_key, s.sex, s.birth_date, s.version,
       e.school, e.class_id, c.label, e.number, e.from_date, e.to_date, e.school_year, e.began, e.ended
FROM enrolments e
JOIN students s ON s.student_id = e.student_id
JOIN classes c ON c.class_id = e.class_id
WHERE e.class_id = $1
ORDER BY CASE WHEN e.to_date IS NULL OR e.to_date > $2 THEN 0 ELSE 1 END, e.number, s.student_id LIMIT 500`

// ListClassStudents lists everybody who is or was in a class, those who left by a day last.
func ListClassStudents(ctx context.Context, q sqldb.Querier, classID, today string) ([]Student, error) {
	return collect(ctx, q, scanStudent, sqlListClassStudents, classID, today)
}

// The page begins behind a student, not behind a name: names have no place in page tokens.
const sqlSearchStudents = `
SELECT s.student_id, s.massar_code, s.name_ar, s.name_latin, s.sort_key, s.sex, s.birth_date, s.version,
       e.school, e.class_id, c.label, e.number, e.from_date, e.to_date, e.school_year, e.began, e.ended
FROM enrolments e
JOIN students s ON s.student_id = e.student_id
JOIN classes c ON c.class_id = e.class_id
WHERE e.school = $1 AND e.school_year = $2 AND (e.to_date IS NULL OR e.to_date > $7 AND e.to_date > e.from_date)
  -- Who is to change class is found once, where he is now.
  AND NOT EXISTS (
    SELECT 1 FROM enrolments n
    WHERE n.student_id = e.student_id AND n.school = e.school AND n.school_year = e.school_year AND n.from_date < e.from_date
      AND (n.to_date IS NULL OR n.to_date > $7 AND n.to_date > n.from_date))
  AND (s.folded LIKE $3 ESCAPE '\' OR s.massar_code = $4)
  AND ($5 = '' OR (s.sort_key, s.student_id) > (
    SELECT b.sort_key, b.student_id FROM students b
    WHERE b.student_id = $5 AND EXISTS (SELECT 1 FROM enrolments o WHERE o.student_id = b.student_id AND o.school = $1)))
ORDER BY s.sort_key, s.student_id LIMIT $6`

// SearchStudents finds students of a school who are enrolled on a day, by a LIKE pattern over folded names or
// by code, after one.
func SearchStudents(ctx context.Context, q sqldb.Querier, school, year, pattern, code, afterID, today string, limit int64) ([]Student, error) {
	return collect(ctx, q, scanStudent, sqlSearchStudents, school, year, pattern, code, afterID, limit, today)
}

// What a student was in a school and year is what his last enrolment there says: those that were taken back do not
// count, and who left and came back is there.
const sqlListByStatus = `
SELECT s.student_id, s.massar_code, s.name_ar, s.name_latin, s.sort_key, s.sex, s.birth_date, s.version,
       e.school, e.class_id, c.label, e.number, e.from_date, e.to_date, e.school_year, e.began, e.ended
FROM enrolments e
JOIN students s ON s.student_id = e.student_id
JOIN classes c ON c.class_id = e.class_id
WHERE e.school = $1 AND e.school_year = $2 AND e.from_date <= $7
  AND (e.to_date IS NULL OR e.to_date > e.from_date OR e.ended = 'DID_NOT_JOIN')
  AND CASE WHEN e.to_date IS NULL OR e.to_date > $7 THEN e.began
           WHEN e.ended IN ('', 'CHANGED') THEN 'LEFT' ELSE e.ended END = $3
  AND NOT EXISTS (
    SELECT 1 FROM enrolments n
    WHERE n.student_id = e.student_id AND n.school = e.school AND n.school_year = e.school_year AND n.from_date <= $7
      AND (n.to_date IS NULL OR n.to_date > n.from_date OR n.ended = 'DID_NOT_JOIN')
      AND (n.from_date, n.enrolment_id) > (e.from_date, e.enrolment_id))
  AND (s.folded LIKE $4 ESCAPE '\' OR s.massar_code = $5)
  AND ($6 = '' OR (s.sort_key, s.student_id) > (
    SELECT b.sort_key, b.student_id FROM students b
    WHERE b.student_id = $6 AND EXISTS (SELECT 1 FROM enrolments o WHERE o.student_id = b.student_id AND o.school = $1)))
ORDER BY s.sort_key, s.student_id LIMIT $8`

// ListByStatus finds students of a school and year by what they are, or were, on a day, and by a LIKE pattern over
// folded names or by code, after one.
func ListByStatus(ctx context.Context, q sqldb.Querier, school, year, status, pattern, code, afterID, day string, limit int64) ([]Student, error) {
	return collect(ctx, q, scanStudent, sqlListByStatus, school, year, status, pattern, code, afterID, day, limit)
}

const sqlInsertStudents = `
INSERT INTO students (student_id, massar_code, name_ar, name_latin, folded, sort_key, sex, birth_date, birth_place, version) VALUES `

// InsertStudents writes new students, many rows a statement.
func InsertStudents(ctx context.Context, tx sqldb.Tx, students []Student) error {
	rows := make([][]any, 0, len(students))
	for _, s := range students {
		rows = append(rows, []any{s.ID, s.MassarCode, s.NameAr, s.NameLatin, s.Folded, s.SortKey, s.Sex, s.BirthDate, s.BirthPlace, s.Version})
	}
	_, err := tx.ExecRows(ctx, sqlInsertStudents, "", rows)
	return err
}

const sqlUpdateStudent = `
UPDATE students SET name_ar = $2, name_latin = $3, folded = $4, sort_key = $5, sex = $6, birth_date = $7, birth_place = $8, version = version + 1
WHERE student_id = $1 AND version = $9`

// updatesAtOnce bounds one round trip of UpdateStudents.
const updatesAtOnce = 256

// UpdateStudents writes what a newer class list says of students; false when somebody was faster with one.
func UpdateStudents(ctx context.Context, tx sqldb.Tx, students []Student) (bool, error) {
	for chunk := range slices.Chunk(students, updatesAtOnce) {
		statements := make([]sqldb.Statement, 0, len(chunk))
		for _, s := range chunk {
			statements = append(statements, sqldb.Statement{SQL: sqlUpdateStudent, Args: []any{
				s.ID, s.NameAr, s.NameLatin, s.Folded, s.SortKey, s.Sex, s.BirthDate, s.BirthPlace, s.Version,
			}})
		}
		touched, err := tx.ExecAll(ctx, statements...)
		if err != nil {
			return false, err
		}
		if slices.ContainsFunc(touched, func(n int64) bool { return n != 1 }) {
			return false, nil
		}
	}
	return true, nil
}

func scanKnown(row interface{ Scan(...any) error }) (k Student, err error) {
	err = row.Scan(&k.ID, &k.MassarCode, &k.NameAr, &k.NameLatin, &k.Sex, &k.BirthDate, &k.BirthPlace, &k.Version, &k.ClassID, &k.To, &k.School)
	return k, err
}

const sqlKnownStudentsHead = `
SELECT s.student_id, s.massar_code, s.name_ar, s.name_latin, s.sex, s.birth_date, s.birth_place, s.version,
       COALESCE((SELECT e.class_id FROM enrolments e WHERE e.student_id = s.student_id AND e.school_year = $1 AND e.to_date IS NULL), ''),
       COALESCE((SELECT MAX(e.to_date) FROM enrolments e WHERE e.student_id = s.student_id), ''),
       COALESCE((SELECT e.school FROM enrolments e WHERE e.student_id = s.student_id
                 ORDER BY e.school_year DESC, e.from_date DESC, e.enrolment_id DESC LIMIT 1), '')
FROM students s
WHERE s.massar_code IN (`

// KnownStudents finds students by code, with the class where they are enrolled in a year (ClassID, empty for
// none), the day when they last left one (To) and the school where they were last enrolled (School).
func KnownStudents(ctx context.Context, q sqldb.Querier, year string, codes []string) (map[string]Student, error) {
	known := make(map[string]Student, len(codes))
	for chunk := range slices.Chunk(codes, 256) {
		list, args := sqldb.InList(2, chunk)
		found, err := collect(ctx, q, scanKnown, sqlKnownStudentsHead+list+")", append([]any{year}, args...)...)
		if err != nil {
			return nil, err
		}
		for _, student := range found {
			known[student.MassarCode] = student
		}
	}
	return known, nil
}

const sqlListStudentsHead = `
SELECT s.student_id, s.massar_code, s.name_ar, s.name_latin, s.sort_key, s.sex, s.birth_date, s.version,
       e.school, e.class_id, c.label, e.number, e.from_date, e.to_date, e.school_year, e.began, e.ended
FROM students s
JOIN enrolments e ON e.student_id = s.student_id
JOIN classes c ON c.class_id = e.class_id
WHERE NOT EXISTS (
    SELECT 1 FROM enrolments n WHERE n.student_id = e.student_id
      AND (n.school_year, CASE WHEN n.from_date <= $1 AND (n.to_date IS NULL OR n.to_date > $1) THEN 1 ELSE 0 END, n.from_date, n.enrolment_id) >
          (e.school_year, CASE WHEN e.from_date <= $1 AND (e.to_date IS NULL OR e.to_date > $1) THEN 1 ELSE 0 END, e.from_date, e.enrolment_id))
  AND s.student_id IN (`

// ListStudents reads students by id, each with the enrolment that GetStudent would give.
func ListStudents(ctx context.Context, q sqldb.Querier, studentIDs []string, today string) ([]Student, error) {
	list, args := sqldb.InList(2, studentIDs)
	return collect(ctx, q, scanStudent, sqlListStudentsHead+list+")", append([]any{today}, args...)...)
}
