package store

import (
	"context"

	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/summary"
)

// Figures say how far the entry of a semester has come.
type Figures struct {
	Entered, Expected                       int64
	Open, Submitted, Validated, Published   int64
	Classes, ClassesScheduled, ClassesShown int64
}

// Plus adds figures up.
func (f Figures) Plus(o Figures) Figures {
	return Figures{
		Entered: f.Entered + o.Entered, Expected: f.Expected + o.Expected, Open: f.Open + o.Open, Submitted: f.Submitted + o.Submitted,
		Validated: f.Validated + o.Validated, Published: f.Published + o.Published, Classes: f.Classes + o.Classes,
		ClassesScheduled: f.ClassesScheduled + o.ClassesScheduled, ClassesShown: f.ClassesShown + o.ClassesShown,
	}
}

const sqlPutTotals = `INSERT INTO entry_totals (school, school_year, semester, entered, expected, sheets_open, sheets_submitted,
 sheets_validated, sheets_published, classes, classes_scheduled, classes_published)
 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
 ON CONFLICT (school_year, semester, school) DO UPDATE SET entered = excluded.entered, expected = excluded.expected,
 sheets_open = excluded.sheets_open, sheets_submitted = excluded.sheets_submitted, sheets_validated = excluded.sheets_validated,
 sheets_published = excluded.sheets_published, classes = excluded.classes, classes_scheduled = excluded.classes_scheduled,
 classes_published = excluded.classes_published`

// PutTotals is the statement that writes the figures of a school.
func PutTotals(school, year string, semester int, f Figures) sqldb.Statement {
	return sqldb.Statement{SQL: sqlPutTotals, Args: []any{
		school, year, semester, f.Entered, f.Expected, f.Open, f.Submitted, f.Validated, f.Published,
		f.Classes, f.ClassesScheduled, f.ClassesShown,
	}}
}

const sqlSubtotals = `SELECT substr(s.node, 1, $4), CAST(SUM(t.entered) AS BIGINT), CAST(SUM(t.expected) AS BIGINT),
 CAST(SUM(t.sheets_open) AS BIGINT), CAST(SUM(t.sheets_submitted) AS BIGINT), CAST(SUM(t.sheets_validated) AS BIGINT),
 CAST(SUM(t.sheets_published) AS BIGINT), CAST(SUM(t.classes) AS BIGINT), CAST(SUM(t.classes_scheduled) AS BIGINT),
 CAST(SUM(t.classes_published) AS BIGINT)
 FROM proj_schools s JOIN entry_totals t ON t.school = s.school AND t.school_year = $2 AND t.semester = $3 WHERE `

// Subtotal is the sum of the schools at and below a node.
type Subtotal struct {
	Node string
	Figures
}

// Subtotals adds the schools at and below a node up, for each of the nodes just below it.
func Subtotals(ctx context.Context, q sqldb.Querier, node, year string, semester int) ([]Subtotal, error) {
	return sqldb.List(ctx, q, "adding marks up", func(row sqldb.Row) (t Subtotal, err error) {
		err = row.Scan(&t.Node, &t.Entered, &t.Expected, &t.Open, &t.Submitted, &t.Validated, &t.Published,
			&t.Classes, &t.ClassesScheduled, &t.ClassesShown)
		return t, err
	}, sqlSubtotals+summary.Under("s.node")+` GROUP BY 1 ORDER BY 1`, node, year, semester, summary.ChildLength(node))
}

const sqlSchoolPublications = `SELECT class_id, publish_at FROM publications WHERE school = $1 AND school_year = $2 AND semester = $3
 AND state = 'SCHEDULED'`

// SchoolPublications are the hours of the publications of a school's classes, by class; cancelled ones are left out.
func SchoolPublications(ctx context.Context, q sqldb.Querier, school, year string, semester int) (map[string]int64, error) {
	type publication struct {
		class string
		at    int64
	}
	found, err := sqldb.List(ctx, q, "reading the publications of a school", func(row sqldb.Row) (p publication, err error) {
		err = row.Scan(&p.class, &p.at)
		return p, err
	}, sqlSchoolPublications, school, year, semester)
	hours := make(map[string]int64, len(found))
	for _, p := range found {
		hours[p.class] = p.at
	}
	return hours, err
}
