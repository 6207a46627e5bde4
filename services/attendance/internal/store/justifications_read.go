package store

import (
	"context"
	"fmt"
	"time"

	"github.com/massar-platform/massar/platform/clock"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/services/attendance/internal/absence"
)

// Excused is a student in a school: two schools decide about their own lessons.
type Excused struct{ School, StudentID string }

const sqlJustificationsOf = `SELECT school, student_id, from_date, last_date, state, submitted_at FROM justifications
 WHERE last_date >= $1 AND from_date <= $2 AND student_id IN (`

// JustificationsOf are the justifications of students that touch the days from to to,
// both included, by student and by the school that decides about them.
func JustificationsOf(ctx context.Context, q sqldb.Querier, studentIDs []string, from, to string) (map[Excused][]absence.Justification, error) {
	if len(studentIDs) == 0 {
		return map[Excused][]absence.Justification{}, nil
	}
	type row struct {
		of Excused
		absence.Justification
	}
	in, args := sqldb.InList(3, studentIDs)
	rows, err := sqldb.List(ctx, q, "reading justifications", func(scan sqldb.Row) (r row, err error) {
		state, submitted := "", int64(0)
		if err = scan.Scan(&r.of.School, &r.of.StudentID, &r.From, &r.To, &state, &submitted); err != nil {
			return r, err
		}
		r.Submitted = clock.DateOf(time.UnixMicro(submitted))
		known := false
		if r.State, known = absence.ParseJustificationState(state); !known {
			return r, fmt.Errorf("the state %q of a justification is not known", state)
		}
		return r, nil
	}, sqlJustificationsOf+in+`)`, append([]any{from, to}, args...)...)
	if err != nil {
		return nil, err
	}
	by := make(map[Excused][]absence.Justification, len(studentIDs))
	for _, r := range rows {
		by[r.of] = append(by[r.of], r.Justification)
	}
	return by, nil
}
