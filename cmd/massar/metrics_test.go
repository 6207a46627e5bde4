package main

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/clock"
	"github.com/massar-platform/massar/platform/config"
	"github.com/massar-platform/massar/refdata"
)

func TestPoolsQueuesAndPasswordsAreWatched(t *testing.T) {
	var cfg Config
	require.NoError(t, config.Load(&cfg, "", nil, map[string]string{"data": t.TempDir()}))
	ref, err := refdata.Load()
	require.NoError(t, err)
	p, err := newProcess(t.Context(), cfg, ref, clock.NewSchool(clock.System{}, 0))
	require.NoError(t, err)
	defer p.close()
	families, err := p.tel.Registry.Gather()
	require.NoError(t, err)
	seen := map[string]int{}
	for _, family := range families {
		seen[family.GetName()] = len(family.GetMetric())
	}
	require.Equal(t, 15, seen["massar_db_connections"], "three states of five services")
	require.Equal(t, 5, seen["massar_db_waits_total"])
	require.Equal(t, 5, seen["massar_outbox_backlog"])
	require.Equal(t, 1, seen["massar_password_checks_total"])
}
