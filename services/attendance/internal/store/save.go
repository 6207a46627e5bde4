package store

import (
	"context"
	"fmt"
	"slices"

	"github.com/massar-platform/massar/platform/roster"
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
	sqlCurrent = `SELECT student_id, state, minutes_late, version, noted FROM entries WHERE school = $1 AND lesson_id = $2`

	sqlMemberIDs = `SELECT e.student_id FROM proj_enrolments e
 WHERE e.school = $1 AND e.class_id = $2 AND e.from_date <= $3 AND (e.to_date = '' OR e.to_date > $3)`

	sqlGroupMemberIDs = sqlMemberIDs + ` AND EXISTS (SELECT 1 FROM proj_group_members m WHERE m.school = e.school
 AND m.class_id = e.class_id AND m.enrolment_id = e.enrolment_id AND m.name = $4
 AND m.from_date <= $3 AND (m.to_date = '' OR m.to_date > $3))`
)

// Lines are the lines of a register by student. The day on which an absence was entered
// is left out: only what is written needs one.
type Lines map[string]absence.Current

// Held is a register whose row is held for a transaction that saves, with its lines. The
// zero value is ready to be filled by Lock or Take.
type Held struct {
	Register Register
	Lines    Lines
	// plain are the lines that are not noted yet: see the migration.
	plain map[string]bool
}

// Lock is LockRegister with the lines of the register, as the readings that fill h: one
// round trip where the engine can, with whatever else is read. The lines are a query of
// their own: of other tables a statement that waited for the lock sees what was before.
func (h *Held) Lock(lessonID string) []sqldb.Reading {
	school := roster.SchoolOf(lessonID)
	return h.fill(school, lessonID, sqldb.Statement{SQL: sqlLockRegister, Args: []any{school, lessonID}})
}

// Take makes a register and holds its row for the transaction; it has no lines yet.
// Where another device was first, its register is locked and given, with its lines.
func (h *Held) Take(r Register) []sqldb.Reading {
	return h.fill(r.School, r.LessonID, sqldb.Statement{SQL: sqlTakeRegister, Args: takeArgs(r)})
}

// There says whether there is such a register.
func (h *Held) There() bool { return h.Register.LessonID != "" }

// fill runs what holds the row of a register and gives it, and reads its lines.
func (h *Held) fill(school, lessonID string, hold sqldb.Statement) []sqldb.Reading {
	h.Lines, h.plain = Lines{}, map[string]bool{}
	return []sqldb.Reading{
		{SQL: hold.SQL, Args: hold.Args, Each: func(row sqldb.Row) (err error) {
			h.Register, err = scanRegister(row)
			return err
		}},
		{SQL: sqlCurrent, Args: []any{school, lessonID}, Each: h.add},
	}
}

// add takes a line.
func (h *Held) add(row sqldb.Row) error {
	student, state, c, noted := "", "", absence.Current{}, false
	if err := row.Scan(&student, &state, &c.MinutesLate, &c.Version, &noted); err != nil {
		return err
	}
	var err error
	c.State, err = stateOf(state)
	h.Lines[student] = c
	if !noted {
		h.plain[student] = true
	}
	return err
}

// Members are those of some students, among others, who belong to the lesson of a held
// register. Who has a line belongs to it, even if he left the class since, so that the
// line can be put right; so the class list is read only where somebody has none.
func Members(ctx context.Context, q sqldb.Querier, h Held, students []string) (map[string]bool, error) {
	r, members := h.Register, make(map[string]bool, len(h.Lines))
	for student := range h.Lines {
		members[student] = true
	}
	if !slices.ContainsFunc(students, func(id string) bool { return !members[id] }) {
		return members, nil
	}
	sql, args := sqlMemberIDs, []any{r.School, r.ClassID, r.Date}
	if r.Group != "" {
		sql, args = sqlGroupMemberIDs, append(args, r.Group)
	}
	_, err := sqldb.List(ctx, q, "reading whose lesson it is", func(row sqldb.Row) (none struct{}, err error) {
		student := ""
		err = row.Scan(&student)
		members[student] = true
		return none, err
	}, sql, args...)
	return members, err
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
 student_id, state, minutes_late, entered, version, noted) `

	sqlUpsertEntriesRow = `($1, $2, $3, $4, $5, $6, $7, ?, ?, ?, ?, ?, ?)`

	// An array for each column is PostgreSQL's best bulk form: one text, whatever the number of rows.
	sqlUpsertEntriesPostgres = sqlUpsertEntries + `SELECT $1, $2, $3, $4, $5, $6, $7::bigint, n.*, n.state <> 'PRESENT'
 FROM unnest($8::text[], $9::text[], $10::bigint[], $11::text[], $12::bigint[])
 AS n(student_id, state, minutes_late, entered, version)` + sqlUpsertEntriesConflict

	// No index holds a column that is set here: PostgreSQL then writes the row and nothing else.
	sqlUpsertEntriesConflict = ` ON CONFLICT (school, lesson_id, student_id) DO UPDATE SET state = excluded.state,
 minutes_late = excluded.minutes_late, entered = excluded.entered, version = excluded.version,
 account_id = excluded.account_id, person_id = excluded.person_id, at = excluded.at`

	// Lines that are there are changed for much less than the merge costs, which locks each of
	// them before.
	sqlUpdateEntriesPostgres = `UPDATE entries SET state = n.state, minutes_late = n.minutes_late, entered = n.entered,
 version = n.version, account_id = $3, person_id = $4, at = $5
 FROM unnest($6::text[], $7::text[], $8::bigint[], $9::text[], $10::bigint[]) AS n(student_id, state, minutes_late, entered, version)
 WHERE entries.school = $1 AND entries.lesson_id = $2 AND entries.student_id = n.student_id`

	sqlNote = `UPDATE entries SET noted = TRUE WHERE school = $1 AND lesson_id = $2 AND state <> 'PRESENT' AND NOT noted`

	sqlSealRegister = `UPDATE registers SET late_reason = $3, account_id = $4, person_id = $5, written_at = $6
 WHERE school = $1 AND lesson_id = $2`
)

// WriteEntries writes lines of a held register and says in it who wrote last, in one
// round trip where the engine can. A version above 1 is that of a line which is there:
// it was read under the lock that is still held.
func WriteEntries(ctx context.Context, tx sqldb.Tx, engine sqldb.Engine, h Held, by Writer, rows []EntryWrite) error {
	r := h.Register
	var statements []sqldb.Statement
	if len(rows) > 0 {
		statements = upsertEntries(engine, r, by, rows)
	}
	if slices.ContainsFunc(rows, func(e EntryWrite) bool { return e.State != absence.Present && h.plain[e.StudentID] }) {
		statements = append(statements, sqldb.Statement{SQL: sqlNote, Args: []any{r.School, r.LessonID}})
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
	if engine != sqldb.Postgres {
		values := make([][]any, len(rows))
		for i, e := range rows {
			values[i] = []any{e.StudentID, e.State.String(), e.MinutesLate, e.Entered, e.Version, e.State != absence.Present}
		}
		return sqldb.Bulk{
			Prefix: sqlUpsertEntries + `VALUES`, Row: sqlUpsertEntriesRow, Suffix: sqlUpsertEntriesConflict, Shared: shared,
		}.Statements(values)
	}
	var fresh, there entryArrays
	for _, e := range rows {
		if e.Version > 1 {
			there.add(e, len(rows))
		} else {
			fresh.add(e, len(rows))
		}
	}
	var statements []sqldb.Statement
	if len(fresh.students) > 0 {
		statements = append(statements, sqldb.Statement{SQL: sqlUpsertEntriesPostgres, Args: append(shared, fresh.args()...)})
	}
	if len(there.students) > 0 {
		args := append([]any{r.School, r.LessonID, by.Account, by.Person, by.At}, there.args()...)
		statements = append(statements, sqldb.Statement{SQL: sqlUpdateEntriesPostgres, Args: args})
	}
	return statements
}

// entryArrays are lines column by column.
type entryArrays struct {
	students, states, entered []string
	minutes, versions         []int64
}

// add takes one of at most most lines.
func (a *entryArrays) add(e EntryWrite, most int) {
	if a.students == nil {
		texts, numbers := make([]string, 3*most), make([]int64, 2*most)
		a.students, a.states, a.entered = texts[:0:most], texts[most:most:2*most], texts[2*most:2*most]
		a.minutes, a.versions = numbers[:0:most], numbers[most:most]
	}
	a.students, a.states, a.entered = append(a.students, e.StudentID), append(a.states, e.State.String()), append(a.entered, e.Entered)
	a.minutes, a.versions = append(a.minutes, int64(e.MinutesLate)), append(a.versions, e.Version)
}

func (a *entryArrays) args() []any {
	return []any{a.students, a.states, a.minutes, a.entered, a.versions}
}
