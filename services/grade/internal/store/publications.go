package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/massar-platform/massar/platform/sqldb"
)

// The states of a publication as stored. A scheduled one reads PUBLISHED once
// its hour has come.
const (
	PublicationScheduled = "SCHEDULED"
	PublicationCancelled = "CANCELLED"
)

// Publication is the publication of a term with what it was computed from.
type Publication struct {
	Term          Term
	State         string
	PublishAt     int64
	GuardianDelay int64
	// Stamp, Roster and Missing are JSON.
	Stamp    string
	Roster   string
	Missing  string
	Students int
	Version  int64
}

// GuardianAt is when guardians see it.
func (p *Publication) GuardianAt() int64 { return p.PublishAt + p.GuardianDelay }

const publicationFields = `state, publish_at, guardian_delay, rules, roster, missing, students, version`

const sqlFindPublication = `SELECT ` + publicationFields + ` FROM publications
 WHERE school = $1 AND class_id = $2 AND school_year = $3 AND semester = $4`

// FindPublication reads the publication of a term, cancelled or not.
func FindPublication(ctx context.Context, q sqldb.Querier, t Term) (*Publication, error) {
	p := &Publication{Term: t}
	err := q.QueryRow(ctx, sqlFindPublication, t.args()...).
		Scan(&p.State, &p.PublishAt, &p.GuardianDelay, &p.Stamp, &p.Roster, &p.Missing, &p.Students, &p.Version)
	if errors.Is(err, sqldb.ErrNoRows) {
		return nil, ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("reading a publication: %w", err)
	}
	return p, nil
}

const sqlPutPublication = `INSERT INTO publications (school, class_id, school_year, semester, ` + publicationFields + `,
 by_account, by_person, created_at, updated_at)
 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1, $12, $13, $14, $14)
 ON CONFLICT (school, class_id, school_year, semester) DO UPDATE SET state = excluded.state,
 publish_at = excluded.publish_at, guardian_delay = excluded.guardian_delay, rules = excluded.rules,
 roster = excluded.roster, missing = excluded.missing, students = excluded.students,
 announced = 0, version = publications.version + 1, by_account = excluded.by_account, by_person = excluded.by_person,
 updated_at = excluded.updated_at RETURNING version`

// PutPublication writes a new publication of a locked term, or one in the place
// of a cancelled one, and sets its version.
func PutPublication(ctx context.Context, tx sqldb.Tx, p *Publication, by Writer) error {
	err := tx.QueryRow(ctx, sqlPutPublication, p.Term.args(p.State, p.PublishAt, p.GuardianDelay, p.Stamp, p.Roster, p.Missing,
		p.Students, by.Account, by.Person, by.At)...).Scan(&p.Version)
	if err != nil {
		return fmt.Errorf("writing a publication: %w", err)
	}
	return nil
}

const sqlDuePublications = `SELECT school, class_id, school_year, semester, ` + publicationFields + ` FROM publications
 WHERE state = 'SCHEDULED' AND announced < 2 AND publish_at <= $1
 AND (announced = 0 OR publish_at + guardian_delay <= $1) ORDER BY publish_at LIMIT $2`

// DuePublications reads publications whose hour has come, for students or for
// guardians, and of which families were not told yet.
func DuePublications(ctx context.Context, q sqldb.Querier, now int64, limit int) ([]*Publication, error) {
	rows, err := q.Query(ctx, sqlDuePublications, now, limit)
	if err != nil {
		return nil, fmt.Errorf("looking for publications whose hour has come: %w", err)
	}
	defer rows.Close()
	var list []*Publication
	for rows.Next() {
		p := &Publication{}
		err := rows.Scan(&p.Term.School, &p.Term.ClassID, &p.Term.SchoolYear, &p.Term.Semester,
			&p.State, &p.PublishAt, &p.GuardianDelay, &p.Stamp, &p.Roster, &p.Missing, &p.Students, &p.Version)
		if err != nil {
			return nil, fmt.Errorf("looking for publications whose hour has come: %w", err)
		}
		list = append(list, p)
	}
	return list, rows.Err()
}

const sqlSetAnnounced = `UPDATE publications SET announced = $5
 WHERE school = $1 AND class_id = $2 AND school_year = $3 AND semester = $4
 AND version = $6 AND state = 'SCHEDULED' AND announced = $7`

// How far families were told of a publication.
const (
	AnnouncedToNobody   = 0
	AnnouncedToStudents = 1
	AnnouncedToAll      = 2
)

// SetAnnounced notes how far families were told; false where they were not told
// as far as from, or further.
func SetAnnounced(ctx context.Context, tx sqldb.Tx, p *Publication, from, told int64) (bool, error) {
	n, err := tx.Exec(ctx, sqlSetAnnounced, p.Term.args(told, p.Version, from)...)
	if err != nil {
		return false, fmt.Errorf("noting that families were told: %w", err)
	}
	return n > 0, nil
}
