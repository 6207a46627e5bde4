package store

import (
	"context"

	"github.com/massar-platform/massar/platform/sqldb"
)

const sqlNamesOfPersons = `SELECT r.person_id, a.name_ar, a.name_latin FROM account_roles r
JOIN accounts a ON a.account_id = r.account_id WHERE r.person_id IN `

// NamesOfPersons gives the accounts behind person ids, with nothing in them but their names.
func NamesOfPersons(ctx context.Context, q sqldb.Querier, persons []string) (map[string]Account, error) {
	names := make(map[string]Account, len(persons))
	if len(persons) == 0 {
		return names, nil
	}
	list, args := sqldb.InList(1, persons)
	rows, err := q.Query(ctx, sqlNamesOfPersons+"("+list+")", args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var person string
		var account Account
		if err := rows.Scan(&person, &account.NameAr, &account.NameLatin); err != nil {
			return nil, err
		}
		names[person] = account
	}
	return names, rows.Err()
}
