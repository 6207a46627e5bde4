package sqldb

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
)

func TestAnonymousParams(t *testing.T) {
	cases := []struct{ name, text, want string }{
		{"none", "BEGIN IMMEDIATE", "BEGIN IMMEDIATE"},
		{"each once in order", "INSERT INTO t VALUES ($1,$2),($3,$4)", "INSERT INTO t VALUES (?,?),(?,?)"},
		{"shared ones keep their names", "INSERT INTO t VALUES ($1,$2,$3),($1,$2,$4)", "INSERT INTO t VALUES ($1,$2,?),($1,$2,?)"},
		{"shared ones between", "VALUES ($1,$2,$3,$4),($1,$5,$3,$6)", "VALUES ($1,?,$3,?),($1,?,$3,?)"},
		{"out of order", "VALUES ($2,$1)", "VALUES ($2,$1)"},
		{"a number is missing", "VALUES ($1,$3)", "VALUES ($1,$3)"},
		{"in text", "SELECT '$1' || $1 || ':$2''$3' || $2", "SELECT '$1' || ? || ':$2''$3' || ?"},
		{"in a name", `SELECT "a$1", $1`, `SELECT "a$1", ?`},
		{"a colon in text", "SELECT k || ':' || $1", "SELECT k || ':' || ?"},
		{"ten and more", "VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)", "VALUES (?,?,?,?,?,?,?,?,?,?,?)"},
		{"comment", "SELECT $1 -- $2", "SELECT $1 -- $2"},
		{"long comment", "SELECT $1 /* $2 */", "SELECT $1 /* $2 */"},
		{"other forms", "SELECT $1, ?", "SELECT $1, ?"},
		{"numbered", "SELECT ?1, $2", "SELECT ?1, $2"},
		{"named", "SELECT :a, $1", "SELECT :a, $1"},
		{"a word", "SELECT $1, $a", "SELECT $1, $a"},
		{"leading zero", "SELECT $01", "SELECT $01"},
		{"zero", "SELECT $0", "SELECT $0"},
		{"unclosed", "SELECT '$1", "SELECT '$1"},
		{"at the end", "SELECT $", "SELECT $"},
		{"minus and slash", "SELECT $1 - $2 / $3 -", "SELECT ? - ? / ? -"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) { require.Equal(t, c.want, anonymousParams(c.text)) })
	}
}

// TestEveryParamKeepsItsValue runs texts with parameters in all sorts of order, on the writer which rewrites them
// and on the readers which do not.
func TestEveryParamKeepsItsValue(t *testing.T) {
	db, err := Open(t.Context(), Config{Name: "p", Dir: t.TempDir(), MaxConns: 1}, fstest.MapFS{
		"00001_t.sql": {Data: []byte("-- +goose Up\nCREATE TABLE t (id TEXT PRIMARY KEY);\n")},
	})
	require.NoError(t, err)
	t.Cleanup(db.Close)
	r := rand.New(rand.NewPCG(5, 6))
	rewritten := 0
	for range 200 {
		n := 1 + r.IntN(12)
		var order []int
		for i := range n {
			order = append(order, i+1)
			for r.IntN(4) == 0 {
				order = append(order, 1+r.IntN(i+1))
			}
		}
		if r.IntN(3) == 0 {
			r.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		}
		var parts, want []string
		args := make([]any, n)
		for i := range args {
			args[i] = fmt.Sprint("v", i+1)
		}
		for _, k := range order {
			parts, want = append(parts, fmt.Sprintf("$%d", k)), append(want, fmt.Sprint("v", k))
		}
		text := "SELECT " + strings.Join(parts, " || ',' || ")
		if anonymousParams(text) != text {
			rewritten++
		}
		var read, written string
		require.NoError(t, db.QueryRow(t.Context(), text, args...).Scan(&read))
		require.NoError(t, db.InTx(t.Context(), func(ctx context.Context, tx Tx) error {
			return tx.QueryRow(ctx, text, args...).Scan(&written)
		}))
		require.Equal(t, strings.Join(want, ","), read, text)
		require.Equal(t, read, written, text)
	}
	require.Greater(t, rewritten, 50)
}
