package grade_test

import (
	"context"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/sqldb/sqldbtest"
	"github.com/massar-platform/massar/services/grade"
)

// asBefore is grade's migrations as they were when the projection and the log of reads were grade's own tables.
func asBefore(t *testing.T) fs.FS {
	t.Helper()
	old := fstest.MapFS{}
	var projection, reads string
	names, err := fs.Glob(grade.Migrations(), "*.sql")
	require.NoError(t, err)
	for _, name := range names {
		data, err := fs.ReadFile(grade.Migrations(), name)
		require.NoError(t, err)
		text := strings.ReplaceAll(string(data), "IF NOT EXISTS ", "")
		switch {
		case name == "00040_roster.sql":
			projection = text
		case name == "00050_read_log.sql":
			_, reads, _ = strings.Cut(text, "-- +goose Up\n")
		case strings.HasPrefix(name, "0004"), strings.HasPrefix(name, "0005"):
		default:
			old[name] = &fstest.MapFile{Data: data}
		}
	}
	require.Contains(t, projection, "CREATE TABLE proj_schools")
	require.Contains(t, reads, "CREATE TABLE read_log")
	old["100_projections.sql"].Data = []byte(projection)
	old["103_exchange.sql"].Data = append(old["103_exchange.sql"].Data, reads...)
	return old
}

// A database of before opens with its rows, and the service works on it.
func TestADatabaseOfBeforeOpens(t *testing.T) {
	for _, engine := range sqldbtest.Engines(t) {
		t.Run(string(engine), func(t *testing.T) {
			cfg := sqldbtest.Config(t, engine, "grade")
			open := func(set fs.FS) sqldb.DB {
				require.NoError(t, sqldb.Migrate(t.Context(), cfg, set))
				db, err := sqldb.Open(t.Context(), cfg, set)
				require.NoError(t, err)
				require.NoError(t, db.Ready(t.Context()))
				return db
			}
			old := open(asBefore(t))
			require.NoError(t, old.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) error {
				for _, sql := range []string{
					`INSERT INTO proj_schools (school, node, name_ar, name_latin, cycle, show_rank, early_release, version)
 VALUES ('00001B', 'ma/01/001/00001B', '', 'Before', 'QUAL', TRUE, FALSE, 1)`,
					`INSERT INTO read_log (school, read_id, at, account_id, person_id, role, rpc, ref, request_id)
 VALUES ('00001B', 'before', 1, 'a', 'p', 'teacher', 'grade.GetMarkSheet', 'x', '')`,
				} {
					if _, err := tx.Exec(ctx, sql); err != nil {
						return err
					}
				}
				return nil
			}))
			old.Close()

			db := open(grade.Migrations())
			t.Cleanup(db.Close)
			w := newWorld(t, db, today)
			require.Equal(w, 1, w.count(`SELECT COUNT(*) FROM proj_schools WHERE name_latin = 'Before' AND register_hours = 0 AND half_day_rule = ''`))
			require.Equal(w, 1, w.count(`SELECT COUNT(*) FROM read_log WHERE read_id = 'before'`))
			_, err := w.save(w.salma, w.sheet("PC"), w.cell(0, "C1", "10", 0))
			require.NoError(w, err)
			again, err := sqldb.Open(t.Context(), cfg, asBefore(t))
			require.NoError(t, err, "the binary before goes on during the upgrade")
			require.NoError(t, again.Ready(t.Context()))
			again.Close()
		})
	}
}
