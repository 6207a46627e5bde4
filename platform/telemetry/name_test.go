package telemetry

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAProcessOfOneServiceIsNamedForIt(t *testing.T) {
	require.Equal(t, "massar-grade", serviceName([]string{"grade"}))
	require.Equal(t, "massar", serviceName([]string{"identity", "grade"}))
	require.Equal(t, "massar", serviceName(nil))
}
