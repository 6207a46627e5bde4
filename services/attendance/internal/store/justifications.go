package store

import (
	"context"
	"fmt"

	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/sqldb"
)

// The states of a justification; the words of the API.
const (
	JustificationPending  = "PENDING"
	JustificationAccepted = "ACCEPTED"
	JustificationRefused  = "REFUSED"
)

// Justification is a row of justifications. From and To are both included.
type Justification struct {
	School    string
	ID        string
	StudentID string
	ClassID   string
	From, To  string
	Reason    string
	Body      string
	State     string
	// SubmittedRole is GUARDIAN or SCHOOL_OFFICE; SubmittedBy and DecidedBy are accounts.
	SubmittedRole  string
	SubmittedBy    string
	SubmittedAt    int64
	DecidedBy      string
	DecidedPerson  string
	DecidedAt      int64
	DecisionReason string
	Version        int64

	// Node and ClassLabel are those of the school and the class, as far as they are known.
	Node       string
	ClassLabel string
	// Lessons are the missed ones of its days.
	Lessons int
}

const justificationFields = `justifications.school, justifications.justification_id, justifications.student_id,
 justifications.class_id, justifications.from_date, justifications.last_date, justifications.reason, justifications.body,
 justifications.state, justifications.submitted_role, justifications.submitted_by, justifications.submitted_at,
 justifications.decided_by, justifications.decided_person, justifications.decided_at, justifications.decision_reason, justifications.version,
 COALESCE((SELECT p.node FROM proj_schools p WHERE p.school = justifications.school), ''),
 COALESCE((SELECT p.label FROM proj_classes p WHERE p.school = justifications.school AND p.class_id = justifications.class_id), ''),
 (SELECT COUNT(*) FROM entries e WHERE e.student_id = justifications.student_id AND e.school = justifications.school
  AND e.date >= justifications.from_date AND e.date <= justifications.last_date AND e.noted AND e.state IN ('ABSENT', 'EXCUSED'))`

func scanJustification(row sqldb.Row) (j Justification, err error) {
	err = row.Scan(&j.School, &j.ID, &j.StudentID, &j.ClassID, &j.From, &j.To, &j.Reason, &j.Body, &j.State, &j.SubmittedRole,
		&j.SubmittedBy, &j.SubmittedAt, &j.DecidedBy, &j.DecidedPerson, &j.DecidedAt, &j.DecisionReason, &j.Version, &j.Node, &j.ClassLabel, &j.Lessons)
	return j, err
}

const sqlFindJustification = `SELECT ` + justificationFields + ` FROM justifications WHERE school = $1 AND justification_id = $2`

// FindJustification reads a justification whoever asks.
func FindJustification(ctx context.Context, q sqldb.Querier, id string) (Justification, error) {
	j, err := scanJustification(q.QueryRow(ctx, sqlFindJustification, roster.SchoolOf(id), id))
	return j, found(err, "reading a justification")
}

const sqlLockJustification = `UPDATE justifications SET version = version + 1 WHERE school = $1 AND justification_id = $2
 RETURNING ` + justificationFields

// LockJustification takes a justification for the transaction: it is decided, and its papers are written, under
// it only.
func LockJustification(ctx context.Context, tx sqldb.Tx, id string) (Justification, error) {
	j, err := scanJustification(tx.QueryRow(ctx, sqlLockJustification, roster.SchoolOf(id), id))
	return j, found(err, "locking a justification")
}

const sqlLockExcuses = `INSERT INTO excused_students (student_id, version) VALUES ($1, 1)
 ON CONFLICT (student_id) DO UPDATE SET version = excused_students.version + 1`

// LockExcuses takes the justifications of a student for the transaction, also the first one.
func LockExcuses(ctx context.Context, tx sqldb.Tx, studentID string) error {
	if _, err := tx.Exec(ctx, sqlLockExcuses, studentID); err != nil {
		return fmt.Errorf("locking the justifications of a student: %w", err)
	}
	return nil
}

const sqlStanding = `SELECT COALESCE(SUM(CASE WHEN state = 'PENDING' THEN 1 ELSE 0 END), 0),
 COALESCE(SUM(CASE WHEN school = $5 AND from_date <= $3 AND last_date >= $2 THEN 1 ELSE 0 END), 0)
 FROM justifications WHERE student_id = $1 AND state <> 'REFUSED' AND (submitted_by = $4 OR state = 'ACCEPTED')`

// CountExcuses says how many justifications that an account brought for a student wait, and how many that it
// brought and that are not refused, or that are accepted, touch some days of a school, both included. What another
// has brought and nobody has decided stands in nobody's way, and neither does what another school decided about.
func CountExcuses(ctx context.Context, q sqldb.Querier, account, school, studentID, from, to string) (pending, touching int, err error) {
	if err = q.QueryRow(ctx, sqlStanding, studentID, from, to, account, school).Scan(&pending, &touching); err != nil {
		err = fmt.Errorf("counting the justifications of a student: %w", err)
	}
	return pending, touching, err
}

const sqlInsertJustification = `INSERT INTO justifications (school, justification_id, student_id, class_id, from_date, last_date,
 reason, body, state, submitted_role, submitted_by, submitted_at, decided_by, decided_at, decision_reason, version)
 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, '', 0, '', 1)`

// InsertJustification writes a new justification.
func InsertJustification(ctx context.Context, tx sqldb.Tx, j Justification) error {
	_, err := tx.Exec(ctx, sqlInsertJustification, j.School, j.ID, j.StudentID, j.ClassID, j.From, j.To, j.Reason, j.Body, j.State,
		j.SubmittedRole, j.SubmittedBy, j.SubmittedAt)
	if err != nil {
		return fmt.Errorf("writing a justification: %w", err)
	}
	return nil
}

const sqlDecideJustification = `UPDATE justifications SET state = $3, decided_by = $4, decided_at = $5, decision_reason = $6, decided_person = $7
 WHERE school = $1 AND justification_id = $2`

// DecideJustification writes the decision about a justification that the transaction has locked.
func DecideJustification(ctx context.Context, tx sqldb.Tx, j Justification) error {
	_, err := tx.Exec(ctx, sqlDecideJustification, j.School, j.ID, j.State, j.DecidedBy, j.DecidedAt, j.DecisionReason, j.DecidedPerson)
	if err != nil {
		return fmt.Errorf("deciding a justification: %w", err)
	}
	return nil
}

// WithdrawJustification removes a justification that the transaction has locked, with the rows of its papers: the
// sweep removes the files.
func WithdrawJustification(ctx context.Context, tx sqldb.Tx, j Justification) error {
	for _, sql := range []string{
		`DELETE FROM documents WHERE school = $1 AND justification_id = $2`,
		`DELETE FROM justifications WHERE school = $1 AND justification_id = $2`,
	} {
		if _, err := tx.Exec(ctx, sql, j.School, j.ID); err != nil {
			return fmt.Errorf("withdrawing a justification: %w", err)
		}
	}
	return nil
}

const sqlSchoolJustifications = `SELECT ` + justificationFields + ` FROM justifications
 WHERE school = $1 AND ($2 = '' OR justification_id < $2)`

const newestFirst = ` ORDER BY justification_id DESC LIMIT $3`

// SchoolJustifications are those of a school, newest first, older than the one named; with a state, those in it.
func SchoolJustifications(ctx context.Context, q sqldb.Querier, school, state, before string, limit int64) ([]Justification, error) {
	const doing = "listing the justifications of a school"
	if state == "" {
		return sqldb.List(ctx, q, doing, scanJustification, sqlSchoolJustifications+newestFirst, school, before, limit)
	}
	return sqldb.List(ctx, q, doing, scanJustification, sqlSchoolJustifications+` AND state = $4`+newestFirst, school, before, limit, state)
}

const sqlStudentJustifications = `SELECT ` + justificationFields + ` FROM justifications
 WHERE student_id = $1 AND ($2 = '' OR state = $2)
 AND ($3 = '' OR submitted_at < $4 OR (submitted_at = $4 AND justification_id < $3))`

// Place is where one page of a student's justifications ended; the zero Place is before the first.
type Place struct {
	ID string
	At int64
}

// StudentJustifications are those of a student, newest first, behind a place; of the schools given, or of all
// where none is. With a state, those in it.
func StudentJustifications(ctx context.Context, q sqldb.Querier, studentID, state string, schools []string, behind Place, limit int64) ([]Justification, error) {
	args := []any{studentID, state, behind.ID, behind.At, limit}
	where := ""
	if len(schools) > 0 {
		in, more := sqldb.InList(len(args)+1, schools)
		where, args = ` AND school IN (`+in+`)`, append(args, more...)
	}
	return sqldb.List(ctx, q, "listing the justifications of a student", scanJustification,
		sqlStudentJustifications+where+` ORDER BY submitted_at DESC, justification_id DESC LIMIT $5`, args...)
}
