package store

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/sqldb/sqldbtest"
	"github.com/massar-platform/massar/platform/summary"
	"github.com/massar-platform/massar/platform/write"
)

// Each statement that reads finds its rows by an index: the tables hold the whole country.
func TestStatementsUseIndexes(t *testing.T) {
	if !sqldbtest.Has(t, sqldb.SQLite) {
		return // the plans of one engine tell enough, and its planner needs no data to show them
	}
	db := sqldbtest.Open(t, sqldb.SQLite, "school", write.Migrations(Migrations()))
	for name, c := range map[string]struct {
		sql string
		// sorted lists end in a sort of what was found: a class, the students of a school, one person's rows.
		sorted bool
	}{
		"ListClassFigures": {sqlClassFigures, true}, "Subtotals": {sqlSubtotalsHead + summary.Under("s.node") + " GROUP BY 1", true},
		"GetSchool": {sqlGetSchool, false}, "ListSchools": {sqlListSchools, false}, "LockSchool": {sqlLockSchool, false},
		"ListAttendanceRules": {sqlListAttendanceRules, false}, "HasClass": {sqlHasClass, false},
		"GetClass": {sqlGetClass, false}, "FindClass": {sqlFindClass, false}, "ListClasses": {sqlListClasses, false},
		"ListTaughtClasses": {sqlListTaughtClasses, true}, "GetStudent": {sqlGetStudent, true},
		"ListClassStudents": {sqlListClassStudents, true}, "SearchStudents": {sqlSearchStudents, true},
		"KnownStudents": {sqlKnownStudentsHead + "$2,$3)", true}, "ListStudents": {sqlListStudentsHead + "$2,$3)", false},
		"ListEnrolments": {sqlListEnrolments, true}, "EndEnrolment": {sqlEndEnrolment, false}, "LastNumber": {sqlLastNumber, false},
		"FindStaff": {sqlFindStaff, false}, "ListSchoolsByCode": {sqlListSchoolsByCodeHead + "$1,$2)", false},
		"UpdateStudent": {sqlUpdateStudent, false}, "EnrolledIn": {sqlEnrolledInHead + "$2,$3)", false},
		"ListPath": {sqlListPath, true}, "GetStaff": {sqlGetStaff, false}, "ListStaff": {sqlListStaff, false},
		"GetAssignment": {sqlGetAssignment, false}, "Assigned": {sqlAssigned, false}, "EndAssignment": {sqlEndAssignment, false},
		"ListSchoolAssignments": {sqlListSchoolAssignments, true}, "ListClassAssignments": {sqlListClassAssignments, true},
		"ListTeacherAssignments": {sqlListTeacherAssignments, true}, "Teaches": {sqlTeaches, false}, "GetImport": {sqlGetImport, false},
		"FindStudent": {sqlFindStudent, true}, "ListByStatus": {sqlListByStatus, true}, "LockStudents": {sqlLockStudentsHead + "$1,$2)", false},
		"Overlaps": {sqlOverlapsHead + "$1,$2)", false}, "ListNumbered": {sqlListNumbered, false}, "UpdateStaff": {sqlUpdateStaff, false},
		"GetTransfer": {sqlGetTransfer, false}, "ListTransfersIn": {sqlListTransfersIn, false}, "ListTransfersOut": {sqlListTransfersOut, false},
		"ListEscalated": {sqlListEscalated, true}, "SettleTransfer": {sqlSettleTransfer, false}, "OvertakeTransfers": {sqlOvertakeTransfers, false},
		"ExpireTransfer": {sqlExpireTransfer, false}, "ForgetAsks": {sqlForgetAsks, false},
		"ListGroupMembers": {sqlListGroupMembers, true}, "ListEnrolled": {sqlListEnrolled, true}, "DeleteGroup": {sqlDeleteGroup, false},
		"ClaimGroup": {sqlClaimGroup, false}, "ListMemberships": {sqlListMemberships, true},
	} {
		steps := plan(t, db, c.sql)
		require.NotEmpty(t, steps, name)
		for _, step := range steps {
			require.False(t, strings.HasPrefix(step, "SCAN ") && step != "SCAN CONSTANT ROW", "%s: %v", name, steps)
			require.False(t, strings.Contains(step, "TEMP B-TREE") && !c.sorted, "%s: %v", name, steps)
			require.NotContains(t, step, "AUTOMATIC", "%s: %v", name, steps)
		}
	}
}

// What nobody was told about is an index of its own, as a rule an empty one: reading it whole is reading little.
func TestUntoldGroupsAreReadFromTheirIndex(t *testing.T) {
	if !sqldbtest.Has(t, sqldb.SQLite) {
		return
	}
	db := sqldbtest.Open(t, sqldb.SQLite, "school", write.Migrations(Migrations()))
	require.Equal(t, []string{"SCAN group_versions USING COVERING INDEX group_versions_untold"}, plan(t, db, sqlListUntoldGroups))
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
