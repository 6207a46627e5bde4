package store

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/sqldb/sqldbtest"
	"github.com/massar-platform/massar/platform/write"
	"github.com/massar-platform/massar/services/attendance/internal/absence"
)

// Lines that are there and lines that are not are written by one save, and read back with the lock.
func TestASaveOfOldAndNewLines(t *testing.T) {
	const lesson = "12345A.00000000-0000-7000-8000-000000000001"
	sqldbtest.Each(t, "attendance", write.Migrations(Migrations(), roster.Migrations()), func(t *testing.T, db sqldb.DB) {
		save := func(account string, hold func(*Held) []sqldb.Reading, rows ...EntryWrite) (seen Lines) {
			require.NoError(t, db.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) error {
				var h Held
				if err := tx.ReadAll(ctx, hold(&h)...); err != nil {
					return err
				}
				require.True(t, h.There())
				seen = h.Lines
				return WriteEntries(ctx, tx, db.Engine(), h, Writer{Account: account, Person: account, At: 7}, rows)
			}))
			return seen
		}
		take := func(h *Held) []sqldb.Reading {
			return h.Take(Register{School: "12345A", LessonID: lesson, ClassID: "12345A.c", Date: "2026-11-23", Half: "AM"})
		}
		lock := func(h *Held) []sqldb.Reading { return h.Lock(lesson) }
		line := func(student string, state absence.State, minutes int, version int64) EntryWrite {
			return EntryWrite{StudentID: student, Current: absence.Current{State: state, MinutesLate: minutes, Version: version, Entered: fmt.Sprint("day", version)}}
		}
		require.NoError(t, db.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) error {
			var h Held
			err := tx.ReadAll(ctx, lock(&h)...)
			require.False(t, h.There())
			return err
		}))

		require.Empty(t, save("first", take, line("a", absence.Absent, 0, 1), line("b", absence.Present, 0, 1)))
		seen := save("second", take, line("c", absence.Late, 5, 1), line("a", absence.Late, 9, 2))
		require.Equal(t, Lines{"a": {State: absence.Absent, Version: 1}, "b": {State: absence.Present, Version: 1}}, seen)
		seen = save("third", lock)
		require.Equal(t, Lines{
			"a": {State: absence.Late, MinutesLate: 9, Version: 2}, "b": {State: absence.Present, Version: 1}, "c": {State: absence.Late, MinutesLate: 5, Version: 1},
		}, seen)

		entries, err := Entries(t.Context(), db, "12345A", lesson)
		require.NoError(t, err)
		who := map[string]string{}
		for _, e := range entries {
			who[e.StudentID] = e.Person + " " + e.Entered
		}
		require.Equal(t, map[string]string{"a": "second day2", "b": "first day1", "c": "second day1"}, who)
		reg, err := FindRegister(t.Context(), db, lesson)
		require.NoError(t, err)
		require.Equal(t, int64(3), reg.Version)
		require.Equal(t, "third", reg.Account)
		noted := func() (students []string) {
			students, err := sqldb.List(t.Context(), db, "", func(row sqldb.Row) (id string, err error) {
				err = row.Scan(&id)
				return id, err
			}, `SELECT student_id FROM entries WHERE school = $1 AND lesson_id = $2 AND noted ORDER BY student_id`, "12345A", lesson)
			require.NoError(t, err)
			return students
		}
		require.Equal(t, []string{"a", "c"}, noted())
		save("fourth", lock, line("a", absence.Present, 0, 3), line("d", absence.Present, 0, 1))
		require.Equal(t, []string{"a", "c"}, noted(), "it stays")
		save("fifth", lock, line("b", absence.Absent, 0, 2), line("d", absence.Present, 0, 2))
		require.Equal(t, []string{"a", "b", "c"}, noted(), "the first time that a line is not PRESENT")
		absent := func(student string) int {
			list, err := AbsencesOf(t.Context(), db, student, "2026-11-23", "2026-11-23")
			require.NoError(t, err)
			return len(list)
		}
		require.Equal(t, []int{0, 1, 1, 0}, []int{absent("a"), absent("b"), absent("c"), absent("d")})
	})
}
