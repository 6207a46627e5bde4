package store

import (
	"context"
	"errors"

	"github.com/massar-platform/massar/platform/sqldb"
)

// Role is one hat of an account. Node is empty for students and guardians.
type Role struct {
	AccountID string
	Role      int32
	Node      string
	PersonID  string
}

func collectRoles(rows sqldb.Rows, err error) ([]Role, error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var roles []Role
	for rows.Next() {
		var r Role
		if err := rows.Scan(&r.AccountID, &r.Role, &r.Node, &r.PersonID); err != nil {
			return nil, err
		}
		roles = append(roles, r)
	}
	return roles, rows.Err()
}

const sqlRolesOf = `SELECT account_id, role, node, person_id FROM account_roles WHERE account_id = $1 ORDER BY role, node`

// RolesOf lists an account's roles.
func RolesOf(ctx context.Context, q sqldb.Querier, accountID string) ([]Role, error) {
	return collectRoles(q.Query(ctx, sqlRolesOf, accountID))
}

const sqlRolesByPersons = `SELECT account_id, role, node, person_id FROM account_roles WHERE person_id IN `

// RolesByPersons lists the roles behind person ids.
func RolesByPersons(ctx context.Context, q sqldb.Querier, persons []string) ([]Role, error) {
	if len(persons) == 0 {
		return nil, nil
	}
	list, args := sqldb.InList(1, persons)
	return collectRoles(q.Query(ctx, sqlRolesByPersons+"("+list+")", args...))
}

const sqlNodesOf = `SELECT node FROM account_roles WHERE account_id = $1 AND role = $2 ORDER BY node`

// NodesOf lists the nodes at which an account has a role.
func NodesOf(ctx context.Context, q sqldb.Querier, accountID string, role int32) ([]string, error) {
	return collectStrings(q.Query(ctx, sqlNodesOf, accountID, role))
}

const sqlAddRole = `INSERT INTO account_roles (account_id, role, node, person_id) VALUES ($1, $2, $3, $4)
ON CONFLICT (account_id, role, node) DO NOTHING`

// AddRole gives an account a role; false when it had it.
func AddRole(ctx context.Context, tx sqldb.Tx, r Role) (bool, error) {
	n, err := tx.Exec(ctx, sqlAddRole, r.AccountID, int64(r.Role), r.Node, r.PersonID)
	return n == 1, err
}

const sqlAnyWithRole = `SELECT r.account_id, a.password_hash FROM account_roles r JOIN accounts a ON a.account_id = r.account_id
WHERE r.role = $1 ORDER BY a.created_at, a.account_id LIMIT 1`

// FirstWithRole finds the oldest account with a role and whether it is active.
func FirstWithRole(ctx context.Context, q sqldb.Querier, role int32) (accountID string, active bool, err error) {
	var hash string
	err = q.QueryRow(ctx, sqlAnyWithRole, int64(role)).Scan(&accountID, &hash)
	if errors.Is(err, sqldb.ErrNoRows) {
		return "", false, nil
	}
	return accountID, hash != "", err
}

func collectStrings(rows sqldb.Rows, err error) ([]string, error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, err
		}
		list = append(list, s)
	}
	return list, rows.Err()
}
