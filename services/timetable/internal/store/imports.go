package store

import (
	"context"
	"fmt"

	"github.com/massar-platform/massar/platform/sqldb"
)

// Import is what became of a file; Body is JSON, without any message.
type Import struct {
	School, ID, Kind string
	Body, Account    string
	At               int64
}

const sqlInsertImport = `INSERT INTO imports (school, import_id, kind, body, account, at) VALUES ($1, $2, $3, $4, $5, $6)`

// InsertImport writes what became of a file.
func InsertImport(ctx context.Context, tx sqldb.Tx, i Import) error {
	if _, err := tx.Exec(ctx, sqlInsertImport, i.School, i.ID, i.Kind, i.Body, i.Account, i.At); err != nil {
		return fmt.Errorf("writing an import: %w", err)
	}
	return nil
}

const sqlFindImport = `SELECT school, import_id, kind, body, account, at FROM imports WHERE school = $1 AND import_id = $2`

// FindImport reads what became of a file; ErrNotFound when there is none.
func FindImport(ctx context.Context, q sqldb.Querier, school, id string) (i Import, err error) {
	err = q.QueryRow(ctx, sqlFindImport, school, id).Scan(&i.School, &i.ID, &i.Kind, &i.Body, &i.Account, &i.At)
	return i, found(err, "reading an import")
}

// Pair is a class with the name of one of its groups.
type Pair struct{ ClassID, Name string }

const sqlSchoolGroups = `SELECT DISTINCT class_id, name FROM proj_group_members WHERE school = $1
 AND (to_date = '' OR to_date > $2)`

// SchoolGroups are the groups of a school's classes that somebody is in on a day or later.
func SchoolGroups(ctx context.Context, q sqldb.Querier, school, day string) (map[Pair]bool, error) {
	pairs, err := sqldb.List(ctx, q, "reading the groups of a school", func(row sqldb.Row) (p Pair, err error) {
		err = row.Scan(&p.ClassID, &p.Name)
		return p, err
	}, sqlSchoolGroups, school, day)
	known := make(map[Pair]bool, len(pairs))
	for _, p := range pairs {
		known[p] = true
	}
	return known, err
}

// Teaching is a teacher with a class and a subject.
type Teaching struct{ StaffID, ClassID, Subject string }

const sqlSchoolTeaching = `SELECT DISTINCT staff_id, class_id, subject FROM proj_assignments WHERE school = $1
 AND (to_date = '' OR to_date > $2)`

// SchoolTeaching is who teaches what in a school on a day or later.
func SchoolTeaching(ctx context.Context, q sqldb.Querier, school, day string) (map[Teaching]bool, error) {
	rows, err := sqldb.List(ctx, q, "reading who teaches in a school", func(row sqldb.Row) (t Teaching, err error) {
		err = row.Scan(&t.StaffID, &t.ClassID, &t.Subject)
		return t, err
	}, sqlSchoolTeaching, school, day)
	known := make(map[Teaching]bool, len(rows))
	for _, t := range rows {
		known[t] = true
	}
	return known, err
}
