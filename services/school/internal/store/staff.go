package store

import (
	"cmp"
	"context"

	"github.com/massar-platform/massar/platform/sqldb"
)

// Staff is a row of staff. Email is empty for a record that came from a file.
type Staff struct {
	School, ID        string
	NameAr, NameLatin string
	SortKey           string
	Email, PPR, Kind  string
	Version           int64
}

func scanStaff(row interface{ Scan(...any) error }) (s Staff, err error) {
	err = row.Scan(&s.School, &s.ID, &s.NameAr, &s.NameLatin, &s.SortKey, &s.Email, &s.PPR, &s.Kind, &s.Version)
	if s.Email == s.ID {
		s.Email = ""
	}
	return s, err
}

// emailColumn is what stands in the column: the id where there is no e-mail, so that the pair with the school is one
// record's alone.
func (s Staff) emailColumn() string { return cmp.Or(s.Email, s.ID) }

const sqlGetStaff = `
SELECT school, staff_id, name_ar, name_latin, sort_key, email, ppr, kind, version FROM staff WHERE staff_id = $1`

// GetStaff reads one staff record; sqldb.ErrNoRows when there is none.
func GetStaff(ctx context.Context, q sqldb.Querier, staffID string) (Staff, error) {
	return scanStaff(q.QueryRow(ctx, sqlGetStaff, staffID))
}

const sqlFindStaff = `
SELECT school, staff_id, name_ar, name_latin, sort_key, email, ppr, kind, version FROM staff WHERE school = $1 AND email = $2`

// FindStaff finds a staff record of a school by its e-mail; sqldb.ErrNoRows when there is none.
func FindStaff(ctx context.Context, q sqldb.Querier, school, email string) (Staff, error) {
	return scanStaff(q.QueryRow(ctx, sqlFindStaff, school, email))
}

const sqlInsertStaff = `
INSERT INTO staff (school, staff_id, name_ar, name_latin, sort_key, email, ppr, kind, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`

// InsertStaff writes a new staff record.
func InsertStaff(ctx context.Context, tx sqldb.Tx, s Staff) error {
	_, err := tx.Exec(ctx, sqlInsertStaff, s.School, s.ID, s.NameAr, s.NameLatin, s.SortKey, s.emailColumn(), s.PPR, s.Kind, s.Version)
	return err
}

// The page begins behind a person, not behind a name: names have no place in page tokens.
const sqlListStaff = `
SELECT school, staff_id, name_ar, name_latin, sort_key, email, ppr, kind, version
FROM staff
WHERE school = $1 AND ($2 = '' OR (sort_key, staff_id) > (SELECT b.sort_key, b.staff_id FROM staff b WHERE b.staff_id = $2 AND b.school = $1))
ORDER BY sort_key, staff_id LIMIT $3`

// ListStaff lists a school's staff by name, after a member of it.
func ListStaff(ctx context.Context, q sqldb.Querier, school, afterID string, limit int64) ([]Staff, error) {
	return collect(ctx, q, scanStaff, sqlListStaff, school, afterID, limit)
}

const sqlListNumbered = `
SELECT school, staff_id, name_ar, name_latin, sort_key, email, ppr, kind, version
FROM staff WHERE school = $1 AND ppr <> '' ORDER BY ppr LIMIT 5000`

// ListNumbered lists the staff of a school who have a staff number, by it.
func ListNumbered(ctx context.Context, q sqldb.Querier, school string) ([]Staff, error) {
	return collect(ctx, q, scanStaff, sqlListNumbered, school)
}

const sqlUpdateStaff = `
UPDATE staff SET name_ar = $2, name_latin = $3, sort_key = $4, email = $5, version = version + 1
WHERE staff_id = $1 AND version = $6`

// UpdateStaff writes the names and the e-mail of a record; false when somebody was faster.
func UpdateStaff(ctx context.Context, tx sqldb.Tx, s Staff) (bool, error) {
	n, err := tx.Exec(ctx, sqlUpdateStaff, s.ID, s.NameAr, s.NameLatin, s.SortKey, s.emailColumn(), s.Version)
	return n == 1, err
}
