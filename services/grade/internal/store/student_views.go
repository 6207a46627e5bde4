package store

import (
	"context"
	"fmt"

	"github.com/massar-platform/massar/platform/sqldb"
)

// The kinds of views.
const (
	ViewEarly     = "EARLY"
	ViewPublished = "PUBLISHED"
)

// View is one student's semester ready to send, per language.
type View struct {
	Student string
	Kind    string
	// PublishAt and GuardianAt are when students and guardians see it; 0 for early views.
	PublishAt  int64
	GuardianAt int64
	Ar, Fr     []byte
}

const sqlUpsertViews = `INSERT INTO student_views (student_id, school_year, semester, kind, school, class_id, publish_at,
 guardian_at, body_ar, body_fr, version, updated_at, pending_until) VALUES`

const sqlUpsertViewsConflict = `ON CONFLICT (student_id, school_year, semester, kind) DO UPDATE SET school = excluded.school,
 class_id = excluded.class_id, publish_at = excluded.publish_at, guardian_at = excluded.guardian_at,
 body_ar = excluded.body_ar, body_fr = excluded.body_fr, version = excluded.version, updated_at = excluded.updated_at,
 pending_until = excluded.pending_until`

// UpsertViews writes views of a locked term.
func UpsertViews(ctx context.Context, tx sqldb.Tx, t Term, version, now int64, pendingUntil string, views []View) error {
	rows := make([][]any, len(views))
	for i, v := range views {
		rows[i] = []any{
			v.Student, t.SchoolYear, t.Semester, v.Kind, t.School, t.ClassID, v.PublishAt, v.GuardianAt,
			v.Ar, v.Fr, version, now, pendingUntil,
		}
	}
	if _, err := tx.ExecRows(ctx, sqlUpsertViews, sqlUpsertViewsConflict, rows); err != nil {
		return fmt.Errorf("writing the views of a class: %w", err)
	}
	return nil
}

// ReadView is a stored view in one language.
type ReadView struct {
	Kind         string
	Term         Term
	PublishAt    int64
	GuardianAt   int64
	PendingUntil string
	Version      int64
	Body         []byte
}

const readViewFields = `SELECT kind, school, class_id, publish_at, guardian_at, pending_until, version, `

const readViewWhere = ` FROM student_views WHERE student_id = $1 AND school_year = $2 AND semester = $3`

const sqlReadViewsAr = readViewFields + `body_ar` + readViewWhere

const sqlReadViewsFr = readViewFields + `body_fr` + readViewWhere

// ReadViews reads the views of one student's semester in French or else in
// Arabic: one indexed read, at most one view of each kind.
func ReadViews(ctx context.Context, q sqldb.Querier, student, schoolYear string, semester int, french bool) ([]ReadView, error) {
	text := sqlReadViewsAr
	if french {
		text = sqlReadViewsFr
	}
	rows, err := q.Query(ctx, text, student, schoolYear, semester)
	if err != nil {
		return nil, fmt.Errorf("reading a student's marks: %w", err)
	}
	defer rows.Close()
	var list []ReadView
	for rows.Next() {
		v := ReadView{Term: Term{SchoolYear: schoolYear, Semester: semester}}
		err := rows.Scan(&v.Kind, &v.Term.School, &v.Term.ClassID, &v.PublishAt, &v.GuardianAt, &v.PendingUntil, &v.Version, &v.Body)
		if err != nil {
			return nil, fmt.Errorf("reading a student's marks: %w", err)
		}
		list = append(list, v)
	}
	return list, rows.Err()
}

const sqlTermViews = `SELECT student_id, kind, publish_at, guardian_at, body_ar, body_fr FROM student_views
 WHERE school = $1 AND class_id = $2 AND school_year = $3 AND semester = $4 ORDER BY kind, student_id`

// TermViews reads every stored view of a term.
func TermViews(ctx context.Context, q sqldb.Querier, t Term) ([]View, error) {
	rows, err := q.Query(ctx, sqlTermViews, t.args()...)
	if err != nil {
		return nil, fmt.Errorf("reading the views of a class: %w", err)
	}
	defer rows.Close()
	var list []View
	for rows.Next() {
		var v View
		if err := rows.Scan(&v.Student, &v.Kind, &v.PublishAt, &v.GuardianAt, &v.Ar, &v.Fr); err != nil {
			return nil, fmt.Errorf("reading the views of a class: %w", err)
		}
		list = append(list, v)
	}
	return list, rows.Err()
}

const sqlViewsElsewhere = `SELECT student_id, kind FROM student_views
 WHERE school_year = $1 AND semester = $2 AND class_id <> $3 AND student_id IN (`

// ViewsElsewhere tells which of the students have views that another class
// wrote: students who moved.
func ViewsElsewhere(ctx context.Context, q sqldb.Querier, t Term, students []string) (map[string]map[string]bool, error) {
	list, args := sqldb.InList(4, students)
	rows, err := q.Query(ctx, sqlViewsElsewhere+list+`)`, append([]any{t.SchoolYear, t.Semester, t.ClassID}, args...)...)
	if err != nil {
		return nil, fmt.Errorf("looking for views of other classes: %w", err)
	}
	defer rows.Close()
	found := map[string]map[string]bool{}
	for rows.Next() {
		var student, kind string
		if err := rows.Scan(&student, &kind); err != nil {
			return nil, fmt.Errorf("looking for views of other classes: %w", err)
		}
		if found[student] == nil {
			found[student] = map[string]bool{}
		}
		found[student][kind] = true
	}
	return found, rows.Err()
}

const sqlPlaces = `SELECT c.class_id, c.school, c.label, COALESCE(s.node, ''), e.from_date, e.to_date
 FROM proj_enrolments e
 JOIN proj_classes c ON c.school = e.school AND c.class_id = e.class_id AND c.school_year = $2
 LEFT JOIN proj_schools s ON s.school = e.school
 WHERE e.student_id = $1 ORDER BY e.from_date`

// Place is one class that a student was in during a school year.
type Place struct {
	ClassID  string
	School   string
	Label    string
	Node     string
	From, To string
}

// Places reads the classes of a student in a school year, oldest first.
func Places(ctx context.Context, q sqldb.Querier, student, schoolYear string) ([]Place, error) {
	rows, err := q.Query(ctx, sqlPlaces, student, schoolYear)
	if err != nil {
		return nil, fmt.Errorf("reading the classes of a student: %w", err)
	}
	defer rows.Close()
	var list []Place
	for rows.Next() {
		var p Place
		if err := rows.Scan(&p.ClassID, &p.School, &p.Label, &p.Node, &p.From, &p.To); err != nil {
			return nil, fmt.Errorf("reading the classes of a student: %w", err)
		}
		list = append(list, p)
	}
	return list, rows.Err()
}

const sqlDropViewsExcept = `DELETE FROM student_views WHERE school = $1 AND class_id = $2 AND school_year = $3
 AND semester = $4 AND kind = $5 AND student_id NOT IN (`

// DropViewsExcept removes the views of a kind of students who are no longer in
// the class list.
func DropViewsExcept(ctx context.Context, tx sqldb.Tx, t Term, kind string, roster []string) error {
	if len(roster) == 0 {
		roster = []string{""}
	}
	list, args := sqldb.InList(6, roster)
	if _, err := tx.Exec(ctx, sqlDropViewsExcept+list+`)`, append(t.args(kind), args...)...); err != nil {
		return fmt.Errorf("removing the views of those who left: %w", err)
	}
	return nil
}
