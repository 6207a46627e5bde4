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
	db := sqldbtest.Open(t, sqldb.SQLite, "attendance", write.Migrations(Migrations(), roster.Migrations()))
	for name, c := range map[string]struct {
		sql string
		// index is one that has to be used; sorted lists end in a sort of what was found.
		index  string
		sorted bool
	}{
		"FindRegister": {sqlFindRegister, "", false}, "LockRegister": {sqlLockRegister, "", false}, "SealRegister": {sqlSealRegister, "", false},
		"Note":      {sqlNote, "", false},
		"Registers": {sqlRegisters + "$1) AND registers.lesson_id IN ($2,$3)", "", false},
		"TakenOf":   {sqlTaken + "$4,$5) ORDER BY date, start_minute, lesson_id", "registers_class", true},
		"Entries":   {sqlEntries, "", false}, "Current": {sqlCurrent, "", false},
		"MemberIDs": {sqlMemberIDs, "", false}, "GroupMemberIDs": {sqlGroupMemberIDs, "", false},
		"AbsencesOf": {sqlAbsencesOf, "entries_student_noted", true}, "LessonEntries": {sqlLessonEntries + "$1) AND e.lesson_id IN ($2,$3)", "", false},
		"ClassAbsences":    {sqlClassAbsences + "$4,$5) ORDER BY e.date, r.start_minute, e.lesson_id, e.student_id", "entries_class_noted", true},
		"JustificationsOf": {sqlJustificationsOf + "$3,$4)", "justifications_student", false},
		"Stays":            {sqlStays + "$4,$5" + staysInOrder, "", true}, "GroupsOfClasses": {sqlGroupsOfClasses + "$2,$3)", "", false},
		"Teaching": {sqlTeaching, "", false}, "AbsentClasses": {sqlAbsentClasses, "entries_class_noted", false}, "LastLetters": {sqlLastLetters + "$3,$4) GROUP BY student_id", "letters_student", true},
		"DocumentKeys":  {sqlDocumentKeys + "$1) AND document_id IN ($2,$3)", "", false},
		"FamilyChanges": {sqlFamilyChanges, "", true}, "ChangesUnderNode": {sqlChangesUnderNode, "", true}, "ChangesTaught": {sqlChangesTaught, "", true},
	} {
		steps := plan(t, db, c.sql)
		require.NotEmpty(t, steps, name)
		require.Contains(t, strings.Join(steps, "\n"), c.index, name)
		for _, step := range steps {
			require.False(t, strings.HasPrefix(step, "SCAN ") && step != "SCAN CONSTANT ROW", "%s: %v", name, steps)
			require.False(t, strings.Contains(step, "TEMP B-TREE") && !c.sorted, "%s: %v", name, steps)
			require.NotContains(t, step, "AUTOMATIC", "%s: %v", name, steps)
		}
	}
}

func plan(t *testing.T, db sqldb.DB, sql string) []string {
	t.Helper()
	args := make([]any, 0, 6)
	for i := 1; strings.Contains(sql, "$"+string(rune('0'+i))); i++ {
		args = append(args, "")
	}
	rows, err := db.Query(t.Context(), "EXPLAIN QUERY PLAN "+sql, args...)
	require.NoError(t, err)
	defer rows.Close()
	var steps []string
	for rows.Next() {
		var id, parent, unused int64
		step := ""
		require.NoError(t, rows.Scan(&id, &parent, &unused, &step))
		steps = append(steps, step)
	}
	require.NoError(t, rows.Err())
	return steps
}
