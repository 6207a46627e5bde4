package sqldb

import (
	"strconv"
	"strings"
)

// In returns n placeholders, "$1,$2,...", for use between parentheses.
func In(n int) string { return placeholders(1, n) }

// InList returns placeholders for the values, numbered from first, and the
// arguments that go with them, for `... WHERE id IN (` + list + `)`. The number of
// placeholders is a power of two (the last value is repeated), so that few
// different texts are prepared. No values give NULL, which matches nothing.
func InList[T any](first int, values []T) (list string, args []any) {
	if len(values) == 0 {
		return "NULL", nil
	}
	size := 1
	for size < len(values) {
		size *= 2
	}
	args = make([]any, size)
	for i := range args {
		args[i] = values[min(i, len(values)-1)]
	}
	return placeholders(first, size), args
}

func placeholders(first, n int) string {
	var b strings.Builder
	b.Grow(n * 4)
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('$')
		b.WriteString(strconv.Itoa(first + i))
	}
	return b.String()
}

const (
	// maxGroup is the largest number of rows in one statement.
	maxGroup = 256
	// maxParams is kept under the limits of both engines (SQLite 32,766).
	maxParams = 16000
)

// group is one statement of a multi-row form.
type group struct {
	sql  string
	args []any
}

// groupRows cuts rows into statements. Sizes are powers of two: 35 rows go as
// 32 + 2 + 1, so a table needs nine prepared texts whatever the class sizes.
func groupRows(prefix, suffix string, rows [][]any) []group {
	if len(rows) == 0 {
		return nil
	}
	width := len(rows[0])
	largest := maxGroup
	for largest > 1 && largest*width > maxParams {
		largest /= 2
	}
	groups := make([]group, 0, 4+len(rows)/largest)
	for len(rows) > 0 {
		size := largest
		for size > len(rows) {
			size /= 2
		}
		args := make([]any, 0, size*width)
		for _, row := range rows[:size] {
			args = append(args, row...)
		}
		groups = append(groups, group{sql: valuesText(prefix, suffix, size, width), args: args})
		rows = rows[size:]
	}
	return groups
}

func valuesText(prefix, suffix string, rows, width int) string {
	var b strings.Builder
	b.Grow(len(prefix) + len(suffix) + rows*(width*5+3))
	b.WriteString(prefix)
	b.WriteByte(' ')
	for i := range rows {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('(')
		b.WriteString(placeholders(1+i*width, width))
		b.WriteByte(')')
	}
	b.WriteByte(' ')
	b.WriteString(suffix)
	return b.String()
}
