package grade_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/services/grade"
)

// audited checks after a story that everything stored follows from the trail:
// chains, cells, and every view byte for byte.
func (s *story) audited() {
	s.Helper()
	sum, err := grade.VerifyAudit(s.Context(), s.db, func(f grade.AuditFault) { s.Errorf("audit: %s", f) })
	require.NoError(s, err)
	require.Positive(s, sum.Sheets)
	report, err := grade.RebuildViews(s.Context(), s.db, false)
	require.NoError(s, err)
	require.Empty(s, report.Faults)
	require.Equal(s, s.count(`SELECT COUNT(*) FROM student_views`), report.Views)
}

func (s *story) tamper(sql string, args ...any) {
	s.Helper()
	require.NoError(s, s.db.InTx(s.Context(), func(ctx context.Context, tx sqldb.Tx) error {
		n, err := tx.Exec(ctx, sql, args...)
		require.Positive(s, n, sql)
		return err
	}))
}

func (s *story) faults() []string {
	s.Helper()
	var list []string
	_, err := grade.VerifyAudit(s.Context(), s.db, func(f grade.AuditFault) { list = append(list, f.String()) })
	require.NoError(s, err)
	return list
}

func TestTamperingIsNamed(t *testing.T) {
	tell(t, func(s *story) {
		pc := s.sheet("PC")
		s.fillIn(pc, s.cell(0, "C1", "12", 0), s.cell(1, "C1", "8", 0))
		s.publishNow(s.class)
		s.audited()
		student := s.students[0]
		for _, c := range []struct{ do, undo, want string }{
			{`UPDATE cells SET mark = 20000 WHERE sheet_id = $1 AND student_id = $2`, `UPDATE cells SET mark = 12000 WHERE sheet_id = $1 AND student_id = $2`,
				"sheet " + pc + ", student " + student + ", column C1: the value is not the one of the trail"},
			{`UPDATE cells SET version = 7 WHERE sheet_id = $1 AND student_id = $2`, `UPDATE cells SET version = 1 WHERE sheet_id = $1 AND student_id = $2`,
				"sheet " + pc + ", student " + student + ", column C1: written 7 times by its version, 1 times by the trail"},
			{`UPDATE mark_events SET after_value = '20.00' WHERE sheet_id = $1 AND student_id = $2`, `UPDATE mark_events SET after_value = '12.00' WHERE sheet_id = $1 AND student_id = $2`,
				"sheet " + pc + ": the trail is broken at event 1: its content does not give its hash"},
			{`UPDATE mark_sheets SET state = 'OPEN' WHERE sheet_id = $1 AND $2 <> ''`, `UPDATE mark_sheets SET state = 'VALIDATED' WHERE sheet_id = $1 AND $2 <> ''`,
				"sheet " + pc + ": the sheet is OPEN, its trail says VALIDATED"},
			{`UPDATE sheet_columns SET date = '2026-01-01' WHERE sheet_id = $1 AND col = 'C1' AND $2 <> ''`, `UPDATE sheet_columns SET date = '' WHERE sheet_id = $1 AND col = 'C1' AND $2 <> ''`,
				"sheet " + pc + ", column C1: the title or date is not that of the trail"},
		} {
			s.tamper(c.do, pc, student)
			require.Equal(s, []string{c.want}, s.faults())
			s.tamper(c.undo, pc, student)
			require.Empty(s, s.faults())
		}
		s.tamper(`DELETE FROM cells WHERE sheet_id = $1 AND student_id = $2`, pc, student)
		require.Equal(s, []string{"sheet " + pc + ", student " + student + ", column C1: the value is not the one of the trail"}, s.faults())
		s.tamper(`DELETE FROM mark_events WHERE sheet_id = $1 AND seq = 4`, pc)
		require.Len(s, s.faults(), 1)
	})
}

func TestViewsAreRebuiltFromTheTrail(t *testing.T) {
	tell(t, func(s *story) {
		pc := s.sheet("PC")
		s.fillIn(pc, s.cell(0, "C1", "12", 0), s.cell(1, "C1", "8", 0))
		s.publishNow(s.class)
		want := bytesOf(s, s.own(0))
		s.tamper(`UPDATE student_views SET body_fr = body_ar WHERE student_id = $1 AND kind = 'PUBLISHED'`, s.students[0])
		s.tamper(`DELETE FROM student_views WHERE student_id = $1 AND kind = 'EARLY'`, s.students[1])
		s.tamper(`UPDATE student_views SET publish_at = publish_at - 1 WHERE student_id = $1 AND kind = 'PUBLISHED'`, s.students[2])
		// A changed cell does not reach the views: they are made from the trail.
		s.tamper(`UPDATE cells SET mark = 20000 WHERE sheet_id = $1 AND student_id = $2`, pc, s.students[0])

		report, err := grade.RebuildViews(s.Context(), s.db, true)
		require.NoError(s, err)
		var faults []string
		for _, f := range report.Faults {
			require.Equal(s, s.class, f.ClassID)
			faults = append(faults, f.Kind+" "+f.Student+" "+f.What)
		}
		require.ElementsMatch(s, []string{
			"EARLY " + s.students[1] + " it is not there",
			"PUBLISHED " + s.students[0] + " its content is not what the trail gives",
			"PUBLISHED " + s.students[2] + " its hour is not that of the publication",
		}, faults)
		require.Equal(s, 1, report.Written)
		report, err = grade.RebuildViews(s.Context(), s.db, false)
		require.NoError(s, err)
		require.Empty(s, report.Faults)
		require.Equal(s, 2*students, report.Views)
		require.Equal(s, want, bytesOf(s, s.own(0)))
	})
}
