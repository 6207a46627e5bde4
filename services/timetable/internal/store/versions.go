package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/massar-platform/massar/platform/sqldb"
)

const sqlRaise = `INSERT INTO versions (school, version) VALUES ($1, $2) ON CONFLICT (school) DO UPDATE
 SET version = CASE WHEN versions.version < excluded.version THEN excluded.version ELSE versions.version + 1 END
 RETURNING version`

// Raise takes the lock under which the timetable of a school is written, before
// anything else is read or written in the transaction, and gives it a new version.
//
// Versions are instants where they can be, so that one that was taken back with its
// transaction, or lost with a database that came back from a backup, is not given
// again: weeks that are cached under it must never be taken for others.
func Raise(ctx context.Context, tx sqldb.Tx, school string) (version int64, err error) {
	if err := tx.QueryRow(ctx, sqlRaise, school, time.Now().UnixMicro()).Scan(&version); err != nil {
		return 0, fmt.Errorf("raising the version of a timetable: %w", err)
	}
	return version, nil
}

// SchoolVersion is a school that is known, with the version of its timetable; 0 is one
// that nobody has written yet.
type SchoolVersion struct {
	School  string
	Node    string
	Version int64
}

const (
	sqlVersions = `SELECT s.school, s.node, COALESCE(v.version, 0) FROM proj_schools s
 LEFT JOIN versions v ON v.school = s.school`

	sqlVersion = sqlVersions + ` WHERE s.school = $1`
)

// Versions are those of all schools, in no order.
func Versions(ctx context.Context, q sqldb.Querier) ([]SchoolVersion, error) {
	return sqldb.List(ctx, q, "reading the versions of timetables", scanVersion, sqlVersions)
}

// FindVersion is that of one school; ErrNotFound where the school is not known.
func FindVersion(ctx context.Context, q sqldb.Querier, school string) (SchoolVersion, error) {
	v, err := scanVersion(q.QueryRow(ctx, sqlVersion, school))
	return v, found(err, "reading the version of a timetable")
}

func scanVersion(row sqldb.Row) (v SchoolVersion, err error) {
	err = row.Scan(&v.School, &v.Node, &v.Version)
	return v, err
}

// ErrNotFound is returned for a row that is not there.
var ErrNotFound = errors.New("timetable store: not found")

// found gives ErrNotFound for a row that is not there.
func found(err error, doing string) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, sqldb.ErrNoRows):
		return ErrNotFound
	}
	return fmt.Errorf("%s: %w", doing, err)
}

const sqlHold = `INSERT INTO versions (school, version) VALUES ($1, 1)
 ON CONFLICT (school) DO UPDATE SET version = versions.version RETURNING version`

// Hold takes the lock of Raise without a new version, for writes that change nothing
// of what anybody reads.
func Hold(ctx context.Context, tx sqldb.Tx, school string) error {
	version := int64(0)
	if err := tx.QueryRow(ctx, sqlHold, school).Scan(&version); err != nil {
		return fmt.Errorf("locking a timetable: %w", err)
	}
	return nil
}

const sqlRaiseWritten = `UPDATE versions SET version = CASE WHEN version < $1 THEN $1 ELSE version + 1 END WHERE school = $2`

// RaiseWritten is Raise for those of some schools whose timetable somebody has written.
func RaiseWritten(ctx context.Context, tx sqldb.Tx, schools []string) error {
	statements := make([]sqldb.Statement, len(schools))
	now := time.Now().UnixMicro()
	for i, school := range schools {
		statements[i] = sqldb.Statement{SQL: sqlRaiseWritten, Args: []any{now, school}}
	}
	if _, err := tx.ExecAll(ctx, statements...); err != nil {
		return fmt.Errorf("raising the versions of timetables: %w", err)
	}
	return nil
}
