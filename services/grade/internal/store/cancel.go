package store

import (
	"context"
	"fmt"

	"github.com/massar-platform/massar/platform/sqldb"
)

const sqlCancelPublication = `UPDATE publications SET state = 'CANCELLED', version = version + 1, by_account = $5,
 by_person = $6, updated_at = $7
 WHERE school = $1 AND class_id = $2 AND school_year = $3 AND semester = $4 AND state = 'SCHEDULED' AND publish_at > $7`

const sqlUnpublishSheets = `UPDATE mark_sheets SET publish_at = NULL
 WHERE school = $1 AND class_id = $2 AND school_year = $3 AND semester = $4 AND publish_at > $5`

const sqlDropViews = `DELETE FROM student_views
 WHERE school = $1 AND class_id = $2 AND school_year = $3 AND semester = $4 AND kind = 'PUBLISHED' AND publish_at > $5`

// CancelPublication takes back the publication of a sheet's class if its hour is
// still to come, with the sheets and views that waited for it; false if there is
// none.
func CancelPublication(ctx context.Context, tx sqldb.Tx, s *Sheet, by Writer) (bool, error) {
	n, err := tx.Exec(ctx, sqlCancelPublication, s.School, s.ClassID, s.SchoolYear, s.Semester, by.Account, by.Person, by.At)
	if err != nil {
		return false, fmt.Errorf("cancelling a publication: %w", err)
	}
	if n == 0 {
		return false, nil
	}
	class := []any{s.School, s.ClassID, s.SchoolYear, s.Semester, by.At}
	_, err = tx.ExecAll(ctx,
		sqldb.Statement{SQL: sqlUnpublishSheets, Args: class}, sqldb.Statement{SQL: sqlDropViews, Args: class})
	if err != nil {
		return false, fmt.Errorf("cancelling a publication: %w", err)
	}
	return true, nil
}
