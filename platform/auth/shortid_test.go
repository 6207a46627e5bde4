package auth

import (
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
)

func TestShortIDs(t *testing.T) {
	for range 200 {
		id := uuid.NewString()
		require.Len(t, shortID(id), shortIDLen)
		require.Equal(t, id, longID(shortID(id)))
	}
	for _, other := range []string{"", "acc", "0193-account", "01A209DE-88E9-7099-ACC9-464D6CDEFB18", "{01a209de-88e9-7099-acc9-464d6cdefb18}",
		"12345A.01a209de-88e9-7099-acc9-464d6cdefb18", "!!!!!!!!!!!!!!!!!!!!!!", "AAAAAAAAAAAAAAAAAAAAAB"} {
		require.Equal(t, other, shortID(other), "no UUID in its usual form")
		require.Equal(t, other, longID(other))
	}
	require.Equal(t, "00000000-0000-0000-0000-000000000000", longID("AAAAAAAAAAAAAAAAAAAAAA"))
}
