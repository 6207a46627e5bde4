package e2e

import (
	"database/sql"
	"os/exec"
	"path/filepath"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
	"github.com/stretchr/testify/require"
	_ "modernc.org/sqlite" // the driver "sqlite"

	"github.com/massar-platform/massar/tests/stand"
)

// trail: everything ends in good order, the chain of hashes holds, and every view is what its events say.
// Both notice a hand in the tables.
func (s *story) trail() {
	s.d.Stop()
	require.Regexp(s.t, `[1-9]\d* mark sheets, [1-9]\d* events, 0 faults`, s.audit("verify"))
	require.Regexp(s.t, `[1-9]\d* classes, [1-9]\d* views as they must be, 0 that differ`, s.audit("rebuild"))

	db, schema := s.tables()
	change := func(statement string, args ...any) {
		s.t.Helper()
		done, err := db.ExecContext(s.t.Context(), statement, args...)
		require.NoError(s.t, err)
		rows, err := done.RowsAffected()
		require.NoError(s.t, err)
		require.EqualValues(s.t, 1, rows)
	}
	mark := `UPDATE ` + schema + `cells SET mark = $1 WHERE sheet_id = $2 AND student_id = $3 AND col = 'C3'`
	change(mark, 19000, s.math, s.pupils[0])
	require.Contains(s.t, s.auditFails("verify"), s.math)
	change(mark, 14000, s.math, s.pupils[0])
	s.audit("verify")

	reason := `UPDATE ` + schema + `mark_events SET reason = $1 WHERE sheet_id = $2 AND student_id = $3 AND kind = 'CORRECT'`
	change(reason, "another story", s.math, s.pupils[0])
	require.Contains(s.t, s.auditFails("verify"), s.math)

	change(`UPDATE `+schema+`student_views SET body_fr = body_ar WHERE student_id = $1 AND kind = 'PUBLISHED'`, s.pupils[4])
	require.Contains(s.t, s.auditFails("rebuild"), s.pupils[4])
	s.audit("rebuild", "--write")
	require.Regexp(s.t, `views as they must be, 0 that differ`, s.audit("rebuild"))
}

func (s *story) audit(args ...string) string {
	s.t.Helper()
	return stand.Massar(s.t, append(append([]string{"audit"}, args...), s.d.Storage()...)...)
}

// auditFails expects the command to find something.
func (s *story) auditFails(command string) string {
	s.t.Helper()
	out, err := stand.Try(s.t, append([]string{"audit", command}, s.d.Storage()...)...)
	var exit *exec.ExitError
	require.ErrorAs(s.t, err, &exit, "audit %s finds nothing: %s", command, out)
	return out
}

// tables opens grade's tables behind the program's back.
func (s *story) tables() (db *sql.DB, schema string) {
	s.t.Helper()
	var err error
	if s.d.DB == "" {
		db, err = sql.Open("sqlite", filepath.Join(s.d.Data, "grade.db"))
	} else {
		db, err = sql.Open("pgx", s.d.DB)
		schema = "grade."
	}
	require.NoError(s.t, err)
	s.t.Cleanup(func() { require.NoError(s.t, db.Close()) })
	return db, schema
}
