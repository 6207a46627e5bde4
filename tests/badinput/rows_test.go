package badinput

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	_ "modernc.org/sqlite" // the driver that reads the tables beside the program

	"github.com/massar-platform/massar/tests/stand"
)

// owners are the databases.
var owners = []string{"identity", "school", "grade", "timetable", "attendance"}

func (w *world) open(t *testing.T, name string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(w.D.Data, name+".db")+"?mode=ro&_pragma=busy_timeout(5000)")
	require.NoError(t, err)
	return db
}

// settle waits until the services have told each other what was done so far.
func (w *world) settle(t *testing.T) {
	t.Helper()
	require.Eventually(t, func() bool {
		emitted, applied := map[string]string{}, map[string][]string{}
		for _, name := range owners {
			db := w.open(t, name)
			if texts(t, db, `SELECT COUNT(*) FROM outbox WHERE pos IS NULL`)[0] != "0" {
				require.NoError(t, db.Close())
				return false
			}
			emitted[name] = texts(t, db, `SELECT COALESCE(MAX(pos), 0) FROM outbox`)[0]
			if name != "school" && name != "identity" {
				applied["school"] = append(applied["school"], texts(t, db, `SELECT pos FROM projection_cursor WHERE source = 'school'`)...)
			}
			if name == "grade" {
				if texts(t, db, `SELECT COUNT(*) FROM absence_checks`)[0] != "0" { // heard of, and not yet looked at
					require.NoError(t, db.Close())
					return false
				}
				applied["attendance"] = texts(t, db, `SELECT pos FROM projection_cursor WHERE source = 'attendance'`)
			}
			require.NoError(t, db.Close())
		}
		for source, cursors := range applied {
			for _, pos := range cursors {
				if pos != emitted[source] {
					return false
				}
			}
		}
		return len(applied["school"]) == 3 && (len(applied["attendance"]) == 1 || emitted["attendance"] == "0")
	}, stand.Patience, 5*time.Millisecond, "the services do not come to rest")
}

// rows says of every table what is in it, by "database.table".
func (w *world) rows(t *testing.T) map[string][]string {
	t.Helper()
	w.settle(t)
	all := map[string][]string{}
	for _, name := range owners {
		db := w.open(t, name)
		// Who read what is on record too, a moment after the reading; and figures of places are added up when their turn comes.
		for _, table := range texts(t, db, `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
 AND name NOT IN ('read_log', 'summaries', 'summary_marks', 'summary_turns') AND name NOT LIKE '%!_totals' ESCAPE '!'`) {
			all[name+"."+table] = contents(t, db, table)
		}
		require.NoError(t, db.Close())
	}
	require.Greater(t, len(all), 20)
	return all
}

func texts(t *testing.T, db *sql.DB, query string) []string {
	t.Helper()
	rows, err := db.Query(query)
	require.NoError(t, err)
	defer rows.Close()
	var list []string
	for rows.Next() {
		var s string
		require.NoError(t, rows.Scan(&s))
		list = append(list, s)
	}
	require.NoError(t, rows.Err())
	return list
}

// contents gives the rows of a table as text, in an order of their own.
func contents(t *testing.T, db *sql.DB, table string) []string {
	t.Helper()
	columns := texts(t, db, `SELECT name FROM pragma_table_info('`+table+`')`)
	if table == "mark_sheets" || table == "registers" {
		// They are locked by counting up their version, which nobody is shown.
		columns = slices.DeleteFunc(columns, func(c string) bool { return c == "version" })
	}
	rows, err := db.Query(`SELECT ` + strings.Join(columns, ", ") + ` FROM "` + table + `"`)
	require.NoError(t, err)
	defer rows.Close()
	var list []string
	for rows.Next() {
		values, targets := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			targets[i] = &values[i]
		}
		require.NoError(t, rows.Scan(targets...))
		list = append(list, fmt.Sprintf("%q", values))
	}
	require.NoError(t, rows.Err())
	slices.Sort(list)
	return list
}

// unchanged fails when a table holds something else than before, apart from those named.
func (w *world) unchanged(t *testing.T, before map[string][]string, except ...string) {
	t.Helper()
	for table, now := range w.rows(t) {
		if slices.Contains(except, table) {
			continue
		}
		gone := slices.DeleteFunc(slices.Clone(before[table]), func(row string) bool { return slices.Contains(now, row) })
		new := slices.DeleteFunc(slices.Clone(now), func(row string) bool { return slices.Contains(before[table], row) })
		require.Empty(t, append(gone, new...), "rows of %s that are gone, and rows that are new", table)
		require.Len(t, now, len(before[table]))
	}
}
