package roster

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/sqldb/sqldbtest"
	"github.com/massar-platform/massar/platform/write"
)

// Each statement that reads finds its rows by an index: the tables hold the whole country.
func TestStatementsUseIndexes(t *testing.T) {
	if !sqldbtest.Has(t, sqldb.SQLite) {
		return // the plans of one engine tell enough, and its planner needs no data to show them
	}
	db := sqldbtest.Open(t, sqldb.SQLite, "roster", write.Migrations(nil, Migrations()))
	for name, c := range map[string]struct {
		sql string
		// sorted lists end in a sort of what was found: a class, one person's rows.
		sorted bool
	}{
		"FindSchool": {sqlFindSchool, false}, "AttendanceRules": {sqlAttendanceRules, false},
		"SchoolVersions": {sqlSchoolVersions + "$1,$2)", false}, "ForgetRules": {sqlForgetRules + "$1,$2)", false}, "FindClass": {sqlFindClass, false},
		"SchoolClasses": {sqlSchoolClasses, false}, "FindStudent": {sqlFindStudent, false}, "Students": {sqlStudents + "$1,$2)", false},
		"FindStaff": {sqlFindStaff, false}, "SchoolStaff": {sqlSchoolStaff, false}, "StaffNames": {sqlStaffNames + "$1,$2)", false},
		"PlaceOn": {sqlPlaceOn, true}, "Places": {sqlPlaces, true}, "GroupsOf": {sqlGroupsOf, false}, "Groups": {sqlGroups, true}, "GroupsFrom": {sqlGroupsFrom, true},
		"Members": {sqlMembers, true}, "GroupMembers": {sqlGroupMembers, true}, "EmptyGroup": {sqlEmptyGroup, false},
		"Teaches": {sqlTeaches, false}, "TeachesClass": {sqlTeachesClass, false}, "TaughtBy": {sqlTaughtBy, true}, "TeachersOf": {sqlTeachersOf, true},
	} {
		steps := plan(t, db, c.sql)
		require.NotEmpty(t, steps, name)
		for _, step := range steps {
			require.False(t, strings.HasPrefix(step, "SCAN ") && step != "SCAN CONSTANT ROW", "%s: %v", name, steps)
			require.False(t, strings.Contains(step, "TEMP B-TREE") && !c.sorted, "%s: %v", name, steps)
			require.NotContains(t, step, "AUTOMATIC", "%s: %v", name, steps)
		}
	}
	// All schools are some thousands, read once and then by who remembers them; their order is that of the key.
	require.Equal(t, []string{"SCAN proj_schools USING INDEX sqlite_autoindex_proj_schools_1"}, plan(t, db, sqlSchoolNodes))
}

func plan(t *testing.T, db sqldb.DB, sql string) []string {
	t.Helper()
	args := []any{}
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
