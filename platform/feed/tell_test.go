package feed_test

import (
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/feed"
)

func TestTellBeginsNowAndTellsOnce(t *testing.T) {
	var log []string
	read := func(s feed.Span) ([]string, error) {
		var list []string
		for _, id := range log {
			if id > s.After && id < s.Before && len(list) < s.Limit {
				list = append(list, id)
			}
		}
		return list, nil
	}
	same := func(id string) string { return id }
	log = append(log, id(noon.Add(-time.Second), 1))
	page, err := feed.Tell(noon, "", 2, read, same)
	require.NoError(t, err)
	require.Empty(t, page.Fresh)

	for n := range 3 {
		log = append(log, id(noon.Add(time.Duration(n+1)*time.Second), n+2))
	}
	now := noon.Add(5 * time.Second)
	page, err = feed.Tell(now, page.Cursor, 2, read, same)
	require.NoError(t, err)
	require.Equal(t, log[1:3], page.Fresh)
	require.True(t, page.More)
	page, err = feed.Tell(now, page.Cursor, 2, read, same)
	require.NoError(t, err)
	require.Equal(t, log[3:], page.Fresh)
	require.False(t, page.More)
	page, err = feed.Tell(now, page.Cursor, 2, read, same)
	require.NoError(t, err)
	require.Empty(t, page.Fresh)
}

func TestTellRefusesWhatIsNoCursorAndPassesErrorsOn(t *testing.T) {
	broken := errors.New("away")
	read := func(feed.Span) ([]string, error) { return nil, broken }
	same := func(id string) string { return id }
	_, err := feed.Tell(noon, "x", 2, read, same)
	require.ErrorIs(t, err, feed.ErrInvalid)
	_, err = feed.Tell(noon, "", 2, read, same)
	require.ErrorIs(t, err, broken)
	_, err = feed.Tell(noon, start(&table{}, noon), 2, read, same)
	require.ErrorIs(t, err, broken)
}
