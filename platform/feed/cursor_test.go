package feed_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/feed"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// id makes a change id of an instant, unique by n.
func id(t time.Time, n int) string {
	return feed.IDAt(fmt.Sprintf("00000000-0000-7000-8000-0000%08x", n), t)
}

// table is what a database would show.
type table struct{ ids []string }

func (b *table) add(ids ...string) {
	b.ids = append(b.ids, ids...)
	slices.Sort(b.ids)
}

func (b *table) read(after, upTo string, limit int) []string {
	var list []string
	for _, id := range b.ids {
		if id > after && id < upTo && len(list) < limit {
			list = append(list, id)
		}
	}
	return list
}

// ask is one request of a client: text in, text out.
func ask(t *testing.T, b *table, cursor string, now time.Time, page int) (told []string, next string, more bool) {
	t.Helper()
	c, err := feed.Parse(cursor)
	require.NoError(t, err)
	read := b.read(c.Low(), feed.Floor(now), c.Limit(page))
	places, after, more := c.Next(now, read, page)
	for _, i := range places {
		told = append(told, read[i])
	}
	require.LessOrEqual(t, len(after.String()), 512)
	return told, after.String(), more
}

func start(b *table, now time.Time) string {
	return feed.Start(now, b.read(feed.Since(now), feed.Floor(now), 1000)).String()
}

func TestAClientThatBeginsNowIsToldOnlyWhatComes(t *testing.T) {
	b := &table{}
	b.add(id(noon.Add(-time.Hour), 1), id(noon.Add(-time.Second), 2))
	cursor := start(b, noon)
	told, cursor, more := ask(t, b, cursor, noon.Add(time.Second), 10)
	require.Empty(t, told)
	require.False(t, more)
	b.add(id(noon.Add(2*time.Second), 3))
	told, cursor, _ = ask(t, b, cursor, noon.Add(3*time.Second), 10)
	require.Equal(t, []string{id(noon.Add(2*time.Second), 3)}, told)
	told, _, _ = ask(t, b, cursor, noon.Add(4*time.Second), 10)
	require.Empty(t, told)
}

// A transaction that took 10 seconds shows its change behind younger ones.
func TestALateCommitIsNotLost(t *testing.T) {
	b := &table{}
	cursor := start(b, noon)
	b.add(id(noon.Add(9*time.Second), 1))
	told, cursor, _ := ask(t, b, cursor, noon.Add(10*time.Second), 10)
	require.Len(t, told, 1)
	late := id(noon.Add(time.Second), 2)
	b.add(late)
	told, cursor, _ = ask(t, b, cursor, noon.Add(11*time.Second), 10)
	require.Equal(t, []string{late}, told)
	// Also one that began before the client did.
	earlier := id(noon.Add(-5*time.Second), 3)
	b.add(earlier)
	told, _, _ = ask(t, b, cursor, noon.Add(12*time.Second), 10)
	require.Equal(t, []string{earlier}, told)
}

func TestALongAbsenceIsToldInPagesEachChangeOnce(t *testing.T) {
	b := &table{}
	cursor := start(b, noon)
	var want []string
	for n := range 1000 {
		want = append(want, id(noon.Add(time.Duration(n)*time.Second), n))
	}
	b.add(want...)
	now := noon.Add(1000 * time.Second)
	var all []string
	for more := true; more; {
		var told []string
		told, cursor, more = ask(t, b, cursor, now, 50)
		all = append(all, told...)
	}
	require.Equal(t, want, all)
	told, _, _ := ask(t, b, cursor, now.Add(time.Second), 50)
	require.Empty(t, told)
}

// More changes at once than a cursor remembers: still each once.
func TestABurstIsToldOnce(t *testing.T) {
	b := &table{}
	cursor := start(b, noon)
	var want []string
	for n := range 5 * feed.Remembered {
		want = append(want, id(noon.Add(time.Duration(n)*time.Millisecond), n))
	}
	b.add(want...)
	var all []string
	now := noon.Add(2 * time.Second)
	for more := true; more; {
		var told []string
		told, cursor, more = ask(t, b, cursor, now, 100)
		all = append(all, told...)
	}
	require.Equal(t, want, all)
	told, _, _ := ask(t, b, cursor, now, 100)
	require.Empty(t, told)
}

func TestAChangeDatedAheadIsToldAtItsInstant(t *testing.T) {
	b := &table{}
	cursor := start(b, noon)
	hour := id(noon.Add(time.Hour), 1)
	b.add(hour)
	told, cursor, _ := ask(t, b, cursor, noon.Add(time.Minute), 10)
	require.Empty(t, told)
	told, _, _ = ask(t, b, cursor, noon.Add(time.Hour+time.Second), 10)
	require.Equal(t, []string{hour}, told)
}

func TestParseRefuses(t *testing.T) {
	good := start(&table{}, noon)
	for name, text := range map[string]string{
		"empty": "", "not base64": "!!!", "short": "AQ", "other version": "Ag" + good[2:], "cut": good[:len(good)-2], "longer": good + "AA",
	} {
		t.Run(name, func(t *testing.T) {
			_, err := feed.Parse(text)
			require.ErrorIs(t, err, feed.ErrInvalid)
		})
	}
	c, err := feed.Parse(good)
	require.NoError(t, err)
	require.Equal(t, good, c.String())
}

func FuzzParse(f *testing.F) {
	f.Add(start(&table{}, noon))
	f.Fuzz(func(t *testing.T, text string) {
		c, err := feed.Parse(text)
		if err != nil {
			return
		}
		again, err := feed.Parse(c.String())
		require.NoError(t, err)
		require.Equal(t, c, again)
	})
}
