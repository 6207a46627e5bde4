package store

import (
	"context"
	"fmt"

	"github.com/massar-platform/massar/platform/sqldb"
)

// Feed is a private calendar address.
type Feed struct {
	ID, Account string
	// Role and Person are those in which the owner made it.
	Role   int32
	Person string
	// Student is the child of a guardian; empty for the owner's own week.
	Student string
	Label   string
	Lang    string
	At      int64
}

const feedColumns = `account_id, feed_id, role, person_id, student_id, label, lang, created_at`

func scanFeed(row sqldb.Row) (f Feed, err error) {
	err = row.Scan(&f.Account, &f.ID, &f.Role, &f.Person, &f.Student, &f.Label, &f.Lang, &f.At)
	return f, err
}

const sqlFeedsOf = `SELECT ` + feedColumns + ` FROM feeds WHERE account_id = $1 ORDER BY created_at DESC, feed_id DESC`

// FeedsOf are the calendar addresses of an account, newest first.
func FeedsOf(ctx context.Context, q sqldb.Querier, account string) ([]Feed, error) {
	return sqldb.List(ctx, q, "reading calendar addresses", scanFeed, sqlFeedsOf, account)
}

const sqlFeedBySecret = `SELECT ` + feedColumns + ` FROM feeds WHERE secret = $1`

// FeedBySecret finds the calendar address of a hashed secret.
func FeedBySecret(ctx context.Context, q sqldb.Querier, secret string) (Feed, error) {
	f, err := scanFeed(q.QueryRow(ctx, sqlFeedBySecret, secret))
	return f, found(err, "reading a calendar address")
}

const (
	sqlFeedNumbers = `SELECT number FROM feeds WHERE account_id = $1 ORDER BY number`

	sqlAddFeed = `INSERT INTO feeds (account_id, feed_id, secret, role, person_id, student_id, number, label, lang, created_at)
 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (account_id, number) DO NOTHING`
)

// AddFeed adds a calendar address to an account that has fewer than most; false when
// it has as many.
func AddFeed(ctx context.Context, tx sqldb.Tx, f Feed, secret string, most int) (bool, error) {
	// Several calls at once look for a number at the same time: who finds it taken looks again.
	for range most {
		number, err := freeNumber(ctx, tx, f.Account)
		if err != nil || number > most {
			return false, err
		}
		added, err := tx.Exec(ctx, sqlAddFeed, f.Account, f.ID, secret, f.Role, f.Person, f.Student, number, f.Label, f.Lang, f.At)
		if err != nil {
			return false, fmt.Errorf("adding a calendar address: %w", err)
		}
		if added == 1 {
			return true, nil
		}
	}
	return false, nil
}

// freeNumber is the lowest number that no calendar address of the account has.
func freeNumber(ctx context.Context, q sqldb.Querier, account string) (int, error) {
	taken, err := sqldb.List(ctx, q, "counting calendar addresses", func(row sqldb.Row) (n int, err error) {
		err = row.Scan(&n)
		return n, err
	}, sqlFeedNumbers, account)
	free := 1
	for _, n := range taken {
		if n == free {
			free++
		}
	}
	return free, err
}

const sqlDeleteFeed = `DELETE FROM feeds WHERE account_id = $1 AND feed_id = $2`

// DeleteFeed ends a calendar address of an account; ErrNotFound when it has no such one.
func DeleteFeed(ctx context.Context, tx sqldb.Tx, account, id string) error {
	n, err := tx.Exec(ctx, sqlDeleteFeed, account, id)
	switch {
	case err != nil:
		return fmt.Errorf("deleting a calendar address: %w", err)
	case n == 0:
		return ErrNotFound
	}
	return nil
}
