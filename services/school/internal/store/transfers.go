package store

import (
	"context"

	"github.com/massar-platform/massar/platform/sqldb"
)

// Transfer is a row of transfers with what its readers are told of the student, the class and both schools. State
// is that of the day for which it was read.
type Transfer struct {
	ID, StudentID         string
	ToSchool, ToClass     string
	FromSchool            string
	Year, Date, Reason    string
	State                 string
	AskedOn, AnswerBy     string
	ExpiresOn, DecidedOn  string
	DecisionReason        string
	At, Version           int64
	MassarCode            string
	NameAr, NameLatin     string
	BirthDate             string
	Label                 string
	ToNode, ToAr, ToLatin string
	FromNode              string
	FromAr, FromLatin     string
}

// States of a transfer.
const (
	Asked     = "ASKED"
	Escalated = "ESCALATED"
	Released  = "RELEASED"
	Refused   = "REFUSED"
	Cancelled = "CANCELLED"
	Expired   = "EXPIRED"
	Overtaken = "OVERTAKEN"
)

func scanTransfer(row interface{ Scan(...any) error }) (t Transfer, err error) {
	err = row.Scan(&t.ID, &t.StudentID, &t.ToSchool, &t.ToClass, &t.FromSchool, &t.Year, &t.Date, &t.Reason, &t.State,
		&t.AskedOn, &t.AnswerBy, &t.ExpiresOn, &t.DecidedOn, &t.DecisionReason, &t.At, &t.Version,
		&t.MassarCode, &t.NameAr, &t.NameLatin, &t.BirthDate, &t.Label,
		&t.ToNode, &t.ToAr, &t.ToLatin, &t.FromNode, &t.FromAr, &t.FromLatin)
	return t, err
}

// transferToday reads transfers as they stand on the day $1.
const transferToday = `
SELECT t.transfer_id, t.student_id, t.to_school, t.to_class, t.from_school, t.school_year, t.date, t.reason,
       CASE WHEN t.state <> 'ASKED' THEN t.state WHEN t.expires_on <= $1 THEN 'EXPIRED'
            WHEN t.answer_by < $1 THEN 'ESCALATED' ELSE 'ASKED' END AS state_today,
       t.asked_on, t.answer_by, t.expires_on, t.decided_on, t.decision_reason, t.at, t.version,
       s.massar_code, s.name_ar, s.name_latin, s.birth_date, c.label,
       r.node, r.name_ar, r.name_latin, f.node, f.name_ar, f.name_latin
FROM transfers t
JOIN students s ON s.student_id = t.student_id
JOIN classes c ON c.class_id = t.to_class
JOIN schools r ON r.school = t.to_school
JOIN schools f ON f.school = t.from_school
`

const sqlGetTransfer = transferToday + `WHERE t.transfer_id = $2`

// GetTransfer reads a transfer as it stands on a day; sqldb.ErrNoRows when there is none.
func GetTransfer(ctx context.Context, q sqldb.Querier, id, today string) (Transfer, error) {
	return scanTransfer(q.QueryRow(ctx, sqlGetTransfer, today, id))
}

// newestFirst pages behind an instant and id, of one state or (empty) of any.
const newestFirst = `
  AND ($3 = '' OR CASE WHEN t.state <> 'ASKED' THEN t.state WHEN t.expires_on <= $1 THEN 'EXPIRED'
                       WHEN t.answer_by < $1 THEN 'ESCALATED' ELSE 'ASKED' END = $3)
  AND (t.at, t.transfer_id) < ($4, $5)
ORDER BY t.at DESC, t.transfer_id DESC LIMIT $6`

const sqlListTransfersIn = transferToday + `WHERE t.to_school = $2` + newestFirst

// ListTransfersIn lists what a school asked for, newest first, behind an instant and id.
func ListTransfersIn(ctx context.Context, q sqldb.Querier, school, state, today string, beforeAt int64, beforeID string, limit int64) ([]Transfer, error) {
	return collect(ctx, q, scanTransfer, sqlListTransfersIn, today, school, state, beforeAt, beforeID, limit)
}

const sqlListTransfersOut = transferToday + `WHERE t.from_school = $2` + newestFirst

// ListTransfersOut lists what a school was asked for, newest first, behind an instant and id.
func ListTransfersOut(ctx context.Context, q sqldb.Querier, school, state, today string, beforeAt int64, beforeID string, limit int64) ([]Transfer, error) {
	return collect(ctx, q, scanTransfer, sqlListTransfersOut, today, school, state, beforeAt, beforeID, limit)
}

const sqlListEscalated = transferToday + `WHERE t.state = 'ASKED' AND t.answer_by < $1 AND t.expires_on > $1
  AND r.node LIKE $2 AND f.node LIKE $2
  AND (t.at, t.transfer_id) < ($3, $4)
ORDER BY t.at DESC, t.transfer_id DESC LIMIT $5`

// ListEscalated lists what was not answered in time between schools below a node, newest first, behind an instant
// and id.
func ListEscalated(ctx context.Context, q sqldb.Querier, node, today string, beforeAt int64, beforeID string, limit int64) ([]Transfer, error) {
	return collect(ctx, q, scanTransfer, sqlListEscalated, today, node+"/%", beforeAt, beforeID, limit)
}

const sqlInsertTransfer = `
INSERT INTO transfers (transfer_id, student_id, to_school, to_class, from_school, school_year, date, reason, state,
                       asked_on, answer_by, expires_on, decided_on, decision_reason, at, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'ASKED', $9, $10, $11, '', '', $12, 1)`

// InsertTransfer writes what a school asks.
func InsertTransfer(ctx context.Context, tx sqldb.Tx, t Transfer) error {
	_, err := tx.Exec(ctx, sqlInsertTransfer, t.ID, t.StudentID, t.ToSchool, t.ToClass, t.FromSchool, t.Year, t.Date, t.Reason,
		t.AskedOn, t.AnswerBy, t.ExpiresOn, t.At)
	return err
}

const sqlSettleTransfer = `
UPDATE transfers SET state = $2, date = $3, decided_on = $4, decision_reason = $5, version = version + 1
WHERE transfer_id = $1 AND state = 'ASKED' AND version = $6`

// SettleTransfer writes the state, date, day and reason of an answer; false when somebody was faster.
func SettleTransfer(ctx context.Context, tx sqldb.Tx, t Transfer) (bool, error) {
	n, err := tx.Exec(ctx, sqlSettleTransfer, t.ID, t.State, t.Date, t.DecidedOn, t.DecisionReason, t.Version)
	return n == 1, err
}

const sqlOvertakeTransfers = `
UPDATE transfers SET state = 'OVERTAKEN', decided_on = $3, version = version + 1
WHERE student_id = $1 AND transfer_id <> $2 AND state = 'ASKED'`

// OvertakeTransfers closes what others asked of a student who has been released.
func OvertakeTransfers(ctx context.Context, tx sqldb.Tx, released Transfer, today string) error {
	_, err := tx.Exec(ctx, sqlOvertakeTransfers, released.StudentID, released.ID, today)
	return err
}

const sqlExpireTransfer = `
UPDATE transfers SET state = 'EXPIRED', decided_on = expires_on, version = version + 1
WHERE student_id = $1 AND to_school = $2 AND state = 'ASKED' AND expires_on <= $3`

// ExpireTransfer closes what a school asked of a student and nobody answered, so that it may ask again.
func ExpireTransfer(ctx context.Context, tx sqldb.Tx, studentID, school, today string) error {
	_, err := tx.Exec(ctx, sqlExpireTransfer, studentID, school, today)
	return err
}

const sqlForgetAsks = `DELETE FROM transfer_asks WHERE school = $1 AND day < $2`

const sqlCountAsk = `
INSERT INTO transfer_asks (school, day, asked) VALUES ($1, $2, 1)
ON CONFLICT (school, day) DO UPDATE SET asked = transfer_asks.asked + 1 WHERE transfer_asks.asked < $3`

// CountAsk counts that a school asks on a day; false when it has asked as often as it may.
func CountAsk(ctx context.Context, tx sqldb.Tx, school, day string, most int) (bool, error) {
	if _, err := tx.Exec(ctx, sqlForgetAsks, school, day); err != nil {
		return false, err
	}
	n, err := tx.Exec(ctx, sqlCountAsk, school, day, most)
	return n == 1, err
}
