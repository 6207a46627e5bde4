package store

import (
	"cmp"
	"context"
	"fmt"

	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/services/grade/internal/control"
	"github.com/massar-platform/massar/services/grade/internal/entry"
)

// Day is the lessons of one class and subject on one day.
type Day struct {
	School  string
	ClassID string
	Subject string
	Date    string
}

// Compare orders days as their key does.
func (d Day) Compare(o Day) int {
	return cmp.Or(cmp.Compare(d.School, o.School), cmp.Compare(d.ClassID, o.ClassID), cmp.Compare(d.Subject, o.Subject), cmp.Compare(d.Date, o.Date))
}

func (d Day) args(more ...any) []any {
	return append([]any{d.School, d.ClassID, d.Subject, d.Date}, more...)
}

// LessonAbsence is how a student stood in a lesson, in the words of attendance.
type LessonAbsence struct {
	Day
	StudentID string
	LessonID  string
	State     string
	Standing  string
	// UndecidedUntil is the last day on which it is undecided; empty where that is not known.
	UndecidedUntil string
	Version        int64
}

const (
	sqlApplyAbsences = `INSERT INTO proj_absences (school, class_id, subject, date, student_id, lesson_id, state, standing,
 undecided_until, version) VALUES`

	sqlApplyAbsencesConflict = `ON CONFLICT (school, class_id, subject, date, student_id, lesson_id) DO UPDATE SET
 state = excluded.state, standing = excluded.standing, undecided_until = excluded.undecided_until, version = excluded.version
 WHERE proj_absences.version < excluded.version`
)

// ApplyAbsences writes rows over older versions of themselves; each row once.
func ApplyAbsences(ctx context.Context, tx sqldb.Tx, list []LessonAbsence) error {
	rows := make([][]any, len(list))
	for i, a := range list {
		rows[i] = a.args(a.StudentID, a.LessonID, a.State, a.Standing, a.UndecidedUntil, a.Version)
	}
	if _, err := tx.ExecRows(ctx, sqlApplyAbsences, sqlApplyAbsencesConflict, rows); err != nil {
		return fmt.Errorf("writing absences of the projection: %w", err)
	}
	return nil
}

const (
	sqlAskChecks = `INSERT INTO absence_checks (school, class_id, subject, date, mark) VALUES`

	sqlAskChecksConflict = `ON CONFLICT (school, class_id, subject, date) DO UPDATE SET mark = excluded.mark`
)

// AskChecks lets controls of these days be compared with the registers after the
// transaction; each day once.
func AskChecks(ctx context.Context, tx sqldb.Tx, days []Day) error {
	rows := make([][]any, len(days))
	for i, d := range days {
		rows[i] = d.args(ids.New())
	}
	if _, err := tx.ExecRows(ctx, sqlAskChecks, sqlAskChecksConflict, rows); err != nil {
		return fmt.Errorf("asking for checks of absences: %w", err)
	}
	return nil
}

// Check is a day to compare with the sheets that have a control on it.
type Check struct {
	Day
	Mark   string
	Sheets []string
}

const sqlListChecks = `SELECT c.school, c.class_id, c.subject, c.date, c.mark, COALESCE(k.sheet_id, '')
 FROM (SELECT school, class_id, subject, date, mark FROM absence_checks
  WHERE (school, class_id, subject, date) > ($1, $2, $3, $4) ORDER BY school, class_id, subject, date LIMIT $5) c
 LEFT JOIN mark_sheets m ON m.school = c.school AND m.class_id = c.class_id AND m.subject = c.subject
 LEFT JOIN sheet_columns k ON k.school = m.school AND k.sheet_id = m.sheet_id AND k.kind = 'CONTROL' AND k.date = c.date
 ORDER BY c.school, c.class_id, c.subject, c.date, k.sheet_id`

// ListChecks reads the days that wait for their comparison, a page behind the one named.
func ListChecks(ctx context.Context, q sqldb.Querier, after Day, limit int) ([]Check, error) {
	rows, err := q.Query(ctx, sqlListChecks, after.args(limit)...)
	if err != nil {
		return nil, fmt.Errorf("listing checks of absences: %w", err)
	}
	defer rows.Close()
	var list []Check
	for rows.Next() {
		var (
			c     Check
			sheet string
		)
		if err := rows.Scan(&c.School, &c.ClassID, &c.Subject, &c.Date, &c.Mark, &sheet); err != nil {
			return nil, fmt.Errorf("listing checks of absences: %w", err)
		}
		if n := len(list); n == 0 || list[n-1].Day != c.Day {
			list = append(list, c)
		}
		if sheet != "" {
			last := &list[len(list)-1]
			last.Sheets = append(last.Sheets, sheet)
		}
	}
	return list, rows.Err()
}

const sqlDropCheck = `DELETE FROM absence_checks WHERE school = $1 AND class_id = $2 AND subject = $3 AND date = $4 AND mark = $5`

// DropChecks forgets checks that are done, but for those asked for again.
func DropChecks(ctx context.Context, tx sqldb.Tx, done []Check) error {
	statements := make([]sqldb.Statement, len(done))
	for i, c := range done {
		statements[i] = sqldb.Statement{SQL: sqlDropCheck, Args: c.args(c.Mark)}
	}
	return run(ctx, tx, "dropping checks of absences", statements)
}

const sqlAbsencesAt = `SELECT date, student_id, state, standing, undecided_until FROM proj_absences
 WHERE school = $1 AND class_id = $2 AND subject = $3 AND date IN (`

// AbsencesAt is who was absent at the controls of a sheet, by column: in any lesson of
// the subject on the control's day.
func AbsencesAt(ctx context.Context, q sqldb.Querier, s *Sheet, columns []Column) (map[entry.Key]control.Said, error) {
	byDate := map[string][]string{}
	var dates []string
	for _, c := range columns {
		if c.Kind != KindControl || c.Date == "" {
			continue
		}
		if byDate[c.Date] == nil {
			dates = append(dates, c.Date)
		}
		byDate[c.Date] = append(byDate[c.Date], c.Name)
	}
	absent := map[entry.Key]control.Said{}
	if len(dates) == 0 {
		return absent, nil
	}
	list, args := sqldb.InList(4, dates)
	rows, err := q.Query(ctx, sqlAbsencesAt+list+`)`, append([]any{s.School, s.ClassID, s.Subject}, args...)...)
	if err != nil {
		return nil, fmt.Errorf("reading absences at controls: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var date, student, state, standing, until string
		if err := rows.Scan(&date, &student, &state, &standing, &until); err != nil {
			return nil, fmt.Errorf("reading absences at controls: %w", err)
		}
		lesson := control.Said{Absence: control.Of(state, standing), Until: until}
		if lesson.Absence == control.None {
			continue
		}
		for _, column := range byDate[date] {
			key := entry.Key{Student: student, Column: column}
			absent[key] = absent[key].With(lesson)
		}
	}
	return absent, rows.Err()
}

const sqlTouchedCells = `SELECT DISTINCT student_id, col FROM mark_events
 WHERE school = $1 AND sheet_id = $2 AND student_id <> '' AND col <> '' AND account_id NOT IN ('system', 'register')`

// TouchedCells are the cells of a sheet that a person has ever written.
func TouchedCells(ctx context.Context, q sqldb.Querier, s *Sheet) (map[entry.Key]bool, error) {
	rows, err := q.Query(ctx, sqlTouchedCells, s.School, s.ID)
	if err != nil {
		return nil, fmt.Errorf("reading which cells a person has written: %w", err)
	}
	defer rows.Close()
	touched := map[entry.Key]bool{}
	for rows.Next() {
		var key entry.Key
		if err := rows.Scan(&key.Student, &key.Column); err != nil {
			return nil, fmt.Errorf("reading which cells a person has written: %w", err)
		}
		touched[key] = true
	}
	return touched, rows.Err()
}
