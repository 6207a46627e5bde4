package store

import (
	"context"

	"github.com/massar-platform/massar/platform/sqldb"
)

// Officer is an account of an officer, or of a member of a school's office, at a place.
type Officer struct {
	AccountID         string
	Role              int32
	NameAr, NameLatin string
	// Email is what the officer signs in with.
	Email             string
	Active, Suspended bool
}

// ManagedBy is whose accounts are asked for: an account in one of its roles.
type ManagedBy struct {
	AccountID string
	Role      int32
}

// What an account may do anywhere must be the asker's to manage: every staff role of it (3 and above) ranks below his
// own and lies at one of his places or under it. An officer above both places manages who has roles at two.
const sqlOfficersAt = `SELECT r.role, a.account_id, a.name_ar, a.name_latin, a.password_hash <> '', a.suspended,
 COALESCE((SELECT MIN(i.identifier) FROM identifiers i WHERE i.account_id = a.account_id), '')
 FROM account_roles r JOIN accounts a ON a.account_id = r.account_id
 WHERE r.role IN (4, 5, 6, 7) AND r.node = $1 AND (r.role, r.account_id) > ($2, $3) AND r.account_id <> $4
 AND NOT EXISTS (SELECT 1 FROM account_roles held WHERE held.account_id = r.account_id AND held.role >= 3
  AND (held.role >= $5 OR NOT EXISTS (SELECT 1 FROM account_roles own WHERE own.account_id = $4 AND own.role = $5
   AND own.node <> '' AND (held.node = own.node OR SUBSTR(held.node, 1, LENGTH(own.node) + 1) = own.node || '/'))))
 ORDER BY r.role, r.account_id LIMIT $6`

// OfficersAt lists who has a role of an office or officer at a node and is another's to manage, by role and account,
// behind one of them.
func OfficersAt(ctx context.Context, q sqldb.Querier, by ManagedBy, node string, after Role, limit int64) ([]Officer, error) {
	return sqldb.List(ctx, q, "reading the officers of a place", func(row sqldb.Row) (o Officer, err error) {
		err = row.Scan(&o.Role, &o.AccountID, &o.NameAr, &o.NameLatin, &o.Active, &o.Suspended, &o.Email)
		return o, err
	}, sqlOfficersAt, node, int64(after.Role), after.AccountID, by.AccountID, int64(by.Role), limit)
}
