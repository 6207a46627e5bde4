package sqldb_test

import (
	"context"
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/sqldb"
)

func inTx(t *testing.T, db sqldb.DB, fn func(ctx context.Context, tx sqldb.Tx)) {
	t.Helper()
	require.NoError(t, db.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) error {
		fn(ctx, tx)
		return nil
	}))
}

type mark struct {
	thousandths *int64
	released    bool
	load        *float64
	seal        []byte
	note        *string
}

func ptr[T any](v T) *T { return &v }

func TestValuesComeBackAsTheyWere(t *testing.T) {
	each(t, func(t *testing.T, db sqldb.DB) {
		insertClass(t, db, "c1")
		for i, want := range []mark{
			{},
			{thousandths: ptr(int64(14500)), released: true, load: ptr(0.1), seal: []byte{0, 1, 255}, note: ptr("ممتاز، «à relire»")},
			{thousandths: ptr(int64(math.MaxInt64)), load: ptr(-math.MaxFloat64), seal: []byte{}, note: ptr("")},
			{thousandths: ptr(int64(0)), load: ptr(0.0), seal: []byte("14.50"), note: ptr("12")},
		} {
			id := fmt.Sprint("m", i)
			inTx(t, db, func(ctx context.Context, tx sqldb.Tx) {
				_, err := tx.Exec(ctx, `INSERT INTO marks (school_code, mark_id, class_id, thousandths, released, load, seal, note)
					VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
					school, id, "c1", want.thousandths, want.released, want.load, want.seal, want.note)
				require.NoError(t, err)
			})
			var got mark
			require.NoError(t, db.QueryRow(t.Context(),
				`SELECT thousandths, released, load, seal, note FROM marks WHERE school_code = $1 AND mark_id = $2`, school, id).
				Scan(&got.thousandths, &got.released, &got.load, &got.seal, &got.note))
			if len(want.seal) == 0 {
				require.Empty(t, got.seal)
				var null bool
				require.NoError(t, db.QueryRow(t.Context(), `SELECT seal IS NULL FROM marks WHERE mark_id = $1`, id).Scan(&null))
				require.Equal(t, want.seal == nil, null, "no bytes is a value, unlike none at all")
				got.seal = want.seal
			}
			require.Equal(t, want, got, id)
		}
	})
}

// Each statement answers one text, the same on both engines.
func TestThePortableSubset(t *testing.T) {
	cases := []struct {
		name string
		sql  string
		args []any
		want string
	}{
		{"a parameter used twice and out of order", `SELECT $2 || $1 || $2`, []any{"a", "b"}, "bab"},
		{"text compares by bytes", `SELECT string_agg(label, ',') FROM (SELECT label FROM classes ORDER BY label) AS l`, nil, "2A,2B,2a,Z,É,أ,ب"},
		{"ids keep their case apart", `SELECT CASE WHEN 'a' = 'A' THEN 'same' ELSE 'two' END`, nil, "two"},
		{"row values as a key", `SELECT string_agg(class_id, ',') FROM (SELECT class_id FROM classes
			WHERE (sort_key, class_id) > ($1, $2) ORDER BY sort_key, class_id LIMIT 2) AS p`, []any{"k", "c2"}, "c3,c4"},
		{"FILTER", `SELECT CAST(COUNT(*) FILTER (WHERE sort_key = 'k') AS TEXT) FROM classes`, nil, "5"},
		{"a window", `SELECT string_agg(class_id || n, ',') FROM (
			SELECT class_id, CAST(ROW_NUMBER() OVER (ORDER BY class_id DESC) AS TEXT) AS n FROM classes ORDER BY class_id LIMIT 2) AS w`, nil, "c17,c26"},
		{"a recursive CTE", `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4)
			SELECT CAST(SUM(i) AS TEXT) FROM n`, nil, "10"},
		{"NULLS LAST", `SELECT string_agg(COALESCE(v, '-'), '') FROM (
			SELECT v FROM (SELECT 'a' AS v UNION ALL SELECT NULL UNION ALL SELECT 'b') AS u ORDER BY v DESC NULLS LAST) AS o`, nil, "ba-"},
		{"IS NOT DISTINCT FROM", `SELECT CASE WHEN NULL IS NOT DISTINCT FROM NULL THEN 'same' ELSE 'other' END`, nil, "same"},
		{"integer division", `SELECT CAST(7 / 2 AS TEXT)`, nil, "3"},
		{"LIKE with an escape", `SELECT CASE WHEN 'a_b' LIKE 'a!_b' ESCAPE '!' THEN 'yes' ELSE 'no' END`, nil, "yes"},
		{"a remainder", `SELECT CAST(-7 % 3 AS TEXT)`, nil, "-1"},
		{"a missing sum", `SELECT COALESCE(CAST(SUM(thousandths) AS TEXT), 'none') FROM marks`, nil, "none"},
	}
	each(t, func(t *testing.T, db sqldb.DB) {
		fill(t, db)
		for _, c := range cases {
			t.Run(c.name, func(t *testing.T) {
				var got string
				require.NoError(t, db.QueryRow(t.Context(), c.sql, c.args...).Scan(&got))
				require.Equal(t, c.want, got)
			})
		}
	})
}

func fill(t *testing.T, db sqldb.DB) {
	t.Helper()
	inTx(t, db, func(ctx context.Context, tx sqldb.Tx) {
		rows := [][]any{}
		for i, label := range []string{"2B", "2a", "ب", "É", "Z"} {
			rows = append(rows, []any{school, fmt.Sprint("c", i+1), label, "k"})
		}
		rows = append(rows, []any{school, "c6", "2A", "l"}, []any{school, "c7", "أ", "l"})
		n, err := tx.ExecRows(ctx, `INSERT INTO classes (school_code, class_id, label, sort_key) VALUES`, "", rows)
		require.NoError(t, err)
		require.Equal(t, int64(7), n)
	})
}

func TestPortableWrites(t *testing.T) {
	each(t, func(t *testing.T, db sqldb.DB) {
		fill(t, db)
		inTx(t, db, func(ctx context.Context, tx sqldb.Tx) {
			n, err := tx.Exec(ctx, sqlInsertClass+` ON CONFLICT DO NOTHING`, school, "c1", "x", "x")
			require.NoError(t, err)
			require.Zero(t, n, "an expected conflict touches nothing and spoils nothing")

			n, err = tx.Exec(ctx, sqlInsertClass+` ON CONFLICT (school_code, class_id) DO UPDATE SET label = excluded.label`, school, "c1", "new", "x")
			require.NoError(t, err)
			require.Equal(t, int64(1), n)

			var label string
			require.NoError(t, tx.QueryRow(ctx, `UPDATE classes SET label = label || $1 WHERE class_id = $2 RETURNING label`, "!", "c1").Scan(&label))
			require.Equal(t, "new!", label)
			require.ErrorIs(t, tx.QueryRow(ctx, `UPDATE classes SET label = $1 WHERE class_id = $2 RETURNING label`, "!", "absent").Scan(&label), sqldb.ErrNoRows)

			n, err = tx.Exec(ctx, `UPDATE classes SET label = s.label FROM (SELECT class_id, 'L' || class_id AS label FROM classes WHERE sort_key = $1) AS s
				WHERE classes.class_id = s.class_id`, "l")
			require.NoError(t, err)
			require.Equal(t, int64(2), n)

			counts, err := tx.ExecAll(ctx,
				sqldb.Statement{SQL: `UPDATE classes SET label = $1 WHERE sort_key = $2`, Args: []any{"k", "k"}},
				sqldb.Statement{SQL: `DELETE FROM classes WHERE class_id = $1`, Args: []any{"c7"}},
				sqldb.Statement{SQL: `DELETE FROM classes WHERE class_id = $1`, Args: []any{"absent"}})
			require.NoError(t, err)
			require.Equal(t, []int64{5, 1, 0}, counts)
		})
		require.Equal(t, 6, count(t, db, "classes"))
	})
}

func TestAFailureInABatchSpoilsTheTransaction(t *testing.T) {
	each(t, func(t *testing.T, db sqldb.DB) {
		insertClass(t, db, "c1")
		err := db.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) error {
			_, err := tx.ExecAll(ctx,
				sqldb.Statement{SQL: sqlInsertClass, Args: []any{school, "c2", "x", "x"}},
				sqldb.Statement{SQL: sqlInsertClass, Args: []any{school, "c1", "x", "x"}},
				sqldb.Statement{SQL: sqlInsertClass, Args: []any{school, "c3", "x", "x"}})
			require.True(t, sqldb.IsUnique(err), "%v", err)
			return nil
		})
		require.True(t, sqldb.IsUnique(err), "%v", err)
		require.Equal(t, 1, count(t, db, "classes"))
	})
}

func TestManyRows(t *testing.T) {
	each(t, func(t *testing.T, db sqldb.DB) {
		for _, n := range []int{0, 1, 2, 35, 255, 256, 257, 1000} {
			rows := make([][]any, 0, n)
			for i := range n {
				rows = append(rows, []any{school, fmt.Sprintf("%d-%04d", n, i), "x", fmt.Sprint(n)})
			}
			inTx(t, db, func(ctx context.Context, tx sqldb.Tx) {
				touched, err := tx.ExecRows(ctx, `INSERT INTO classes (school_code, class_id, label, sort_key) VALUES`, "", rows)
				require.NoError(t, err)
				require.Equal(t, int64(n), touched)
				touched, err = tx.ExecRows(ctx, `INSERT INTO classes (school_code, class_id, label, sort_key) VALUES`,
					`ON CONFLICT (school_code, class_id) DO UPDATE SET label = excluded.label WHERE classes.label <> excluded.label`, rows)
				require.NoError(t, err)
				require.Zero(t, touched)
			})
			require.Equal(t, n, count(t, db, fmt.Sprintf("classes WHERE sort_key = '%d'", n)))
		}
		copied := [][]any{}
		for i := range 3000 {
			copied = append(copied, []any{school, fmt.Sprintf("copy-%04d", i), nil, "c"})
		}
		err := db.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) error {
			return tx.CopyFrom(ctx, "classes", []string{"school_code", "class_id", "label", "sort_key"}, copied)
		})
		require.True(t, sqldb.IsCheck(err), "a copy keeps the rules of the table: %v", err)
		for _, row := range copied {
			row[2] = "x"
		}
		inTx(t, db, func(ctx context.Context, tx sqldb.Tx) {
			require.NoError(t, tx.CopyFrom(ctx, "classes", []string{"school_code", "class_id", "label", "sort_key"}, copied))
			require.NoError(t, tx.CopyFrom(ctx, "classes", []string{"school_code", "class_id", "label", "sort_key"}, nil))
		})
		require.Equal(t, 3000, count(t, db, "classes WHERE sort_key = 'c'"))
	})
}

func TestListsOfPlaceholders(t *testing.T) {
	require.Equal(t, "", sqldb.In(0))
	require.Equal(t, "$1,$2,$3", sqldb.In(3))
	each(t, func(t *testing.T, db sqldb.DB) {
		fill(t, db)
		for _, c := range []struct {
			ids  []string
			want int
		}{{nil, 0}, {[]string{"c1"}, 1}, {[]string{"c1", "c2", "c3"}, 3}, {[]string{"c1", "c2", "c3", "absent", "c4"}, 4}} {
			list, args := sqldb.InList(2, c.ids)
			var n int
			require.NoError(t, db.QueryRow(t.Context(), `SELECT COUNT(*) FROM classes WHERE school_code = $1 AND class_id IN (`+list+`)`,
				append([]any{school}, args...)...).Scan(&n))
			require.Equal(t, c.want, n)
		}
	})
}

func TestRowsAreReadToTheEnd(t *testing.T) {
	each(t, func(t *testing.T, db sqldb.DB) {
		fill(t, db)
		read := func(q sqldb.Querier) (ids []string) {
			rows, err := q.Query(t.Context(), `SELECT class_id FROM classes WHERE school_code = $1 ORDER BY class_id`, school)
			require.NoError(t, err)
			defer rows.Close()
			for rows.Next() {
				var id string
				require.NoError(t, rows.Scan(&id))
				ids = append(ids, id)
			}
			require.NoError(t, rows.Err())
			return ids
		}
		want := []string{"c1", "c2", "c3", "c4", "c5", "c6", "c7"}
		// More often than the pool has connections: an unclosed result would block it.
		for range 30 {
			require.Equal(t, want, read(db))
		}
		inTx(t, db, func(_ context.Context, tx sqldb.Tx) { require.Equal(t, want, read(tx)) })

		rows, err := db.Query(t.Context(), `SELECT class_id FROM absent`)
		if err == nil {
			require.False(t, rows.Next())
			err = rows.Err()
			rows.Close()
		}
		require.Error(t, err)
	})
}

func TestAColumnCanBeAddedRenamedAndDropped(t *testing.T) {
	each(t, func(t *testing.T, db sqldb.DB) {
		fill(t, db)
		inTx(t, db, func(ctx context.Context, tx sqldb.Tx) {
			for _, statement := range []string{
				`ALTER TABLE classes ADD COLUMN room TEXT NOT NULL DEFAULT 'A1'`,
				`ALTER TABLE classes RENAME COLUMN room TO place`,
			} {
				_, err := tx.Exec(ctx, statement)
				require.NoError(t, err, statement)
			}
		})
		require.Equal(t, 7, count(t, db, "classes WHERE place = 'A1'"))
		inTx(t, db, func(ctx context.Context, tx sqldb.Tx) {
			_, err := tx.Exec(ctx, `ALTER TABLE classes DROP COLUMN place`)
			require.NoError(t, err)
		})
	})
}
