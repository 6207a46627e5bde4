package store

import (
	"context"

	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/summary"
)

// Figures add half days of many students up.
type Figures struct {
	StudyHalfDays                     int64
	Justified, Unjustified, Undecided int64
	RegistersMissing                  int64
}

// Plus adds figures up.
func (f Figures) Plus(o Figures) Figures {
	return Figures{
		StudyHalfDays: f.StudyHalfDays + o.StudyHalfDays, Justified: f.Justified + o.Justified, Unjustified: f.Unjustified + o.Unjustified,
		Undecided: f.Undecided + o.Undecided, RegistersMissing: f.RegistersMissing + o.RegistersMissing,
	}
}

const sqlPutTotals = `INSERT INTO absence_totals (school, month, study_half_days, justified, unjustified, undecided, registers_missing)
 VALUES ($1, $2, $3, $4, $5, $6, $7)
 ON CONFLICT (month, school) DO UPDATE SET study_half_days = excluded.study_half_days, justified = excluded.justified,
 unjustified = excluded.unjustified, undecided = excluded.undecided, registers_missing = excluded.registers_missing`

// PutTotals is the statement that writes the figures of a school.
func PutTotals(school, month string, f Figures) sqldb.Statement {
	return sqldb.Statement{SQL: sqlPutTotals, Args: []any{
		school, month, f.StudyHalfDays, f.Justified, f.Unjustified, f.Undecided, f.RegistersMissing,
	}}
}

const sqlSubtotals = `SELECT substr(s.node, 1, $3), CAST(SUM(t.study_half_days) AS BIGINT), CAST(SUM(t.justified) AS BIGINT),
 CAST(SUM(t.unjustified) AS BIGINT), CAST(SUM(t.undecided) AS BIGINT), CAST(SUM(t.registers_missing) AS BIGINT)
 FROM proj_schools s JOIN absence_totals t ON t.school = s.school AND t.month = $2 WHERE `

// Subtotal is the sum of the schools at and below a node.
type Subtotal struct {
	Node string
	Figures
}

// Subtotals adds the schools at and below a node up, for each of the nodes just below it.
func Subtotals(ctx context.Context, q sqldb.Querier, node, month string) ([]Subtotal, error) {
	return sqldb.List(ctx, q, "adding absences up", func(row sqldb.Row) (t Subtotal, err error) {
		err = row.Scan(&t.Node, &t.StudyHalfDays, &t.Justified, &t.Unjustified, &t.Undecided, &t.RegistersMissing)
		return t, err
	}, sqlSubtotals+summary.Under("s.node")+` GROUP BY 1 ORDER BY 1`, node, month, summary.ChildLength(node))
}
