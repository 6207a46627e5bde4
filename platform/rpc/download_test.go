package rpc

import (
	"mime"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestDispositionIsReadBackAsTheName(t *testing.T) {
	for _, name := range []string{"Export_12345A_2BACSPF-1_PHYSIQUE-CHIMIE_20261123.xlsx", "Éducation.xlsx", "الرياضيات 1.xlsx", `a"b\c%41.xlsx`, "a\r\nX: y.xlsx"} {
		value := disposition(name)
		require.NotContains(t, value, "\n")
		for _, c := range []byte(value) {
			require.True(t, c >= 0x20 && c <= 0x7e, value)
		}
		kind, params, err := mime.ParseMediaType(value)
		require.NoError(t, err, value)
		require.Equal(t, "attachment", kind)
		require.Equal(t, name, params["filename"])
	}
	require.Equal(t, `attachment; filename="a.xlsx"`, disposition("a.xlsx"))
}
