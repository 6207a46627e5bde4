package config_test

import (
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/config"
)

type tls struct {
	Cert string `yaml:"cert" doc:"Certificate."`
	Key  string `yaml:"key" secret:"file" doc:"Private key."`
}

type settings struct {
	Listen   string            `yaml:"listen" default:"127.0.0.1:8080" doc:"Where the | JSON API listens."`
	Drain    time.Duration     `yaml:"drain" default:"30s" doc:"How long."`
	Schools  int32             `yaml:"schools" default:"3"`
	Share    float64           `yaml:"share"`
	Demo     bool              `yaml:"demo"`
	Size     uint16            `yaml:"size"`
	Services []string          `yaml:"services" default:"all"`
	Peers    map[string]string `yaml:"peers"`
	Level    slog.Level        `yaml:"level" default:"INFO"`
	TLS      tls               `yaml:"tls"`
	DB       string            `yaml:"db" secret:"either"`
	Hidden   string            `yaml:"-"`
}

func (s *settings) Validate() error {
	if s.Schools < 0 {
		return errors.New("schools must not be negative")
	}
	return nil
}

func write(t *testing.T, text string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "massar.yaml")
	require.NoError(t, os.WriteFile(name, []byte(text), 0o600))
	return name
}

func TestLaterSourceWins(t *testing.T) {
	file := write(t, "listen: file:1\ndrain: 5s\nschools: 7\nshare: 0.25\nservices: [grade, identity]\npeers:\n  grade: 127.0.0.1:9\nlevel: DEBUG\ntls:\n  cert: /a.pem\n")
	env := []string{"MASSAR_SCHOOLS=8", "MASSAR_DEMO=true", "MASSAR_TLS_CERT=/b.pem", "MASSAR_PEERS_SCHOOL=h:2", "PATH=/bin", "MASSAR_TEST_ENGINES=sqlite"}
	var c settings
	require.NoError(t, config.Load(&c, file, env, map[string]string{"schools": "9", "size": "65535"}))
	require.Equal(t, settings{
		Listen: "file:1", Drain: 5 * time.Second, Schools: 9, Share: 0.25, Demo: true, Size: 65535,
		Services: []string{"grade", "identity"}, Peers: map[string]string{"grade": "127.0.0.1:9", "school": "h:2"},
		Level: slog.LevelDebug, TLS: tls{Cert: "/b.pem"},
	}, c)
}

func TestDefaultsAlone(t *testing.T) {
	for _, text := range []string{"", "# only a comment\n", "listen:\ntls:\n", "{}"} {
		var c settings
		require.NoError(t, config.Load(&c, write(t, text), nil, nil), text)
		require.Equal(t, settings{Listen: "127.0.0.1:8080", Drain: 30 * time.Second, Schools: 3, Services: []string{"all"}}, c)
	}
}

func TestListsAndMapsFromVariables(t *testing.T) {
	var c settings
	require.NoError(t, config.Load(&c, "", []string{"MASSAR_SERVICES=grade, school,", "MASSAR_PEERS=a=1:2,b=3:4"}, nil))
	require.Equal(t, []string{"grade", "school"}, c.Services)
	require.Equal(t, map[string]string{"a": "1:2", "b": "3:4"}, c.Peers)
}

func TestRefused(t *testing.T) {
	for name, tc := range map[string]struct {
		yaml  string
		env   []string
		flags map[string]string
		want  []string
	}{
		"unknown key, its line and a proposal": {yaml: "listen: a\nlisten_: b\n", want: []string{`massar.yaml:2: unknown key "listen_" (did you mean listen?)`}},
		"unknown key in a section":             {yaml: "tls:\n  cert: x\n  crt: y\n", want: []string{`massar.yaml:3: unknown key "tls.crt" (did you mean tls.cert?)`}},
		"all at once":                          {yaml: "nonsense: 1\nschools: many\n", want: []string{`unknown key "nonsense"`, `:2: schools: "many" is not a whole number`}},
		"unknown variable":                     {env: []string{"MASSAR_LISTENS=x"}, want: []string{"unknown environment variable MASSAR_LISTENS (did you mean MASSAR_LISTEN?)"}},
		"unknown flag":                         {flags: map[string]string{"shools": "1"}, want: []string{`unknown key "shools" on the command line (did you mean schools?)`}},
		"given twice":                          {yaml: "demo: true\ndemo: false\n", want: []string{"demo"}},
		"bad duration":                         {yaml: "drain: 30\n", want: []string{`drain: "30" is not a duration such as 30s`}},
		"too large":                            {flags: map[string]string{"size": "65536"}, want: []string{"that fits"}},
		"list wanted":                          {yaml: "services: grade\n", want: []string{"services must be a list"}},
		"map wanted":                           {yaml: "peers: [a]\n", want: []string{"peers must be a mapping"}},
		"section wanted":                       {yaml: "tls: yes\n", want: []string{"tls must be a mapping"}},
		"value wanted":                         {yaml: "listen: [a]\n", want: []string{"listen must be a single value"}},
		"broken yaml":                          {yaml: "a: [", want: []string{"massar.yaml"}},
		"two documents":                        {yaml: "demo: true\n---\ndemo: false\n", want: []string{"holds 2 YAML documents"}},
		"secret in the file":                   {yaml: "tls:\n  key: abc\n", want: []string{"tls.key is a secret", "tls.key_file"}},
		"secret in a variable":                 {env: []string{"MASSAR_TLS_KEY=abc"}, want: []string{"tls.key is a secret"}},
		"secret file that is not there":        {env: []string{"MASSAR_TLS_KEY_FILE=/no/such/file"}, want: []string{"reading the secret tls.key", "/no/such/file"}},
		"both forms":                           {flags: map[string]string{"db": "x", "db_file": "/y"}, want: []string{"db or db_file, not both"}},
		"own check":                            {flags: map[string]string{"schools": "-1"}, want: []string{"schools must not be negative"}},
	} {
		t.Run(name, func(t *testing.T) {
			file := ""
			if tc.yaml != "" {
				file = write(t, tc.yaml)
			}
			var c settings
			err := config.Load(&c, file, tc.env, tc.flags)
			require.Error(t, err)
			for _, want := range tc.want {
				require.ErrorContains(t, err, want)
			}
			require.NotContains(t, err.Error(), "abc", "a secret never reaches an error")
		})
	}
}

func TestMissingFileIsNamed(t *testing.T) {
	var c settings
	require.ErrorContains(t, config.Load(&c, "/no/such/massar.yaml", nil, nil), "/no/such/massar.yaml")
}

func TestSecretFromFile(t *testing.T) {
	secret := filepath.Join(t.TempDir(), "key")
	require.NoError(t, os.WriteFile(secret, []byte("s3cret \n"), 0o600))
	var c settings
	require.NoError(t, config.Load(&c, write(t, "db: postgres://plain\ntls:\n  key_file: "+secret+"\n"), []string{"MASSAR_DB_FILE=" + secret}, nil))
	require.Equal(t, "s3cret ", c.TLS.Key, "only the line end is cut")
	require.Equal(t, "s3cret ", c.DB, "the stronger source wins")

	require.NoError(t, config.Load(&c, write(t, "db_file: "+secret+"\n"), nil, map[string]string{"db": "postgres://flag"}))
	require.Equal(t, "postgres://flag", c.DB)

	require.NoError(t, os.WriteFile(secret, []byte("\n"), 0o600))
	require.ErrorContains(t, config.Load(&c, "", []string{"MASSAR_DB_FILE=" + secret}, nil), "is empty")
}

func TestStructsThatCannotBeFilled(t *testing.T) {
	var noTag struct{ A string }
	require.ErrorContains(t, config.Load(&noTag, "", nil, nil), "has no yaml tag")
	var odd struct {
		A chan int `yaml:"a"`
	}
	require.ErrorContains(t, config.Load(&odd, "", nil, nil), "cannot be configured")
	var clash struct {
		A struct {
			B string `yaml:"b"`
		} `yaml:"a"`
		AB string `yaml:"a_b"`
	}
	require.ErrorContains(t, config.Load(&clash, "", nil, nil), "a.b and a_b would both be MASSAR_A_B")
	var badDefault struct {
		A int `yaml:"a" default:"x"`
	}
	require.ErrorContains(t, config.Load(&badDefault, "", nil, nil), "default of a")
}

func TestDocs(t *testing.T) {
	doc := config.Docs(settings{})
	require.Contains(t, doc, "| `listen` | `MASSAR_LISTEN` | text | `127.0.0.1:8080` | Where the \\| JSON API listens. |\n")
	require.Contains(t, doc, "| `tls.key_file` | `MASSAR_TLS_KEY_FILE` | secret |  | Private key. |\n")
	require.Contains(t, doc, "| `db`<br>`db_file` |")
	require.NotContains(t, doc, "Hidden")
}
