package store

import (
	"context"
	"errors"

	"github.com/massar-platform/massar/platform/sqldb"
)

// The purposes of a printed code.
const (
	PurposeActivate = "ACTIVATE"
	PurposeReset    = "RESET"
)

// Code is one printed code, without the code.
type Code struct {
	Hash        string
	StudentID   string
	Relation    int32
	Phone       string
	MassarCode  string
	NameAr      string
	NameLatin   string
	AccountID   string
	Purpose     string
	NewFactor   bool
	Live        bool
	UsedAt      int64
	ExpiresAt   int64
	TOTPPending []byte
	Recovery    string
	IssuedBy    string
	IssuedAt    int64
	// School is the code of the school that printed a family's code; empty where the code does not say.
	School string
}

const codeColumns = `code_hash, student_id, relation, phone, massar_code, name_ar, name_latin, account_id, purpose, new_factor,
	live, used_at, expires_at, totp_pending, recovery, issued_by, issued_at, school`

const sqlCodeByHash = `SELECT ` + codeColumns + ` FROM activation_codes WHERE code_hash = $1`

// CodeByHash finds a code.
func CodeByHash(ctx context.Context, q sqldb.Querier, hash string) (Code, bool, error) {
	var c Code
	err := q.QueryRow(ctx, sqlCodeByHash, hash).Scan(&c.Hash, &c.StudentID, &c.Relation, &c.Phone, &c.MassarCode, &c.NameAr,
		&c.NameLatin, &c.AccountID, &c.Purpose, &c.NewFactor, &c.Live, &c.UsedAt, &c.ExpiresAt, &c.TOTPPending, &c.Recovery,
		&c.IssuedBy, &c.IssuedAt, &c.School)
	if errors.Is(err, sqldb.ErrNoRows) {
		return Code{}, false, nil
	}
	return c, err == nil, err
}

const sqlReplaceFamily = `UPDATE activation_codes SET live = $4, expires_at = $5
WHERE student_id = $1 AND relation = $2 AND phone = $3 AND live AND student_id <> ''`

// ReplaceFamilyCodes ends the living codes for the same (student, relation, phone) as the new ones.
func ReplaceFamilyCodes(ctx context.Context, tx sqldb.Tx, codes []Code, now int64) error {
	statements := make([]sqldb.Statement, 0, len(codes))
	for _, c := range codes {
		statements = append(statements, sqldb.Statement{SQL: sqlReplaceFamily, Args: []any{c.StudentID, int64(c.Relation), c.Phone, false, now}})
	}
	_, err := tx.ExecAll(ctx, statements...)
	return err
}

const sqlEndGuardianCodes = `UPDATE activation_codes SET live = $3, expires_at = $4
WHERE student_id = $1 AND relation <> $2 AND live AND student_id <> ''`

// EndGuardianCodes ends every living code of a student but the one for his own account (self).
func EndGuardianCodes(ctx context.Context, tx sqldb.Tx, studentID string, self int32, now int64) error {
	_, err := tx.Exec(ctx, sqlEndGuardianCodes, studentID, int64(self), false, now)
	return err
}

const sqlEndElsewhere = `UPDATE activation_codes SET live = $3, expires_at = $4
WHERE student_id = $1 AND school <> $2 AND school <> '' AND live AND student_id <> ''`

// EndCodesElsewhere ends the living codes that another school printed for the students of these ones, and says how
// many for each of them. Codes that do not name their school are left: they are judged when they are brought.
func EndCodesElsewhere(ctx context.Context, tx sqldb.Tx, codes []Code, now int64) (ended []int64, err error) {
	statements := make([]sqldb.Statement, 0, len(codes))
	for _, c := range codes {
		statements = append(statements, sqldb.Statement{SQL: sqlEndElsewhere, Args: []any{c.StudentID, c.School, false, now}})
	}
	return tx.ExecAll(ctx, statements...)
}

const sqlEndCode = `UPDATE activation_codes SET live = $2, expires_at = $3 WHERE code_hash = $1 AND live`

// EndCode ends a living code; false when it was over already.
func EndCode(ctx context.Context, tx sqldb.Tx, hash string, now int64) (bool, error) {
	n, err := tx.Exec(ctx, sqlEndCode, hash, false, now)
	return n == 1, err
}

const sqlReplaceAccount = `UPDATE activation_codes SET live = $3, expires_at = $4
WHERE account_id = $1 AND purpose = $2 AND live AND account_id <> ''`

// ReplaceAccountCode ends the living code of an account for a purpose, if there is one.
func ReplaceAccountCode(ctx context.Context, tx sqldb.Tx, accountID, purpose string, now int64) error {
	_, err := tx.Exec(ctx, sqlReplaceAccount, accountID, purpose, false, now)
	return err
}

const sqlInsertCode = `INSERT INTO activation_codes (` + codeColumns + `) VALUES `

// InsertCodes adds codes.
func InsertCodes(ctx context.Context, tx sqldb.Tx, codes []Code) error {
	rows := make([][]any, 0, len(codes))
	for _, c := range codes {
		rows = append(rows, []any{c.Hash, c.StudentID, int64(c.Relation), c.Phone, c.MassarCode, c.NameAr, c.NameLatin, c.AccountID,
			c.Purpose, c.NewFactor, c.Live, c.UsedAt, c.ExpiresAt, notNil(c.TOTPPending), c.Recovery, c.IssuedBy, c.IssuedAt, c.School})
	}
	_, err := tx.ExecRows(ctx, sqlInsertCode, "", rows)
	return err
}

const sqlUseCode = `UPDATE activation_codes SET live = $2, used_at = $3, totp_pending = $4
WHERE code_hash = $1 AND live AND used_at = 0 AND expires_at > $3`

// UseCode takes a code; false when somebody took it first, or it is over.
func UseCode(ctx context.Context, tx sqldb.Tx, hash string, now int64) (bool, error) {
	n, err := tx.Exec(ctx, sqlUseCode, hash, false, now, []byte{})
	return n == 1, err
}

const sqlBeginCodeFactor = `UPDATE activation_codes SET totp_pending = $2, recovery = $3 WHERE code_hash = $1 AND live`

// BeginCodeFactor remembers the second factor shown to whoever holds the code. The last one shown counts.
func BeginCodeFactor(ctx context.Context, tx sqldb.Tx, hash string, sealed []byte, recovery string) (bool, error) {
	n, err := tx.Exec(ctx, sqlBeginCodeFactor, hash, sealed, recovery)
	return n == 1, err
}

const sqlLiveStudents = `SELECT student_id, school FROM activation_codes
WHERE live AND relation = $1 AND expires_at > $2 AND student_id IN `

// StudentsWithCode says which of these students have a living code for the account of a relation (self: their own), and of which school.
func StudentsWithCode(ctx context.Context, q sqldb.Querier, relation int32, students []string, now int64) (map[string]string, error) {
	schools := map[string]string{}
	if len(students) == 0 {
		return schools, nil
	}
	list, args := sqldb.InList(3, students)
	rows, err := q.Query(ctx, sqlLiveStudents+"("+list+")", append([]any{int64(relation), now}, args...)...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var student, school string
		if err := rows.Scan(&student, &school); err != nil {
			return nil, err
		}
		schools[student] = school
	}
	return schools, rows.Err()
}

const sqlLiveAccounts = `SELECT DISTINCT account_id FROM activation_codes
WHERE live AND purpose = $1 AND expires_at > $2 AND account_id IN `

// AccountsWithCode says which of these accounts have a living activation code.
func AccountsWithCode(ctx context.Context, q sqldb.Querier, accounts []string, now int64) ([]string, error) {
	if len(accounts) == 0 {
		return nil, nil
	}
	list, args := sqldb.InList(3, accounts)
	return collectStrings(q.Query(ctx, sqlLiveAccounts+"("+list+")", append([]any{PurposeActivate, now}, args...)...))
}
