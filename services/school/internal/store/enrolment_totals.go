package store

import (
	"context"

	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/summary"
)

// Figures count classes and who is in them.
type Figures struct {
	Schools, Classes, Students, Girls, Boys int64
}

// Plus adds figures up.
func (f Figures) Plus(o Figures) Figures {
	return Figures{f.Schools + o.Schools, f.Classes + o.Classes, f.Students + o.Students, f.Girls + o.Girls, f.Boys + o.Boys}
}

// ClassFigures are those of one class.
type ClassFigures struct {
	ClassID, Label string
	Figures
}

const sqlClassFigures = `
SELECT c.class_id, c.label, 1, COUNT(e.student_id), COUNT(CASE WHEN p.sex = 'F' THEN 1 END), COUNT(CASE WHEN p.sex = 'M' THEN 1 END)
FROM classes c
LEFT JOIN enrolments e ON e.class_id = c.class_id AND e.from_date <= $3 AND (e.to_date IS NULL OR e.to_date > $3)
LEFT JOIN students p ON p.student_id = e.student_id
WHERE c.school = $1 AND c.school_year = $2
GROUP BY c.class_id, c.label, c.sort_key ORDER BY c.sort_key, c.class_id`

// ListClassFigures counts who is in the classes of a school on a day, in the order of classes.
func ListClassFigures(ctx context.Context, q sqldb.Querier, school, year, day string) ([]ClassFigures, error) {
	return collect(ctx, q, func(row interface{ Scan(...any) error }) (f ClassFigures, err error) {
		err = row.Scan(&f.ClassID, &f.Label, &f.Classes, &f.Students, &f.Girls, &f.Boys)
		return f, err
	}, sqlClassFigures, school, year, day)
}

const sqlPutTotals = `
INSERT INTO enrolment_totals (school, school_year, classes, students, girls, boys) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (school) DO UPDATE SET school_year = excluded.school_year, classes = excluded.classes, students = excluded.students,
    girls = excluded.girls, boys = excluded.boys`

// PutTotals is the statement that writes the figures of a school.
func PutTotals(school, year string, f Figures) sqldb.Statement {
	return sqldb.Statement{SQL: sqlPutTotals, Args: []any{school, year, f.Classes, f.Students, f.Girls, f.Boys}}
}

const sqlSubtotalsHead = `
SELECT substr(s.node, 1, $3), COUNT(*), CAST(SUM(COALESCE(t.classes, 0)) AS BIGINT), CAST(SUM(COALESCE(t.students, 0)) AS BIGINT),
    CAST(SUM(COALESCE(t.girls, 0)) AS BIGINT), CAST(SUM(COALESCE(t.boys, 0)) AS BIGINT)
FROM schools s LEFT JOIN enrolment_totals t ON t.school = s.school AND t.school_year = $2
WHERE `

// Subtotals adds the schools at and below a node up, for each of the nodes just below it.
func Subtotals(ctx context.Context, q sqldb.Querier, node, year string) (map[string]Figures, error) {
	type subtotal struct {
		node string
		Figures
	}
	found, err := collect(ctx, q, func(row interface{ Scan(...any) error }) (t subtotal, err error) {
		err = row.Scan(&t.node, &t.Schools, &t.Classes, &t.Students, &t.Girls, &t.Boys)
		return t, err
	}, sqlSubtotalsHead+summary.Under("s.node")+" GROUP BY 1", node, year, summary.ChildLength(node))
	totals := make(map[string]Figures, len(found))
	for _, one := range found {
		totals[one.node] = one.Figures
	}
	return totals, err
}
