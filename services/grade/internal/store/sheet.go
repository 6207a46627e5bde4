package store

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/sqldb"
)

// The states of a sheet as stored. A validated sheet reads PUBLISHED once its
// publish_at has come.
const (
	SheetOpen      = "OPEN"
	SheetSubmitted = "SUBMITTED"
	SheetValidated = "VALIDATED"
	SheetPublished = "PUBLISHED"
)

// The states of a column.
const (
	ColumnOpen     = "OPEN"
	ColumnReleased = "RELEASED"
	ColumnLocked   = "LOCKED"
)

// Sheet is a mark sheet without its rows. Node and Label are those of its
// school and class.
type Sheet struct {
	School      string
	ID          string
	ClassID     string
	SchoolYear  string
	Semester    int
	Subject     string
	Scale       int
	MarkColumns int
	// State is the stored state; see StateAt.
	State     string
	PublishAt *int64
	Entered   int64
	HeadSeq   int64
	HeadHash  []byte
	Version   int64
	// ColumnStates are the states of the mark columns by name.
	ColumnStates map[string]string
	Node         string
	Label        string
	EarlyRelease bool
}

// StateAt is the state that the sheet shows at an instant of the school clock.
func (s *Sheet) StateAt(now int64) string {
	if s.State == SheetValidated && s.PublishAt != nil && *s.PublishAt <= now {
		return SheetPublished
	}
	return s.State
}

// ErrNotFound is returned for a row that is not there, or not the caller's.
var ErrNotFound = errors.New("store: not found")

// sheetFields are read wherever a sheet is; string_agg keeps the columns in the
// same statement.
const sheetFields = `mark_sheets.class_id, mark_sheets.school_year, mark_sheets.semester, mark_sheets.subject,
 mark_sheets.scale, mark_sheets.mark_columns, mark_sheets.state, mark_sheets.publish_at, mark_sheets.entered,
 mark_sheets.head_seq, mark_sheets.head_hash, mark_sheets.version,
 COALESCE((SELECT string_agg(k.col || ':' || k.state, ',') FROM sheet_columns k
  WHERE k.school = mark_sheets.school AND k.sheet_id = mark_sheets.sheet_id), ''),
 COALESCE((SELECT p.node FROM proj_schools p WHERE p.school = mark_sheets.school), ''),
 COALESCE((SELECT p.label FROM proj_classes p WHERE p.school = mark_sheets.school AND p.class_id = mark_sheets.class_id), ''),
 COALESCE((SELECT p.early_release FROM proj_schools p WHERE p.school = mark_sheets.school), FALSE)`

// taughtToday holds for sheets that the staff member $3 teaches on the day $4.
const taughtToday = `EXISTS (SELECT 1 FROM proj_assignments a
 WHERE a.school = mark_sheets.school AND a.class_id = mark_sheets.class_id AND a.subject = mark_sheets.subject
 AND a.staff_id = $3 AND a.from_date <= $4 AND (a.to_date = '' OR a.to_date > $4))`

func scanSheet(row sqldb.Row, sheetID string) (*Sheet, error) {
	s := &Sheet{School: roster.SchoolOf(sheetID), ID: sheetID}
	columns := ""
	err := row.Scan(&s.ClassID, &s.SchoolYear, &s.Semester, &s.Subject, &s.Scale, &s.MarkColumns, &s.State, &s.PublishAt,
		&s.Entered, &s.HeadSeq, &s.HeadHash, &s.Version, &columns, &s.Node, &s.Label, &s.EarlyRelease)
	if errors.Is(err, sqldb.ErrNoRows) {
		return nil, ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("reading a mark sheet: %w", err)
	}
	s.ColumnStates = make(map[string]string, s.MarkColumns)
	for part := range strings.SplitSeq(columns, ",") {
		if name, state, ok := strings.Cut(part, ":"); ok {
			s.ColumnStates[name] = state
		}
	}
	return s, nil
}

const sqlFindSheet = `SELECT ` + sheetFields + ` FROM mark_sheets WHERE school = $1 AND sheet_id = $2`

// FindSheet reads a sheet whoever asks; the caller checks Node.
func FindSheet(ctx context.Context, q sqldb.Querier, sheetID string) (*Sheet, error) {
	return scanSheet(q.QueryRow(ctx, sqlFindSheet, roster.SchoolOf(sheetID), sheetID), sheetID)
}

const sqlFindTaughtSheet = sqlFindSheet + ` AND ` + taughtToday

// FindTaughtSheet reads a sheet that the staff member teaches on that day.
func FindTaughtSheet(ctx context.Context, q sqldb.Querier, sheetID, staffID, day string) (*Sheet, error) {
	return scanSheet(q.QueryRow(ctx, sqlFindTaughtSheet, roster.SchoolOf(sheetID), sheetID, staffID, day), sheetID)
}

const sqlLockSheet = `UPDATE mark_sheets SET version = version + 1 WHERE school = $1 AND sheet_id = $2`

const sqlLockAnySheet = sqlLockSheet + ` RETURNING ` + sheetFields

// LockSheet takes the sheet's row lock for the transaction: everything below a
// sheet is written under it. The caller checks Node.
func LockSheet(ctx context.Context, tx sqldb.Tx, sheetID string) (*Sheet, error) {
	return scanSheet(tx.QueryRow(ctx, sqlLockAnySheet, roster.SchoolOf(sheetID), sheetID), sheetID)
}

const sqlLockTaughtSheet = sqlLockSheet + ` AND ` + taughtToday + ` RETURNING ` + sheetFields

// LockTaughtSheet is LockSheet for a sheet that the staff member teaches on that day.
func LockTaughtSheet(ctx context.Context, tx sqldb.Tx, sheetID, staffID, day string) (*Sheet, error) {
	return scanSheet(tx.QueryRow(ctx, sqlLockTaughtSheet, roster.SchoolOf(sheetID), sheetID, staffID, day), sheetID)
}

const sqlSealSheet = `UPDATE mark_sheets SET state = $3, publish_at = $4, entered = $5, head_seq = $6, head_hash = $7,
 updated_at = $8 WHERE school = $1 AND sheet_id = $2`

// sealSheet is the statement that writes what a locked sheet has become.
func sealSheet(s *Sheet, now int64) sqldb.Statement {
	return sqldb.Statement{SQL: sqlSealSheet, Args: []any{
		s.School, s.ID, s.State, s.PublishAt, s.Entered, s.HeadSeq, s.HeadHash, now,
	}}
}
