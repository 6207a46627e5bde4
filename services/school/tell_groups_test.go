package school_test

import (
	"context"
	"io/fs"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/sqldb/sqldbtest"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	"github.com/massar-platform/massar/services/school"
)

// before is school's migrations without those that have one of the names.
func before(t *testing.T, names ...string) fs.FS {
	t.Helper()
	all, err := fs.Glob(school.Migrations(), "*.sql")
	require.NoError(t, err)
	old := fstest.MapFS{}
	for _, name := range all {
		data, err := fs.ReadFile(school.Migrations(), name)
		require.NoError(t, err)
		if !slices.Contains(names, name) {
			old[name] = &fstest.MapFile{Data: data}
		}
	}
	require.Len(t, old, len(all)-len(names))
	return old
}

const (
	insertStudent = `INSERT INTO students (student_id, massar_code, name_ar, name_latin, folded, sort_key, sex, birth_date, birth_place, version)
 VALUES ($1, $2, 'A', 'A', '', '', '', '', '', 1)`

	insertEnrolment = `INSERT INTO enrolments (school, student_id, enrolment_id, class_id, school_year, number, from_date, to_date, version)
 VALUES ('99999Z', $1, $2, $3, '2026-2027', $4, $5, $6, 1)`
)

// A database in which groups were set before other services could be told about them tells them once.
func TestGroupsOfBeforeAreToldAtTheStart(t *testing.T) {
	for _, engine := range sqldbtest.Engines(t) {
		t.Run(string(engine), func(t *testing.T) {
			cfg := sqldbtest.Config(t, engine, "school")
			open := func(set fs.FS) sqldb.DB {
				require.NoError(t, sqldb.Migrate(t.Context(), cfg, set))
				db, err := sqldb.Open(t.Context(), cfg, set)
				require.NoError(t, err)
				return db
			}
			class := ids.InSchool("99999Z")
			stay, over, sara, amin := ids.InSchool("99999Z"), ids.InSchool("99999Z"), ids.New(), ids.New()
			old := open(before(t, "00102_registers.sql", "00111_group_days.sql", "00112_attendance_rules.sql"))
			require.NoError(t, old.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) error {
				for _, statement := range []sqldb.Statement{
					{SQL: `INSERT INTO schools (school, node, parent, name_ar, name_latin, cycle, show_rank, early_release, version)
 VALUES ('99999Z', 'ma/99/999/99999Z', 'ma/99/999', '', 'A', 'COL', TRUE, FALSE, 4)`},
					{SQL: `INSERT INTO classes (school, class_id, school_year, label, sort_key, level, stream, version)
 VALUES ('99999Z', $1, '2026-2027', '1APIC-1', '', '1APIC', '', 1)`, Args: []any{class}},
					{SQL: insertStudent, Args: []any{sara, "M1"}}, {SQL: insertStudent, Args: []any{amin, "M2"}},
					{SQL: insertEnrolment, Args: []any{sara, stay, class, 1, "2026-09-08", nil}},
					{SQL: insertEnrolment, Args: []any{amin, over, class, 2, "2026-09-15", "2026-10-05"}},
					{SQL: `INSERT INTO class_groups (school, class_id, name, student_id, enrolment_id) VALUES ('99999Z', $1, 'G1', $2, $3)`, Args: []any{class, sara, stay}},
					{SQL: `INSERT INTO class_groups (school, class_id, name, student_id, enrolment_id) VALUES ('99999Z', $1, 'G1', $2, $3)`, Args: []any{class, amin, over}},
					{SQL: `INSERT INTO class_groups (school, class_id, name, student_id, enrolment_id) VALUES ('99999Z', $1, 'G2', $2, $3)`, Args: []any{class, sara, stay}},
				} {
					if _, err := tx.Exec(ctx, statement.SQL, statement.Args...); err != nil {
						return err
					}
				}
				return nil
			}))
			old.Close()

			db := open(school.Migrations())
			t.Cleanup(db.Close)
			w := newWorld(t, db)
			told := func() (groups []*schoolv1.GroupRow) {
				for _, change := range w.changes() {
					if change.GetGroup() != nil {
						groups = append(groups, change.GetGroup())
					}
				}
				return groups
			}
			require.Eventually(t, func() bool { return len(told()) == 2 }, 10e9, 5e6)
			// A second process of school that starts later has nothing to add.
			again := w.newService()
			require.NoError(t, again.Start(t.Context()))
			require.Zero(t, w.count(`SELECT COUNT(*) FROM group_versions WHERE version = 0`))
			require.NoError(t, again.Stop(t.Context()))
			groups := told()
			require.Len(t, groups, 2)
			for i, name := range []string{"G1", "G2"} {
				require.Equal(t, class, groups[i].GetClassId())
				require.Equal(t, name, groups[i].GetName())
				require.EqualValues(t, 1, groups[i].GetVersion())
			}
			require.ElementsMatch(t, []string{stay, over}, groups[0].GetEnrolmentIds())
			require.Equal(t, []string{stay}, groups[1].GetEnrolmentIds())
			since := map[string]string{}
			for _, m := range append(groups[0].GetMembers(), groups[1].GetMembers()...) {
				since[m.GetEnrolmentId()] = m.GetFrom() + ".." + m.GetTo()
			}
			require.Equal(t, map[string]string{stay: "2026-09-08..", over: "2026-09-15.."}, since, "as long as the stay")
			require.Equal(t, 1, w.count(`SELECT COUNT(*) FROM schools WHERE school = '99999Z' AND register_hours = 0 AND half_day_rule = '' AND version = 4`))
		})
	}
}
