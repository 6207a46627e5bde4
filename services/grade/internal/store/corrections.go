package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/services/grade/internal/grading"
)

// The states of a correction.
const (
	CorrectionProposed = "PROPOSED"
	CorrectionApproved = "APPROVED"
	CorrectionRefused  = "REFUSED"
)

// Correction is a change of a published mark, proposed by one person and decided
// by another.
type Correction struct {
	ID        string
	SheetID   string
	Term      Term
	Subject   string
	Student   string
	Column    string
	Before    grading.Entry
	Version   int64 // of the cell when it was proposed
	After     grading.Entry
	Reason    string
	State     string
	Proposed  Writer
	Decided   Writer
	Answer    string
	ClassName string
	Name      roster.Name
}

const correctionFields = `correction_id, sheet_id, class_id, school_year, semester, subject, student_id, col,
 before_mark, before_state, before_justified, before_version, after_mark, after_state, reason, state,
 proposed_account, proposed_person, proposed_at, decided_account, decided_person, decided_at, decision_reason`

const sqlAddCorrection = `INSERT INTO corrections (school, ` + correctionFields + `, version)
 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, '', '', NULL, '', 1)`

// AddCorrection writes a proposal.
func AddCorrection(ctx context.Context, tx sqldb.Tx, c *Correction) error {
	beforeState, beforeMark, justified := columnsOf(c.Before)
	afterState, afterMark, _ := columnsOf(c.After)
	_, err := tx.Exec(ctx, sqlAddCorrection, c.Term.School, c.ID, c.SheetID, c.Term.ClassID, c.Term.SchoolYear, c.Term.Semester,
		c.Subject, c.Student, c.Column, beforeMark, beforeState, justified, c.Version, afterMark, afterState, c.Reason, c.State,
		c.Proposed.Account, c.Proposed.Person, c.Proposed.At)
	if err != nil {
		return fmt.Errorf("writing a correction: %w", err)
	}
	return nil
}

const sqlOpenCorrection = `SELECT COUNT(*) FROM corrections
 WHERE school = $1 AND sheet_id = $2 AND student_id = $3 AND col = $4 AND state = 'PROPOSED'`

// OpenCorrection tells whether a proposal for a cell waits for its decision.
func OpenCorrection(ctx context.Context, q sqldb.Querier, sheetID, student, column string) (bool, error) {
	n := 0
	if err := q.QueryRow(ctx, sqlOpenCorrection, roster.SchoolOf(sheetID), sheetID, student, column).Scan(&n); err != nil {
		return false, fmt.Errorf("looking for an open correction: %w", err)
	}
	return n > 0, nil
}

const readCorrections = `SELECT ` + correctionFields + `,
 COALESCE((SELECT p.label FROM proj_classes p WHERE p.school = corrections.school AND p.class_id = corrections.class_id), ''),
 COALESCE((SELECT p.name_ar FROM proj_students p WHERE p.student_id = corrections.student_id), ''),
 COALESCE((SELECT p.name_latin FROM proj_students p WHERE p.student_id = corrections.student_id), '')
 FROM corrections WHERE `

const sqlFindCorrection = readCorrections + `school = $1 AND correction_id = $2`

// FindCorrection reads a correction.
func FindCorrection(ctx context.Context, q sqldb.Querier, id string) (*Correction, error) {
	return scanCorrection(q.QueryRow(ctx, sqlFindCorrection, roster.SchoolOf(id), id))
}

func scanCorrection(row sqldb.Row) (*Correction, error) {
	var (
		c                       = &Correction{}
		beforeMark, afterMark   *int64
		beforeState, afterState string
		justified               *bool
		decided                 *int64
	)
	err := row.Scan(&c.ID, &c.SheetID, &c.Term.ClassID, &c.Term.SchoolYear, &c.Term.Semester, &c.Subject, &c.Student, &c.Column,
		&beforeMark, &beforeState, &justified, &c.Version, &afterMark, &afterState, &c.Reason, &c.State,
		&c.Proposed.Account, &c.Proposed.Person, &c.Proposed.At, &c.Decided.Account, &c.Decided.Person, &decided, &c.Answer,
		&c.ClassName, &c.Name.Ar, &c.Name.Latin)
	if errors.Is(err, sqldb.ErrNoRows) {
		return nil, ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("reading a correction: %w", err)
	}
	if decided != nil {
		c.Decided.At = *decided
	}
	c.Term.School = roster.SchoolOf(c.ID)
	if c.Before, err = valueOf(beforeState, beforeMark, justified); err != nil {
		return nil, err
	}
	c.After, err = valueOf(afterState, afterMark, nil)
	return c, err
}

const sqlDecideCorrection = `UPDATE corrections SET state = $3, decided_account = $4, decided_person = $5, decided_at = $6,
 decision_reason = $7, version = version + 1 WHERE school = $1 AND correction_id = $2 AND state = 'PROPOSED'`

// DecideCorrection writes the decision; false if there was one already.
func DecideCorrection(ctx context.Context, tx sqldb.Tx, c *Correction) (bool, error) {
	n, err := tx.Exec(ctx, sqlDecideCorrection, c.Term.School, c.ID, c.State, c.Decided.Account, c.Decided.Person, c.Decided.At, c.Answer)
	if err != nil {
		return false, fmt.Errorf("deciding a correction: %w", err)
	}
	return n > 0, nil
}

// CorrectionFilter says which corrections are listed.
type CorrectionFilter struct {
	// Schools are those of the office.
	Schools []string
	// StaffID restricts to what a teacher proposed or to sheets that he teaches on
	// Day; Schools then do not count.
	StaffID string
	Day     string
	State   string
	// Before is the id behind which the page begins, newest first; empty is the start.
	Before string
	Limit  int
}

const sqlCorrections = readCorrections + `($1 = '' OR state = $1) AND ($2 = '' OR correction_id < $2) AND school IN (`

const sqlCorrectionsOrder = ` ORDER BY correction_id DESC LIMIT $3`

const sqlCorrectionsTaught = readCorrections + `($1 = '' OR state = $1) AND ($2 = '' OR correction_id < $2)
 AND school IN (SELECT a.school FROM proj_assignments a WHERE a.staff_id = $4)
 AND (proposed_person = $4 OR EXISTS (SELECT 1 FROM proj_assignments a
  WHERE a.school = corrections.school AND a.class_id = corrections.class_id AND a.subject = corrections.subject
  AND a.staff_id = $4 AND a.from_date <= $5 AND (a.to_date = '' OR a.to_date > $5)))`

// ListCorrections reads a page of corrections, newest first within a school.
func ListCorrections(ctx context.Context, q sqldb.Querier, f CorrectionFilter) ([]*Correction, error) {
	text, args := sqlCorrectionsTaught, []any{f.State, f.Before, f.Limit, f.StaffID, f.Day}
	if f.StaffID == "" {
		list, schools := sqldb.InList(4, f.Schools)
		text, args = sqlCorrections+list+`)`, append([]any{f.State, f.Before, f.Limit}, schools...)
	}
	rows, err := q.Query(ctx, text+sqlCorrectionsOrder, args...)
	if err != nil {
		return nil, fmt.Errorf("listing corrections: %w", err)
	}
	defer rows.Close()
	var list []*Correction
	for rows.Next() {
		c, err := scanCorrection(rows)
		if err != nil {
			return nil, err
		}
		list = append(list, c)
	}
	return list, rows.Err()
}

const sqlSchoolsUnder = `SELECT school FROM proj_schools
 WHERE node = $1 OR (node > $1 || '/' AND node < $1 || '0') ORDER BY school`

// SchoolsUnder lists the schools at or below a node.
func SchoolsUnder(ctx context.Context, q sqldb.Querier, node string) ([]string, error) {
	rows, err := q.Query(ctx, sqlSchoolsUnder, node)
	if err != nil {
		return nil, fmt.Errorf("listing the schools of a node: %w", err)
	}
	defer rows.Close()
	var list []string
	for rows.Next() {
		school := ""
		if err := rows.Scan(&school); err != nil {
			return nil, fmt.Errorf("listing the schools of a node: %w", err)
		}
		list = append(list, school)
	}
	return list, rows.Err()
}
