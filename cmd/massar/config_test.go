package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/config"
)

func TestDeployedConfigurationsLoad(t *testing.T) {
	files, err := filepath.Glob("../../deploy/config/*.yaml")
	require.NoError(t, err)
	require.Len(t, files, len(serviceNames)+1, "one per service, and the laptop's")
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			var cfg Config
			require.NoError(t, config.Load(&cfg, file, nil, nil))
			if name := filepath.Base(file); name != "laptop.yaml" {
				require.Equal(t, []string{name[:len(name)-len(".yaml")]}, cfg.hosted())
			} else {
				require.Equal(t, serviceNames, cfg.hosted())
			}
		})
	}
}

func TestAnUnknownKeyIsNamed(t *testing.T) {
	file := filepath.Join(t.TempDir(), "c.yaml")
	require.NoError(t, os.WriteFile(file, []byte("listen: 127.0.0.1:0\nlisten_grpc: 127.0.0.1:0\n"), 0o600))
	var cfg Config
	require.ErrorContains(t, config.Load(&cfg, file, nil, nil), "listen_grpc")
	require.ErrorContains(t, config.Load(&cfg, "", nil, map[string]string{"services": "grade,marks"}), `"marks"`)
	require.ErrorContains(t, config.Load(&cfg, "", nil, map[string]string{"rpc_listen": "127.0.0.1:0"}), "massar ca")
}

func TestTheSettingsTableIsTheDocumentedOne(t *testing.T) {
	documented, err := os.ReadFile("../../docs/config.md")
	require.NoError(t, err)
	var printed bytes.Buffer
	require.NoError(t, configCommand(t.Context(), nil, &printed))
	require.Equal(t, string(documented), printed.String(), "run: bin/massar config > docs/config.md")
}
