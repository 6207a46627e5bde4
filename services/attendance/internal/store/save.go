package store

import (
	"context"
	"fmt"
	"slices"

	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/services/attendance/internal/absence"
)

// Entry is one student's line of a register, with who wrote it.
type Entry struct {
	StudentID string
	absence.Current
	Person string
	At     int64
}

const sqlEntries = `SELECT student_id, state, minutes_late, entered, version, person_id, at FROM entries
 WHERE school = $1 AND lesson_id = $2`

// Entries are the lines that were written into a register.
func Entries(ctx context.Context, q sqldb.Querier, school, lessonID string) ([]Entry, error) {
	return sqldb.List(ctx, q, "reading a register", func(row sqldb.Row) (e Entry, err error) {
		state := ""
		if err = row.Scan(&e.StudentID, &state, &e.MinutesLate, &e.Entered, &e.Version, &e.Person, &e.At); err == nil {
			e.State, err = stateOf(state)
		}
		return e, err
	}, sqlEntries, school, lessonID)
}

const (
	sqlCurrent = `SELECT student_id, state, minutes_late, version FROM entries WHERE school = $1 AND lesson_id = $2`

	sqlMemberIDs = `SELECT e.student_id FROM proj_enrolments e
 WHERE e.school = $1 AND e.class_id = $2 AND e.from_date <= $3 AND (e.to_date = '' OR e.to_date > $3)`

	sqlGroupMemberIDs = sqlMemberIDs + ` AND EXISTS (SELECT 1 FROM proj_group_members m WHERE m.school = e.school
 AND m.class_id = e.class_id AND m.enrolment_id = e.enrolment_id AND m.name = $4
 AND m.from_date <= $3 AND (m.to_date = '' OR m.to_date > $3))`
)

// LoadForSave reads what a save of some students is decided by: the lines of a locked
// register, and who belongs to its lesson. Who has a line belongs to it, even if he left
// the class since, so that the line can be put right; so the class list is read only
// where somebody has none. A register that was taken just now has no lines. The day on
// which an absence was entered is left out: only what is written needs one. It is not
// read with the lock: of other tables a statement that waited sees what was before.
func LoadForSave(ctx context.Context, q sqldb.Querier, r Register, students []string) (current map[string]absence.Current, members map[string]bool, err error) {
	current, members = map[string]absence.Current{}, map[string]bool{}
	if r.Version > 1 {
		_, err = sqldb.List(ctx, q, "reading a register", func(row sqldb.Row) (none struct{}, err error) {
			student, state, c := "", "", absence.Current{}
			if err = row.Scan(&student, &state, &c.MinutesLate, &c.Version); err == nil {
				c.State, err = stateOf(state)
			}
			current[student], members[student] = c, true
			return none, err
		}, sqlCurrent, r.School, r.LessonID)
		if err != nil || !slices.ContainsFunc(students, func(id string) bool { return !members[id] }) {
			return current, members, err
		}
	}
	sql, args := sqlMemberIDs, []any{r.School, r.ClassID, r.Date}
	if r.Group != "" {
		sql, args = sqlGroupMemberIDs, append(args, r.Group)
	}
	_, err = sqldb.List(ctx, q, "reading whose lesson it is", func(row sqldb.Row) (none struct{}, err error) {
		student := ""
		err = row.Scan(&student)
		members[student] = true
		return none, err
	}, sql, args...)
	return current, members, err
}

// Writer is who writes, and when.
type Writer struct {
	Account, Person string
	At              int64
}

// EntryWrite is one line to write.
type EntryWrite struct {
	StudentID string
	absence.Current
}

const (
	sqlUpsertEntries = `INSERT INTO entries (school, lesson_id, class_id, date, account_id, person_id, at,
 student_id, state, minutes_late, entered, version) `

	sqlUpsertEntriesRow = `($1, $2, $3, $4, $5, $6, $7, ?, ?, ?, ?, ?)`

	// An array for each column is PostgreSQL's best bulk form: one text, whatever the number of rows.
	sqlUpsertEntriesPostgres = sqlUpsertEntries + `SELECT $1, $2, $3, $4, $5, $6, $7::bigint, *
 FROM unnest($8::text[], $9::text[], $10::bigint[], $11::text[], $12::bigint[])` + sqlUpsertEntriesConflict

	sqlUpsertEntriesConflict = ` ON CONFLICT (school, lesson_id, student_id) DO UPDATE SET state = excluded.state,
 minutes_late = excluded.minutes_late, entered = excluded.entered, version = excluded.version,
 account_id = excluded.account_id, person_id = excluded.person_id, at = excluded.at`

	sqlSealRegister = `UPDATE registers SET late_reason = $3, account_id = $4, person_id = $5, written_at = $6
 WHERE school = $1 AND lesson_id = $2`
)

// WriteEntries writes lines of a locked register and says in it who wrote last, in
// one round trip where the engine can.
func WriteEntries(ctx context.Context, tx sqldb.Tx, engine sqldb.Engine, r Register, by Writer, rows []EntryWrite) error {
	var statements []sqldb.Statement
	if len(rows) > 0 {
		statements = upsertEntries(engine, r, by, rows)
	}
	statements = append(statements, sqldb.Statement{SQL: sqlSealRegister, Args: []any{
		r.School, r.LessonID, r.LateReason, by.Account, by.Person, by.At,
	}})
	if err := tx.Queue(ctx, statements...); err != nil {
		return fmt.Errorf("writing a register: %w", err)
	}
	return nil
}

func upsertEntries(engine sqldb.Engine, r Register, by Writer, rows []EntryWrite) []sqldb.Statement {
	shared := []any{r.School, r.LessonID, r.ClassID, r.Date, by.Account, by.Person, by.At}
	if engine == sqldb.Postgres {
		n := len(rows)
		students, states, entered := make([]string, n), make([]string, n), make([]string, n)
		minutes, versions := make([]int64, n), make([]int64, n)
		for i, e := range rows {
			students[i], states[i], minutes[i], entered[i], versions[i] = e.StudentID, e.State.String(), int64(e.MinutesLate), e.Entered, e.Version
		}
		return []sqldb.Statement{{SQL: sqlUpsertEntriesPostgres, Args: append(shared, students, states, minutes, entered, versions)}}
	}
	values := make([][]any, len(rows))
	for i, e := range rows {
		values[i] = []any{e.StudentID, e.State.String(), e.MinutesLate, e.Entered, e.Version}
	}
	return sqldb.Bulk{
		Prefix: sqlUpsertEntries + `VALUES`, Row: sqlUpsertEntriesRow, Suffix: sqlUpsertEntriesConflict, Shared: shared,
	}.Statements(values)
}
