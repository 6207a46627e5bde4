package summary

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/massar-platform/massar/platform/clock"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/sqldb"
)

// Under is the condition that a column holds the node $1 or one below it, which an index
// on the column answers; '0' is the byte behind '/'.
func Under(column string) string {
	return `(` + column + ` = $1 OR (` + column + ` > $1 || '/' AND ` + column + ` < $1 || '0'))`
}

// The parts of a node: "ma/07/351/12345A/12346B".
const (
	academyLength     = len("/07")
	directorateLength = len("/351")
	schoolLength      = len("/12345A")
)

// ChildLength is how long the nodes just below a place are: so many bytes of a node say
// which of them it belongs to.
func ChildLength(node string) int {
	switch strings.Count(node, "/") {
	case 0:
		return len(node) + academyLength
	case 1:
		return len(node) + directorateLength
	}
	return len(node) + schoolLength
}

// SchoolOf is the school or annex that a node is; empty for a place above schools.
func SchoolOf(node string) string {
	code := node[strings.LastIndexByte(node, '/')+1:]
	if !ids.ValidGRESA(code) {
		return ""
	}
	return code
}

// Top is the highest of a caller's places, the first of several; empty without any.
func Top(nodes []string) string {
	if len(nodes) == 0 {
		return ""
	}
	return slices.MinFunc(nodes, func(a, b string) int {
		if d := strings.Count(a, "/") - strings.Count(b, "/"); d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
}

// Table is a table of the service that has the columns school and node.
type Table string

// The tables of schools.
const (
	// Schools is that of the service that owns them.
	Schools Table = "schools"
	// Projected is that of platform/roster.
	Projected Table = "proj_schools"
)

const (
	sqlOldestMark = `SELECT COALESCE(MIN(m.mark), '') FROM summary_marks m WHERE m.period = $2 AND m.school IN (SELECT s.school FROM `

	sqlFirstDue = `SELECT COALESCE(MIN(u.due_at), 0) FROM summaries u WHERE u.due_at <= $3 AND u.period = $2 AND u.school IN (SELECT s.school FROM `

	sqlAdded = `SELECT COUNT(*) FROM summaries u WHERE u.period = $2 AND u.school IN (SELECT s.school FROM `
)

// AsOf is the instant of the schools up to which every change is in the figures of a
// place: that of the oldest change that is not, or the one at which figures fell due,
// else now. The zero time says that some of its schools were never added up.
func AsOf(ctx context.Context, q sqldb.Querier, schools Table, node, period string, now clock.School) (time.Time, error) {
	var (
		asOf, real   = now.Now(), now.Real().Now()
		below        = string(schools) + ` s WHERE ` + Under("s.node")
		oldest       string
		due          int64
		there, added int64
	)
	for _, ask := range []struct {
		sql  string
		args []any
		into any
	}{
		{`SELECT COUNT(*) FROM ` + below, []any{node}, &there},
		{sqlAdded + below + `)`, []any{node, period}, &added},
		{sqlOldestMark + below + `)`, []any{node, period}, &oldest},
		{sqlFirstDue + below + `)`, []any{node, period, asOf.UnixMicro()}, &due},
	} {
		if err := q.QueryRow(ctx, ask.sql, ask.args...).Scan(ask.into); err != nil {
			return time.Time{}, fmt.Errorf("asking how fresh figures are: %w", err)
		}
	}
	if added < there {
		return time.Time{}, nil
	}
	if at, ok := ids.Time(oldest); ok && at.Before(real) {
		asOf = asOf.Add(at.Sub(real))
	}
	if at := time.UnixMicro(due); due > 0 && at.Before(asOf) {
		asOf = at
	}
	return asOf.UTC(), nil
}
