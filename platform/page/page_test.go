package page_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/page"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
)

type row struct{ sortKey, id string }

func key(r row) []string { return []string{r.sortKey, r.id} }

// list is what a store does: rows after the key, in order, limited.
func list(all []row, r page.Request) []row {
	from := 0
	if r.After != nil {
		from = slices.IndexFunc(all, func(x row) bool {
			return x.sortKey > r.After[0] || x.sortKey == r.After[0] && x.id > r.After[1]
		})
		if from < 0 {
			return nil
		}
	}
	return all[from:min(len(all), from+int(r.Limit()))]
}

func TestPagesCoverTheListOnce(t *testing.T) {
	for _, n := range []int{0, 1, 2, 3, 4, 6, 7, 100} {
		all := make([]row, 0, n)
		for i := range n {
			all = append(all, row{sortKey: "اسم \x01" + string(rune('a'+i/40)), id: strconv.Itoa(1000 + i)})
		}
		var seen []row
		token, pages := "", 0
		for {
			r, err := page.Parse(3, token, 2, "students", "class-1")
			require.NoError(t, err)
			rows, next := page.Next(r, list(all, r), key)
			require.LessOrEqual(t, len(rows), 3)
			seen = append(seen, rows...)
			pages++
			if token = next; token == "" {
				break
			}
		}
		require.True(t, slices.Equal(all, seen), "%d rows", n)
		require.Equal(t, max(1, (n+2)/3), pages, "no empty page at the end of %d rows", n)
	}
}

func TestSize(t *testing.T) {
	for asked, want := range map[int32]int{0: 50, -1: 50, 1: 1, 50: 50, 500: 500, 501: 500, 1 << 30: 500} {
		r, err := page.Parse(asked, "", 1, "x")
		require.NoError(t, err)
		require.Equal(t, want, r.Size)
		require.Equal(t, int64(want)+1, r.Limit())
		require.Nil(t, r.After)
	}
}

func TestAForeignOrBrokenTokenIsRefused(t *testing.T) {
	r, err := page.Parse(1, "", 2, "students", "class-1")
	require.NoError(t, err)
	_, token := page.Next(r, []row{{"a", "1"}, {"b", "2"}}, key)
	require.NotEmpty(t, token)
	good, err := page.Parse(1, token, 2, "students", "class-1")
	require.NoError(t, err)
	require.Equal(t, []string{"a", "1"}, good.After)

	refused := func(token string, keys int, list ...string) {
		t.Helper()
		_, err := page.Parse(1, token, keys, list...)
		require.Equal(t, errs.Invalid, errs.KindOf(err))
		require.True(t, errs.Is(err, errorsv1.Reason_PAGE_TOKEN_INVALID))
	}
	refused(token, 2, "students", "class-2")
	refused(token, 2, "studentsclass-1")
	refused(token, 1, "students", "class-1")
	for _, broken := range []string{"x", "????", token[:len(token)-2], token + "AA", strings.Repeat("A", 4000), "AQ"} {
		refused(broken, 2, "students", "class-1")
	}
	_, token = page.Next(r, []row{{"a", "1\x002"}, {"b", "2"}}, key)
	refused(token, 2, "students", "class-1") // PostgreSQL has no such text
}

func FuzzParse(f *testing.F) {
	r, err := page.Parse(1, "", 2, "l")
	require.NoError(f, err)
	_, token := page.Next(r, []row{{"a", "1"}, {"b", "2"}}, key)
	f.Add(token)
	f.Add("")
	f.Fuzz(func(t *testing.T, token string) {
		r, err := page.Parse(10, token, 2, "l")
		if err == nil && token != "" {
			require.Len(t, r.After, 2)
		}
	})
}
