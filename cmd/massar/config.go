package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/massar-platform/massar/platform/config"
)

// Config is every setting of a process: defaults, then the file, then MASSAR_* variables, then flags.
type Config struct {
	Data           string            `yaml:"data" default:"data" doc:"Folder of the embedded databases, keys and demo accounts."`
	Listen         string            `yaml:"listen" default:"127.0.0.1:8080" doc:"Where JSON, OpenAPI and the documentation are served."`
	GRPCListen     string            `yaml:"grpc_listen" doc:"Where native gRPC of the audiences and auth is served; none when empty."`
	RPCListen      string            `yaml:"rpc_listen" doc:"Where this process's services listen for other processes (mTLS); none when empty."`
	InternalListen string            `yaml:"internal_listen" default:"127.0.0.1:0" doc:"Metrics, profiles and health for operators; port 0 picks a free one."`
	Services       []string          `yaml:"services" doc:"Services of this process; empty means all."`
	DB             string            `yaml:"db" doc:"PostgreSQL URL; empty means SQLite files below data."`
	Redis          string            `yaml:"redis" doc:"Redis URL (single, sentinel or cluster); empty means in-process only."`
	Peers          map[string]string `yaml:"peers" doc:"Address of each service that runs in another process."`
	PepperFile     string            `yaml:"pepper_file" doc:"File with the key of password hashes and codes; empty means data/pepper, made on first start."`
	FirstAccount   string            `yaml:"first_account" default:"ministere@massar.ma" doc:"E-mail of the first ministry account of an empty database."`
	PublicURL      string            `yaml:"public_url" doc:"What OpenAPI and printed examples call this server; empty means the listener."`
	TrustedProxies []string          `yaml:"trusted_proxies" doc:"Networks (CIDR) of load balancers whose X-Forwarded-For is believed."`
	Replicas       int               `yaml:"replicas" default:"1" doc:"Gateways that share the rate limits; without Redis each allows its share."`
	Documents      string            `yaml:"documents" doc:"Bucket URL of the papers of justifications (s3://bucket?region=..., file:///folder); empty means data/documents."`
	LinkKeyFile    string            `yaml:"link_key_file" doc:"File with the key that signs addresses of papers and seals what is kept of secret calendar addresses; empty means data/link.key, made on first start."`
	LetterCommand  string            `yaml:"letter_command" doc:"Chromium that prints letters; empty means the one on the path."`
	LetterSandbox  bool              `yaml:"letter_sandbox" default:"true" doc:"Chromium's own sandbox; false where the process runs as root or without user namespaces."`
	LogLevel       string            `yaml:"log_level" default:"info" doc:"debug, info, warn or error."`
	LogFormat      string            `yaml:"log_format" default:"auto" doc:"text, json, or auto: text on a terminal."`
	TLS            TLSConfig         `yaml:"tls"`
	// SchoolDate shifts the school clock (not tokens, factors, limits or certificates) so that this is today.
	SchoolDate string `yaml:"school_date" doc:"Day that the school clock takes as today (YYYY-MM-DD); empty means the real one."`
}

// TLSConfig names the certificates.
type TLSConfig struct {
	CA         string `yaml:"ca" doc:"Certificate of the internal authority (massar ca init)."`
	Cert       string `yaml:"cert" doc:"This process's certificate towards other services (massar ca issue)."`
	Key        string `yaml:"key" doc:"Its key."`
	PublicCert string `yaml:"public_cert" doc:"Certificate of the public listeners; needed where they are not on loopback."`
	PublicKey  string `yaml:"public_key" doc:"Its key."`
}

// serviceNames are the services in the order in which they start.
var serviceNames = []string{"identity", "school", "grade", "timetable", "attendance", "moutamadris", "waliye", "moudaris", "idara", "gateway"}

// Validate implements config.Validator.
func (c *Config) Validate() error {
	var faults []error
	for _, name := range c.Services {
		if !slices.Contains(serviceNames, name) {
			faults = append(faults, fmt.Errorf("services: %q is none of %s", name, strings.Join(serviceNames, ", ")))
		}
	}
	for name := range c.Peers {
		if !slices.Contains(serviceNames, name) {
			faults = append(faults, fmt.Errorf("peers.%s: there is no such service", name))
		}
	}
	if (len(c.Peers) > 0 || c.RPCListen != "") && (c.TLS.CA == "" || c.TLS.Cert == "" || c.TLS.Key == "") {
		faults = append(faults, errors.New("tls.ca, tls.cert and tls.key are needed where services speak across processes: see massar ca"))
	}
	if c.LogFormat != "auto" && c.LogFormat != "text" && c.LogFormat != "json" {
		faults = append(faults, fmt.Errorf("log_format: %q is none of auto, text, json", c.LogFormat))
	}
	if _, err := c.proxies(); err != nil {
		faults = append(faults, fmt.Errorf("trusted_proxies: %w", err))
	}
	return errors.Join(faults...)
}

// proxies are the networks whose word about the caller's address is taken.
func (c *Config) proxies() ([]netip.Prefix, error) {
	networks := make([]netip.Prefix, 0, len(c.TrustedProxies))
	for _, text := range c.TrustedProxies {
		network, err := netip.ParsePrefix(text)
		if err != nil {
			return nil, err
		}
		networks = append(networks, network)
	}
	return networks, nil
}

// hosts says whether this process hosts a service.
func (c *Config) hosts(name string) bool {
	return len(c.Services) == 0 || slices.Contains(c.Services, name)
}

// hosted lists the services of this process in starting order.
func (c *Config) hosted() []string {
	if len(c.Services) == 0 {
		return serviceNames
	}
	return slices.DeleteFunc(slices.Clone(serviceNames), func(name string) bool { return !c.hosts(name) })
}

func (c *Config) pepperPath() string {
	if c.PepperFile != "" {
		return c.PepperFile
	}
	return filepath.Join(c.Data, "pepper")
}

func (c *Config) linkKeyPath() string {
	if c.LinkKeyFile != "" {
		return c.LinkKeyFile
	}
	return filepath.Join(c.Data, "link.key")
}

// documentsURL is where papers are kept.
func (c *Config) documentsURL() (string, error) {
	if c.Documents != "" {
		return c.Documents, nil
	}
	folder, err := filepath.Abs(filepath.Join(c.Data, "documents"))
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", err
	}
	return "file://" + filepath.ToSlash(folder), nil
}

// settings are the flags that map straight onto keys of Config.
var settings = map[string]string{
	"data": "data", "listen": "listen", "grpc-listen": "grpc_listen", "rpc-listen": "rpc_listen",
	"internal-listen": "internal_listen", "services": "services", "db": "db", "redis": "redis",
	"log-level": "log_level", "log-format": "log_format",
}

// addSettings declares those of the flags that a command takes; only flags that were given override.
func addSettings(flags *flag.FlagSet, names ...string) func(file string, into *Config) error {
	for _, name := range names {
		flags.String(name, "", settingAbout(settings[name]))
	}
	return func(file string, into *Config) error {
		given := map[string]string{}
		flags.Visit(func(f *flag.Flag) {
			if key, ok := settings[f.Name]; ok {
				given[key] = f.Value.String()
			}
		})
		return config.Load(into, file, os.Environ(), given)
	}
}

// settingAbout takes a setting's words from the table that docs/config.md is made of.
func settingAbout(key string) string {
	for line := range strings.SplitSeq(config.Docs(Config{}), "\n") {
		cells := strings.Split(line, "|")
		if len(cells) > 2 && strings.Trim(cells[1], " `") == key {
			return strings.TrimSpace(cells[len(cells)-2])
		}
	}
	return "sets " + strconv.Quote(key)
}

func configCommand(_ context.Context, _ []string, out io.Writer) error {
	_, err := fmt.Fprint(out, config.Docs(Config{}))
	return err
}
