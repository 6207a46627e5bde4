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

// AsOf is the instant of the schools up to which every change is in the figures of a
// place: that of the oldest change that is not, or the one at which figures fell due,
// else now. The zero time says that some of its schools were never added up.
func AsOf(ctx context.Context, q sqldb.Querier, schools Table, node, period string, now clock.School) (time.Time, error) {
	asOf, real := now.Now(), now.Real().Now()
	var there, added, due int64
	err := q.QueryRow(ctx, `SELECT COUNT(*), COUNT(u.school), COALESCE(MIN(u.due_at), 0) FROM `+string(schools)+
		` s LEFT JOIN summaries u ON u.school = s.school AND u.period = $2 WHERE `+Under("s.node"), node, period).
		Scan(&there, &added, &due)
	if err != nil {
		return time.Time{}, fmt.Errorf("asking which figures are due: %w", err)
	}
	if added < there {
		return time.Time{}, nil
	}
	oldest := ""
	// Those that wait are few, and the schools of a place may be many.
	err = q.QueryRow(ctx, `SELECT COALESCE(MIN(m.mark), '') FROM summary_marks m WHERE m.period = $2 AND EXISTS (SELECT 1 FROM `+
		string(schools)+` s WHERE s.school = m.school AND `+Under("s.node")+`)`, node, period).Scan(&oldest)
	if err != nil {
		return time.Time{}, fmt.Errorf("asking which changes are not counted: %w", err)
	}
	if at, ok := ids.Time(oldest); ok && at.Before(real) {
		asOf = asOf.Add(at.Sub(real))
	}
	if at := time.UnixMicro(due); due > 0 && at.Before(asOf) {
		asOf = at
	}
	return asOf.UTC(), nil
}

// Tomorrow is the instant at which the day of the schools changes: figures that follow
// the day are due then.
func Tomorrow(now clock.School) time.Time {
	year, month, day := now.Now().Date()
	return time.Date(year, month, day+1, 0, 0, 0, 0, clock.Zone())
}

// Shown is an instant of AsOf as answers have it; the zero time is empty.
func Shown(asOf time.Time) string {
	if asOf.IsZero() {
		return ""
	}
	return asOf.UTC().Format(time.RFC3339)
}
