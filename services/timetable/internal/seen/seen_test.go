package seen_test

import (
	"encoding/base64"
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/services/timetable/internal/seen"
)

func TestWhatWasSeen(t *testing.T) {
	var c seen.Cursor
	c.Set("a", 5)
	c.Set("b", 0)
	back, err := seen.Parse(c.String())
	require.NoError(t, err)
	require.False(t, back.Changed("a", 5))
	require.True(t, back.Changed("a", 6))
	require.False(t, back.Changed("a", 4), "a process that is behind tells nothing anew")
	require.False(t, back.Changed("b", 0))
	require.True(t, back.Changed("c", 0), "a timetable that was not followed before")
	none, err := seen.Parse((seen.Cursor{}).String())
	require.NoError(t, err)
	require.True(t, none.Changed("a", 1))
}

func TestCursorIsBounded(t *testing.T) {
	var c seen.Cursor
	for i := range 1000 {
		c.Set(fmt.Sprint(i), math.MaxInt64)
	}
	require.LessOrEqual(t, len(c.String()), 512)
	_, err := seen.Parse(c.String())
	require.NoError(t, err)
}

func TestOtherTextsAreNoCursor(t *testing.T) {
	var c seen.Cursor
	c.Set("a", math.MaxInt64)
	good := c.String()
	for i := 1; i < len(good); i++ {
		if _, err := seen.Parse(good[:i]); err == nil {
			require.Equal(t, (seen.Cursor{}).String(), good[:i])
		}
	}
	for _, bad := range []string{"x", good + "A", good + "=", "AQ==", "!!!!", base64.RawURLEncoding.EncodeToString([]byte{2}), " " + good} {
		_, err := seen.Parse(bad)
		require.ErrorIs(t, err, seen.ErrInvalid, bad)
	}
}
