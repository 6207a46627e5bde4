package localtext_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/localtext"
)

func TestNFCMakesTheSameWordTheSameBytes(t *testing.T) {
	require.Equal(t, "caf\u00e9 ", localtext.NFC("cafe\u0301 "))
	require.Equal(t, "\u0623", localtext.NFC("\u0627\u0654"))
	require.Equal(t, localtext.NFC("\u00e9"), localtext.NFC(localtext.NFC("e\u0301")))
}
