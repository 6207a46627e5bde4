package store

import (
	"context"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/sqldb/sqldbtest"
	"github.com/massar-platform/massar/platform/write"
)

// beforeNoted is the migrations without what brought noted lines.
func beforeNoted(t *testing.T) fs.FS {
	t.Helper()
	old := fstest.MapFS{}
	names, err := fs.Glob(Migrations(), "*.sql")
	require.NoError(t, err)
	for _, name := range names {
		if strings.HasPrefix(name, "115_") || strings.HasPrefix(name, "116_") {
			continue
		}
		data, err := fs.ReadFile(Migrations(), name)
		require.NoError(t, err)
		old[name] = &fstest.MapFile{Data: data}
	}
	require.NotContains(t, old, "115_noted_entries.sql")
	return write.Migrations(old, roster.Migrations())
}

// What the binary before wrote and read by.
const (
	upsertBefore = `INSERT INTO entries (school, lesson_id, class_id, date, account_id, person_id, at,
 student_id, state, minutes_late, entered, version) VALUES ($1, $2, $3, '2026-11-23', 'a', 'p', 7, $4, $5, 0, '', $6)
 ON CONFLICT (school, lesson_id, student_id) DO UPDATE SET state = excluded.state, version = excluded.version`

	takeBefore = `INSERT INTO registers (school, lesson_id, class_id, group_name, subject, staff_id, room, status, note, date,
 start_minute, end_minute, minutes, half, late_reason, taken_late, taken_at, account_id, person_id, written_at, version)
 VALUES ($1, $2, $3, '', 'MATH', 'p', '', 'PLANNED', '', '2026-11-23', 480, 540, 60, 'AM', '', FALSE, 7, 'a', 'p', 7, 1)`

	classBefore = `INSERT INTO proj_classes (school, class_id, school_year, level, stream, label, version)
 VALUES ($1, $2, '2026/2027', '', '', '', 1)`
)

// withoutNoted is a statement of today as the binary before had it.
func withoutNoted(sql string) string { return strings.ReplaceAll(sql, "e.noted AND ", "") }

// seenBy is what some reads say of the two schools, with or without the flag.
func seenBy(t *testing.T, db sqldb.DB, as func(string) string) (seen []string) {
	t.Helper()
	ask := func(what, sql string, args ...any) {
		list, err := sqldb.List(t.Context(), db, what, scanAbsence, as(sql), args...)
		require.NoError(t, err)
		for _, a := range list {
			seen = append(seen, what+" "+a.School+" "+a.StudentID+" "+a.State.String())
		}
	}
	const from, to = "2026-11-01", "2026-11-30"
	for _, student := range strings.Split("abcdefgx", "") {
		ask("student", sqlAbsencesOf, student, from, to)
	}
	for _, school := range []string{"11111A", "22222B"} {
		ask("class", sqlClassAbsences+"$4) ORDER BY e.date, r.start_minute, e.lesson_id, e.student_id", school, from, to, school+".c")
		classes, err := sqldb.List(t.Context(), db, "", func(row sqldb.Row) (id string, err error) {
			err = row.Scan(&id)
			return id, err
		}, as(sqlAbsentClasses), school, from, to)
		require.NoError(t, err)
		seen = append(seen, "month "+school+": "+strings.Join(classes, ","))
	}
	return seen
}

func names(t *testing.T, db sqldb.DB, sql string) (list []string) {
	t.Helper()
	list, err := sqldb.List(t.Context(), db, "", func(row sqldb.Row) (name string, err error) {
		err = row.Scan(&name)
		return name, err
	}, sql)
	require.NoError(t, err)
	return list
}

// The statements with which the runbook ends the time of two binaries.
var contractNoted = []string{
	"DROP TRIGGER IF EXISTS entries_note ON attendance.entries",
	"DROP FUNCTION IF EXISTS attendance.note_entry",
	"DROP INDEX CONCURRENTLY IF EXISTS attendance.entries_student",
	"DROP INDEX CONCURRENTLY IF EXISTS attendance.entries_class",
}

// Lines of before get the flag that they would have; everybody goes on reading the same, also the binary before that
// serves meanwhile, whose lines are not lost on the new one.
func TestLinesOfBeforeAreNoted(t *testing.T) {
	now := write.Migrations(Migrations(), roster.Migrations())
	for _, engine := range sqldbtest.Engines(t) {
		t.Run(string(engine), func(t *testing.T) {
			cfg := sqldbtest.Config(t, engine, "attendance")
			open := func(set fs.FS) sqldb.DB {
				db, err := sqldb.Open(t.Context(), cfg, set)
				require.NoError(t, err)
				t.Cleanup(db.Close)
				require.NoError(t, db.Ready(t.Context()))
				return db
			}
			require.NoError(t, sqldb.Migrate(t.Context(), cfg, beforeNoted(t)))
			old := open(beforeNoted(t))
			exec := func(db sqldb.DB, sql string, args ...any) {
				require.NoError(t, db.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) error {
					_, err := tx.Exec(ctx, sql, args...)
					return err
				}))
			}
			line := func(db sqldb.DB, school, student, state string, version int) {
				exec(db, upsertBefore, school, school+".l", school+".c", student, state, version)
			}
			for _, school := range []string{"11111A", "22222B"} {
				exec(old, classBefore, school, school+".c")
				exec(old, takeBefore, school, school+".l", school+".c")
				line(old, school, "x", "PRESENT", 1)
			}
			line(old, "11111A", "a", "ABSENT", 1)
			line(old, "11111A", "b", "PRESENT", 1)
			line(old, "11111A", "c", "ABSENT", 1)
			line(old, "11111A", "c", "PRESENT", 2)
			line(old, "22222B", "d", "LATE", 1)
			line(old, "22222B", "e", "PRESENT", 1)
			before := seenBy(t, old, withoutNoted)
			require.Equal(t, []string{
				"student 11111A a ABSENT", "student 22222B d LATE", "class 11111A a ABSENT", "month 11111A: 11111A.c",
				"class 22222B d LATE", "month 22222B: ",
			}, before)
			if engine == sqldb.SQLite {
				old.Close() // there is one process
			}

			require.NoError(t, sqldb.Migrate(t.Context(), cfg, now))
			db := open(now)
			noted := func() []string {
				return names(t, db, `SELECT school || ' ' || student_id FROM entries WHERE noted ORDER BY school, student_id`)
			}
			require.Equal(t, []string{"11111A a", "11111A c", "22222B d"}, noted())
			require.Equal(t, before, seenBy(t, db, func(sql string) string { return sql }))
			told, err := LessonEntries(t.Context(), db, []string{"11111A.l", "22222B.l"})
			require.NoError(t, err)
			require.Len(t, told["11111A.l"], 2, "whoever was absent is told to be present")
			require.Len(t, told["22222B.l"], 1)
			if engine == sqldb.SQLite {
				require.Equal(t, []string{"entries_class_noted", "entries_student_noted"},
					names(t, db, `SELECT name FROM sqlite_master WHERE type = 'index' AND name LIKE 'entries\_%' ESCAPE '\' ORDER BY name`))
				return
			}

			require.NoError(t, old.Ready(t.Context()), "the binary before goes on")
			line(old, "11111A", "b", "ABSENT", 2)
			line(old, "22222B", "e", "PRESENT", 2)
			line(old, "22222B", "f", "LATE", 1)
			line(old, "22222B", "g", "PRESENT", 1)
			require.Equal(t, []string{"11111A a", "11111A b", "11111A c", "22222B d", "22222B f", "22222B g"}, noted())
			both := seenBy(t, old, withoutNoted)
			require.Contains(t, both, "student 11111A b ABSENT")
			require.Equal(t, both, seenBy(t, db, func(sql string) string { return sql }))
			const indexes = `SELECT indexname FROM pg_indexes WHERE schemaname = 'attendance' AND tablename = 'entries' AND indexname <> 'entries_pkey' ORDER BY 1`
			require.Equal(t, []string{"entries_class", "entries_class_noted", "entries_student", "entries_student_noted"}, names(t, db, indexes))

			// Something ended it half-way: an index that is not valid, a version that is not there.
			exec(db, `DELETE FROM goose_db_version WHERE version_id = 116`)
			exec(db, `UPDATE pg_index SET indisvalid = FALSE WHERE indexrelid = 'attendance.entries_student_noted'::regclass`)
			require.NoError(t, sqldb.Migrate(t.Context(), cfg, now))
			require.Empty(t, names(t, db, `SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid`))
			require.Equal(t, both, seenBy(t, db, func(sql string) string { return sql }))

			runbook, err := os.ReadFile("../../../../docs/runbook.md")
			require.NoError(t, err)
			// A migration of its own runs them as psql would: outside a transaction.
			later := fstest.MapFS{}
			for i, sql := range contractNoted {
				require.Contains(t, string(runbook), sql+";")
				later["90"+string(rune('0'+i))+"_contract.sql"] = &fstest.MapFile{Data: []byte("-- +goose NO TRANSACTION\n-- +goose Up\n" + sql + ";\n")}
			}
			require.NoError(t, sqldb.Migrate(t.Context(), cfg, later))
			require.Equal(t, []string{"entries_class_noted", "entries_student_noted"}, names(t, db, indexes))
			require.Equal(t, both, seenBy(t, db, func(sql string) string { return sql }))

			fresh := sqldbtest.Open(t, engine, "attendance", now)
			require.Equal(t, []string{"entries_class_noted", "entries_student_noted"}, names(t, fresh, indexes), "a new database has nothing of before")
			require.Empty(t, names(t, fresh, `SELECT tgname FROM pg_trigger WHERE tgrelid = 'attendance.entries'::regclass`))
		})
	}
}
