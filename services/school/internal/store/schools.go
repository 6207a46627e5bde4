package store

import (
	"context"

	"github.com/massar-platform/massar/platform/sqldb"
)

// School is a row of schools.
type School struct {
	Code, Node, Parent string
	NameAr, NameLatin  string
	Cycle              string
	ShowRank           bool
	EarlyRelease       bool
	Version            int64
}

func scanSchool(row interface{ Scan(...any) error }) (s School, err error) {
	err = row.Scan(&s.Code, &s.Node, &s.Parent, &s.NameAr, &s.NameLatin, &s.Cycle, &s.ShowRank, &s.EarlyRelease, &s.Version)
	return s, err
}

const sqlGetSchool = `
SELECT school, node, parent, name_ar, name_latin, cycle, show_rank, early_release, version
FROM schools WHERE school = $1`

// GetSchool reads one school; sqldb.ErrNoRows when there is none.
func GetSchool(ctx context.Context, q sqldb.Querier, code string) (School, error) {
	return scanSchool(q.QueryRow(ctx, sqlGetSchool, code))
}

const sqlInsertSchool = `
INSERT INTO schools (school, node, parent, name_ar, name_latin, cycle, show_rank, early_release, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`

// InsertSchool writes a new school.
func InsertSchool(ctx context.Context, tx sqldb.Tx, s School) error {
	_, err := tx.Exec(ctx, sqlInsertSchool, s.Code, s.Node, s.Parent, s.NameAr, s.NameLatin, s.Cycle, s.ShowRank, s.EarlyRelease, s.Version)
	return err
}

const sqlUpdateSettings = `
UPDATE schools SET show_rank = $2, early_release = $3, version = version + 1
WHERE school = $1 AND version = $4`

// UpdateSettings changes the settings of the version that was read; false when somebody was faster.
func UpdateSettings(ctx context.Context, tx sqldb.Tx, s School) (bool, error) {
	n, err := tx.Exec(ctx, sqlUpdateSettings, s.Code, s.ShowRank, s.EarlyRelease, s.Version)
	return n == 1, err
}

const sqlLockSchool = `
UPDATE schools SET version = version WHERE school = $1`

// LockSchool makes who else locks the school wait until this transaction ends.
func LockSchool(ctx context.Context, tx sqldb.Tx, code string) error {
	_, err := tx.Exec(ctx, sqlLockSchool, code)
	return err
}

const sqlListSchools = `
SELECT school, node, parent, name_ar, name_latin, cycle, show_rank, early_release, version
FROM schools WHERE parent = $1 AND school > $2 ORDER BY school LIMIT $3`

// ListSchools lists the schools of a directorate (or annexes of a school) after a code.
func ListSchools(ctx context.Context, q sqldb.Querier, parent, after string, limit int64) ([]School, error) {
	return collect(ctx, q, scanSchool, sqlListSchools, parent, after, limit)
}

const sqlListSchoolsByCodeHead = `
SELECT school, node, parent, name_ar, name_latin, cycle, show_rank, early_release, version
FROM schools WHERE school IN (`

// ListSchoolsByCode reads schools by code.
func ListSchoolsByCode(ctx context.Context, q sqldb.Querier, codes []string) (map[string]School, error) {
	list, args := sqldb.InList(1, codes)
	schools, err := collect(ctx, q, scanSchool, sqlListSchoolsByCodeHead+list+")", args...)
	found := make(map[string]School, len(schools))
	for _, school := range schools {
		found[school.Code] = school
	}
	return found, err
}
