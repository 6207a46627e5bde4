package config

import (
	"errors"
	"fmt"
	"os"
	"reflect"
	"sort"
	"strings"
)

// envPrefix starts every variable of the program.
const envPrefix = "MASSAR_"

// envIgnored starts the variables that steer tests and never the program.
const envIgnored = "MASSAR_TEST_"

// Validator is implemented by configuration structs that can tell more than types do.
type Validator interface {
	// Validate returns an error that names the key and says what would be right.
	Validate() error
}

// Load fills into from the defaults of its tags, then the YAML file (none when
// the name is empty), then env (as os.Environ gives it), then flags (key -> text).
// Everything that is wrong is reported at once. When *T implements Validator, it
// is asked last.
func Load[T any](into *T, file string, env []string, flags map[string]string) error {
	fields, err := walk(reflect.ValueOf(into).Elem())
	if err != nil {
		return err
	}
	s := newSettings(fields)
	s.defaults()
	if file != "" {
		s.file(file)
	}
	s.env(env)
	s.flags(flags)
	s.secrets()
	if err := errors.Join(s.errs...); err != nil {
		return err
	}
	if v, ok := any(into).(Validator); ok {
		if err := v.Validate(); err != nil {
			return fmt.Errorf("config: %w", err)
		}
	}
	return nil
}

// settings is one run of Load: the fields by key, and what went wrong so far.
type settings struct {
	fields []*field
	byKey  map[string]*field // key, and key_file for secrets
	byEnv  map[string]string // variable -> key
	secret map[*field]source // the file named for a secret
	plain  map[*field]source // where a secret's value itself was given
	errs   []error
}

// source says where a value came from, and how strong it is.
type source struct {
	rank  int
	where string
	text  string
}

const (
	rankDefault = iota
	rankFile
	rankEnv
	rankFlag
)

func newSettings(fields []*field) *settings {
	s := &settings{
		fields: fields, byKey: map[string]*field{}, byEnv: map[string]string{},
		secret: map[*field]source{}, plain: map[*field]source{},
	}
	for _, f := range fields {
		for _, key := range f.keys() {
			s.byKey[key] = f
			s.byEnv[envName(key)] = key
		}
	}
	return s
}

func (s *settings) fail(format string, args ...any) {
	s.errs = append(s.errs, fmt.Errorf("config: "+format, args...))
}

func (s *settings) defaults() {
	for _, f := range s.fields {
		if f.def == "" {
			continue
		}
		if err := f.setText(f.def); err != nil {
			s.fail("default of %s: %w", f.key, err)
		}
	}
}

// apply stores one textual value under a known key.
func (s *settings) apply(key, text string, src source) {
	f := s.byKey[key]
	src.text = text
	if f.secret != secretNone {
		if key == f.key+fileSuffix {
			s.secret[f] = src
			return
		}
		if f.secret == secretFile {
			s.fail("%s: %s is a secret: put it into a file and name that file in %s", src.where, key, f.key+fileSuffix)
			return
		}
		s.plain[f] = src
	}
	if err := f.setText(text); err != nil {
		s.fail("%s: %s: %w", src.where, key, err)
	}
}

func (s *settings) env(env []string) {
	entries := map[string]string{}
	for _, pair := range env {
		name, text, ok := strings.Cut(pair, "=")
		if !ok || !strings.HasPrefix(name, envPrefix) || strings.HasPrefix(name, envIgnored) {
			continue
		}
		if key, known := s.byEnv[name]; known {
			s.apply(key, text, source{rank: rankEnv, where: "environment variable " + name})
			continue
		}
		entries[name] = text
	}
	// Entries of maps come after whole maps, whatever the order of the environment.
	for name, text := range entries {
		if f, entry, known := s.mapEntry(name); known {
			f.setEntry(entry, text)
			continue
		}
		s.fail("unknown environment variable %s%s", name, hint(name, s.envNames()))
	}
}

// mapEntry finds the map that a variable such as MASSAR_PEERS_GRADE adds to.
func (s *settings) mapEntry(name string) (*field, string, bool) {
	for _, f := range s.fields {
		prefix := envName(f.key) + "_"
		if f.isMap() && strings.HasPrefix(name, prefix) && len(name) > len(prefix) {
			return f, strings.ToLower(name[len(prefix):]), true
		}
	}
	return nil, "", false
}

func (s *settings) flags(flags map[string]string) {
	keys := make([]string, 0, len(flags))
	for key := range flags {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	for _, key := range keys {
		if _, known := s.byKey[key]; !known {
			s.fail("unknown key %q on the command line%s", key, hint(key, s.keyNames()))
			continue
		}
		s.apply(key, flags[key], source{rank: rankFlag, where: "command line"})
	}
}

// secrets reads the file of each secret that was given as a file.
func (s *settings) secrets() {
	for _, f := range s.fields {
		src, ok := s.secret[f]
		if !ok || src.text == "" {
			continue
		}
		if plain, both := s.plain[f]; both {
			if plain.rank > src.rank {
				continue
			}
			if plain.rank == src.rank {
				s.fail("%s: give %s or %s, not both", src.where, f.key, f.key+fileSuffix)
				continue
			}
		}
		raw, err := os.ReadFile(src.text)
		if err != nil {
			s.fail("%s: reading the secret %s: %w", src.where, f.key, err)
			continue
		}
		text := strings.TrimRight(string(raw), "\r\n")
		if text == "" {
			s.fail("%s: the secret file %s of %s is empty", src.where, src.text, f.key)
			continue
		}
		f.value.SetString(text)
	}
}

func (s *settings) keyNames() []string {
	names := make([]string, 0, len(s.byKey))
	for key := range s.byKey {
		names = append(names, key)
	}
	sort.Strings(names)
	return names
}

func (s *settings) envNames() []string {
	names := make([]string, 0, len(s.byEnv))
	for name := range s.byEnv {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

// envName is the variable of a key: MASSAR_TLS_CERT for tls.cert.
func envName(key string) string {
	return envPrefix + strings.ToUpper(strings.NewReplacer(".", "_", "-", "_").Replace(key))
}
