package store

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/sqldb/sqldbtest"
	"github.com/massar-platform/massar/platform/write"
)

// Thirty schools of four classes of thirty with twenty-five registers each: in a register one of thirty is not present,
// and one of sixty was put right. A class is 1 of 120, a student 1 of 3,600; the country has some thousand times as many.
const (
	fillRegisters = `INSERT INTO registers (school, lesson_id, class_id, group_name, subject, staff_id, room, status, note, date,
 start_minute, end_minute, minutes, half, late_reason, taken_late, taken_at, account_id, person_id, written_at, version)
 SELECT s.code, s.code || '.' || c || '-' || l, s.code || '.c' || c, '', 'MATH', 'p', '', 'PLANNED', '', to_char(DATE '2026-09-07' + l * 3, 'YYYY-MM-DD'),
 480, 540, 60, 'AM', '', FALSE, 7, 'a', 'p', 7, 1
 FROM (SELECT lpad(n::text, 5, '0') || 'A' AS code FROM generate_series(1, 30) n) s, generate_series(1, 4) c, generate_series(0, 24) l`

	fillEntries = `INSERT INTO entries (school, lesson_id, student_id, class_id, date, state, minutes_late, entered, version, account_id, person_id, at, noted)
 SELECT r.school, r.lesson_id, r.class_id || '.' || n, r.class_id, r.date, CASE WHEN k.here THEN 'PRESENT' ELSE 'ABSENT' END, 0,
 CASE WHEN k.here THEN '' ELSE r.date END, k.version, 'a', 'p', 7, NOT k.here OR k.version > 1
 FROM registers r, generate_series(1, 30) n,
 LATERAL (SELECT abs(hashtext(r.lesson_id || n)) % 30 <> 0 AS here, CASE WHEN abs(hashtext(r.lesson_id || n)) % 60 = 1 THEN 2 ELSE 1 END AS version) k`

	fillClasses = `INSERT INTO proj_classes (school, class_id, school_year, label, level, stream, version)
 SELECT DISTINCT school, class_id, '2026-2027', '', '', '', 1 FROM registers`
)

// The reads of absences find their rows by the indexes of PostgreSQL too, whose planner goes by what is in the tables:
// with the values that are asked for, and with the plan that a statement gets which is asked often.
func TestAbsencesAreReadByIndexes(t *testing.T) {
	if !sqldbtest.Has(t, sqldb.Postgres) {
		return
	}
	db := sqldbtest.Open(t, sqldb.Postgres, "attendance", write.Migrations(Migrations(), roster.Migrations()))
	require.NoError(t, db.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) error {
		for _, sql := range []string{fillRegisters, fillEntries, fillClasses} {
			if _, err := tx.Exec(ctx, sql); err != nil {
				return err
			}
		}
		return nil
	}))
	for _, table := range []string{"entries", "registers", "proj_classes"} {
		require.NoError(t, db.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) error {
			_, err := tx.Exec(ctx, "ANALYZE "+table)
			return err
		}))
	}
	const school, class, student, lesson = "00007A", "00007A.c2", "00007A.c2.11", "00007A.2-3"
	const year, today, from, to = "2026-09-01", "2026-11-23", "2026-10-01", "2026-10-31"
	absences, err := AbsencesOf(t.Context(), db, student, year, today)
	require.NoError(t, err)
	month, err := ClassMonth(t.Context(), db, class, from, to)
	require.NoError(t, err)
	require.Positive(t, len(month.Absences))
	require.Less(t, len(absences)+len(month.Absences), 100, "a small part of 90,000 lines")

	for name, c := range map[string]struct {
		sql  string
		args []string
		// index is the one by which the lines are found.
		index string
	}{
		// The year of a student: what his app, his guardian's and the office open, and what a sync reads.
		"AbsencesOf":      {sqlAbsencesOf, []string{student, year, today}, "entries_student_noted"},
		"AbsencesOf, day": {sqlAbsencesOf, []string{student, today, today}, "entries_student_noted"},
		"ClassAbsences": {sqlClassAbsences + "$4) ORDER BY e.date, r.start_minute, e.lesson_id, e.student_id",
			[]string{school, from, to, class}, "entries_class_noted"},
		"ClassAbsences of a school": {sqlClassAbsences + "$4,$5,$6,$7) ORDER BY e.date, r.start_minute, e.lesson_id, e.student_id",
			[]string{school, from, to, class, school + ".c1", school + ".c3", school + ".c4"}, "entries_class_noted"},
		"AbsentClasses": {sqlAbsentClasses, []string{school, from, to}, "entries_class_noted"},
		"LessonEntries": {sqlLessonEntries + "$1) AND e.lesson_id IN ($2,$3)", []string{school, lesson, school + ".2-4"}, "entries_pkey"},
		"Current":       {sqlCurrent, []string{school, lesson}, "entries_pkey"},
		"Registers":     {sqlRegisters + "$1) AND registers.lesson_id IN ($2,$3)", []string{school, lesson, school + ".2-4"}, "entries_pkey"},
		// Each row counts the absences of its days.
		"SchoolJustifications":  {sqlSchoolJustifications + newestFirst, []string{school, "", "51"}, "entries_student_noted"},
		"StudentJustifications": {sqlStudentJustifications + ` ORDER BY submitted_at DESC, justification_id DESC LIMIT $5`, []string{student, "", "", "0", "201"}, "entries_student_noted"},
		"TakenOf": {sqlTaken + "$4) ORDER BY date, start_minute, lesson_id",
			[]string{school, from, to, class}, "registers_class"},
	} {
		for _, mode := range []string{"force_custom_plan", "force_generic_plan"} {
			plan := explained(t, db, mode, c.sql, c.args)
			require.Containsf(t, plan, c.index, "%s, %s:\n%s", name, mode, plan)
			for _, table := range []string{"entries", "registers"} {
				require.NotContainsf(t, plan, "Seq Scan on "+table, "%s, %s:\n%s", name, mode, plan)
			}
		}
	}
}

// explained is the plan of a prepared statement.
func explained(t *testing.T, db sqldb.DB, mode, sql string, args []string) (plan string) {
	t.Helper()
	require.NoError(t, db.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) error {
		for _, before := range []string{"SET LOCAL plan_cache_mode = " + mode, "PREPARE explained AS " + sql} {
			if _, err := tx.Exec(ctx, before); err != nil {
				return err
			}
		}
		lines, err := sqldb.List(ctx, tx, "explaining", func(row sqldb.Row) (line string, err error) {
			err = row.Scan(&line)
			return line, err
		}, fmt.Sprintf("EXPLAIN EXECUTE explained('%s')", strings.Join(args, "', '")))
		if err != nil {
			return err
		}
		plan = strings.Join(lines, "\n")
		_, err = tx.Exec(ctx, "DEALLOCATE explained")
		return err
	}))
	return plan
}
