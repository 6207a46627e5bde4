package store

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/sqldb/sqldbtest"
	"github.com/massar-platform/massar/platform/write"
)

// Each statement that reads finds its rows by an index: the tables hold the whole country.
func TestStatementsUseIndexes(t *testing.T) {
	if !sqldbtest.Has(t, sqldb.SQLite) {
		return // the plans of one engine tell enough, and its planner needs no data to show them
	}
	db := sqldbtest.Open(t, sqldb.SQLite, "timetable", write.Migrations(Migrations(), roster.Migrations()))
	for name, sql := range map[string]string{
		"Version": sqlVersion, "Raise": sqlRaise, "RaiseWritten": sqlRaiseWritten,
		"Slots": sqlSlots, "SlotsOfClass": sqlSlots + slotsOfClass, "SlotsOfStaff": sqlSlots + slotsOfStaff,
		"SlotsOfRoom": sqlSlots + slotsOfRoom, "OneSlot": sqlSlots + oneSlot,
		"Exceptions": sqlExceptions, "ExceptionsOfClass": sqlExceptions + exceptionsOfClass, "ExceptionsOfSlot": sqlExceptions + exceptionsOfSlot,
		"Frozen": sqlFrozen, "FrozenOfClass": sqlFrozen + frozenOfClass, "FrozenOfStaff": sqlFrozen + frozenOfStaff,
		"FrozenOfRoom": sqlFrozen + frozenOfRoom, "FrozenOfSlot": sqlFrozen + frozenOfSlot,
		"EventsBetween": sqlEventsBetween, "SchoolBells": sqlSchoolBells, "ClassLabels": sqlClassLabels + "$2,$3)", "FindRoom": sqlFindRoom,
		"FeedsOf": sqlFeedsOf, "FeedBySecret": sqlFeedBySecret, "FeedNumbers": sqlFeedNumbers,
	} {
		steps := plan(t, db, sql)
		for _, step := range steps {
			scan := strings.HasPrefix(step, "SCAN ") && step != "SCAN CONSTANT ROW" && !strings.HasPrefix(step, "SCAN LIST")
			require.False(t, scan, "%s: %v", name, steps)
			require.NotContains(t, step, "AUTOMATIC", "%s: %v", name, steps)
			// A school has some 40,000 registers a year: reading them all is reading too much.
			all := strings.HasPrefix(step, "SEARCH frozen_lessons") && strings.HasSuffix(step, "(school=?)")
			require.False(t, all, "%s: %v", name, steps)
		}
	}
}

func plan(t *testing.T, db sqldb.DB, sql string) []string {
	t.Helper()
	var args []any
	for i := 9; i > 0; i-- {
		if strings.Contains(sql, "$"+string(rune('0'+i))) {
			args = make([]any, i)
			break
		}
	}
	for i := range args {
		args[i] = ""
	}
	rows, err := db.Query(t.Context(), "EXPLAIN QUERY PLAN "+sql, args...)
	require.NoError(t, err)
	defer rows.Close()
	var steps []string
	for rows.Next() {
		var id, parent, unused int
		var detail string
		require.NoError(t, rows.Scan(&id, &parent, &unused, &detail))
		steps = append(steps, detail)
	}
	require.NoError(t, rows.Err())
	return steps
}
