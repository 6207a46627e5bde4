package sqldb

import (
	"strconv"
	"strings"
)

// Bulk is a multi-row insert whose rows share some values: who, when, which register.
// Sharing them halves what is sent, which is most of the cost of a save.
type Bulk struct {
	Prefix string
	// Row is one row with $n for shared values and ? for its own.
	Row    string
	Suffix string
	Shared []any
}

// Statements cuts rows into statements of few different sizes, so that few texts
// are prepared. A row holds its own values, in the order of the question marks.
func (b Bulk) Statements(rows [][]any) []Statement {
	var list []Statement
	for len(rows) > 0 {
		size := bulkSize(len(rows))
		list = append(list, b.statement(rows[:size]))
		rows = rows[size:]
	}
	return list
}

// bulkSize is the largest size of a statement for so many rows: class sizes are
// met by one or two statements.
func bulkSize(rows int) int {
	switch {
	case rows >= 128:
		return 128
	case rows >= 8:
		return rows / 8 * 8
	}
	return rows
}

func (b Bulk) statement(rows [][]any) Statement {
	own := strings.Count(b.Row, "?")
	args := make([]any, 0, len(b.Shared)+own*len(rows))
	args = append(args, b.Shared...)
	var text strings.Builder
	text.Grow(len(b.Prefix) + len(b.Suffix) + len(rows)*(len(b.Row)+3*own) + 2)
	text.WriteString(b.Prefix)
	place := len(b.Shared)
	for i, row := range rows {
		text.WriteByte(" ,"[min(i, 1)])
		for part := range strings.SplitAfterSeq(b.Row, "?") {
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
	text.WriteString(b.Suffix)
	return Statement{SQL: text.String(), Args: args}
}
