package store

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/massar-platform/massar/platform/sqldb"
)

// bulkInsert is a multi-row insert whose rows share some values: who, when, which
// sheet. Sharing them halves what is sent, which is most of the cost of a save.
type bulkInsert struct {
	prefix string
	// row is one row with $n for shared values and ? for its own.
	row    string
	suffix string
	shared []any
}

// statements cuts rows into statements of few different sizes, so that few texts
// are prepared. A row holds its own values, in the order of the question marks.
func (b bulkInsert) statements(rows [][]any) []sqldb.Statement {
	var list []sqldb.Statement
	for len(rows) > 0 {
		size := groupSize(len(rows))
		list = append(list, b.statement(rows[:size]))
		rows = rows[size:]
	}
	return list
}

// groupSize is the largest size of a statement for so many rows: class sizes are
// met by one or two statements.
func groupSize(rows int) int {
	switch {
	case rows >= 128:
		return 128
	case rows >= 8:
		return rows / 8 * 8
	}
	return rows
}

func (b bulkInsert) statement(rows [][]any) sqldb.Statement {
	own := strings.Count(b.row, "?")
	args := make([]any, 0, len(b.shared)+own*len(rows))
	args = append(args, b.shared...)
	var text strings.Builder
	text.Grow(len(b.prefix) + len(b.suffix) + len(rows)*(len(b.row)+3*own) + 2)
	text.WriteString(b.prefix)
	place := len(b.shared)
	for i, row := range rows {
		text.WriteByte(" ,"[min(i, 1)])
		for part := range strings.SplitAfterSeq(b.row, "?") {
			head, found := strings.CutSuffix(part, "?")
			text.WriteString(head)
			if found {
				place++
				text.WriteByte('$')
				text.WriteString(strconv.Itoa(place))
			}
		}
		args = append(args, row...)
	}
	text.WriteByte(' ')
	text.WriteString(b.suffix)
	return sqldb.Statement{SQL: text.String(), Args: args}
}

// run executes statements in order; they may travel with what comes next.
func run(ctx context.Context, tx sqldb.Tx, doing string, statements []sqldb.Statement) error {
	if len(statements) == 0 {
		return nil
	}
	if err := tx.Queue(ctx, statements...); err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}
