package refdata_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/refdata"
)

func TestRulesOfTransfers(t *testing.T) {
	set, err := refdata.Load()
	require.NoError(t, err)
	for _, rule := range []string{refdata.RuleTransferAnswer, refdata.RuleTransferJoin, refdata.RuleTransferAsks, refdata.RuleReturnAge} {
		for _, year := range []string{"2019-2020", "2026-2027", "2035-2036"} {
			n, ok := set.RuleNumber(rule, year)
			require.True(t, ok, "%s in %s", rule, year)
			require.Positive(t, n, "%s in %s", rule, year)
		}
	}
	for stage, want := range map[string]int{"1AC": 17, "2AC": 18, "3AC": 19, "TC": 20, "1BAC": 21} {
		age, ok := set.ReturnAge(stage, "2026-2027")
		require.True(t, ok, stage)
		require.Equal(t, want, age, stage)
	}
	_, ok := set.ReturnAge("2BAC", "2026-2027")
	require.False(t, ok, "no source names a limit")
}
