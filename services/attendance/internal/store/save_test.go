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
		save := func(account string, hold func(context.Context, sqldb.Tx) (Register, Lines, error), rows ...EntryWrite) (seen Lines) {
			require.NoError(t, db.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) (err error) {
				var reg Register
				if reg, seen, err = hold(ctx, tx); err != nil {
					return err
				}
				return WriteEntries(ctx, tx, db.Engine(), reg, Writer{Account: account, Person: account, At: 7}, rows)
			}))
			return seen
		}
		take := func(ctx context.Context, tx sqldb.Tx) (Register, Lines, error) {
			return TakeForSave(ctx, tx, Register{School: "12345A", LessonID: lesson, ClassID: "12345A.c", Date: "2026-11-23", Half: "AM"})
		}
		lock := func(ctx context.Context, tx sqldb.Tx) (Register, Lines, error) { return LockForSave(ctx, tx, lesson) }
		line := func(student string, state absence.State, minutes int, version int64) EntryWrite {
			return EntryWrite{StudentID: student, Current: absence.Current{State: state, MinutesLate: minutes, Version: version, Entered: fmt.Sprint("day", version)}}
		}
		err := db.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) error {
			_, _, err := lock(ctx, tx)
			return err
		})
		require.ErrorIs(t, err, ErrNotFound)

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
	})
}
