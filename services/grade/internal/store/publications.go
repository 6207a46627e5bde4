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
 version = publications.version + 1, by_account = excluded.by_account, by_person = excluded.by_person,
 updated_at = excluded.updated_at`

// PutPublication writes a new publication of a locked term, or one in the place
// of a cancelled one.
func PutPublication(ctx context.Context, tx sqldb.Tx, p *Publication, by Writer) error {
	_, err := tx.Exec(ctx, sqlPutPublication, p.Term.args(p.State, p.PublishAt, p.GuardianDelay, p.Stamp, p.Roster, p.Missing,
		p.Students, by.Account, by.Person, by.At)...)
	if err != nil {
		return fmt.Errorf("writing a publication: %w", err)
	}
	return nil
}
