package store

import (
	"context"
	"fmt"

	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/sqldb"
)

// Letter is a letter about a student's absences; Body is JSON: the letter as it stood when it was written.
type Letter struct {
	School, ID, StudentID string
	From, To              string
	Absences              int
	Body                  string
	Account               string
	At                    int64
}

const sqlInsertLetter = `INSERT INTO letters (school, letter_id, student_id, from_date, last_date, absences, body, account_id, at)
 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`

// InsertLetter writes a letter.
func InsertLetter(ctx context.Context, tx sqldb.Tx, l Letter) error {
	_, err := tx.Exec(ctx, sqlInsertLetter, l.School, l.ID, l.StudentID, l.From, l.To, l.Absences, l.Body, l.Account, l.At)
	if err != nil {
		return fmt.Errorf("writing a letter: %w", err)
	}
	return nil
}

const letterColumns = `SELECT l.school, l.letter_id, l.student_id, l.from_date, l.last_date, l.absences, l.body, l.account_id, l.at`

func scanLetter(row sqldb.Row) (l Letter, err error) {
	err = row.Scan(&l.School, &l.ID, &l.StudentID, &l.From, &l.To, &l.Absences, &l.Body, &l.Account, &l.At)
	return l, err
}

const sqlFindLetter = letterColumns + `, COALESCE(p.node, '') FROM letters l
 LEFT JOIN proj_schools p ON p.school = l.school WHERE l.school = $1 AND l.letter_id = $2`

// FindLetter reads a letter whoever asks, with the place of its school in the tree.
func FindLetter(ctx context.Context, q sqldb.Querier, id string) (l Letter, node string, err error) {
	l, err = scanLetter(rowWith{q.QueryRow(ctx, sqlFindLetter, roster.SchoolOf(id), id), []any{&node}})
	return l, node, found(err, "reading a letter")
}

const sqlStudentLetters = letterColumns + ` FROM letters l WHERE l.student_id = $1 AND l.school IN (`

// StudentLetters are the letters of some schools about a student, newest first.
func StudentLetters(ctx context.Context, q sqldb.Querier, studentID string, schools []string, limit int64) ([]Letter, error) {
	if len(schools) == 0 {
		return nil, nil
	}
	in, args := sqldb.InList(3, schools)
	return sqldb.List(ctx, q, "listing letters", scanLetter, sqlStudentLetters+in+`) ORDER BY l.at DESC, l.letter_id DESC LIMIT $2`,
		append([]any{studentID, limit}, args...)...)
}
