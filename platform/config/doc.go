// Package config fills one struct from its defaults, a YAML file, the
// environment and the command line, in this order: the later one wins.
//
// The struct says everything about a setting in its tags:
//
//	type Config struct {
//		Listen string            `yaml:"listen" default:"127.0.0.1:8080" doc:"Where the JSON API listens."`
//		Peers  map[string]string `yaml:"peers" doc:"Address of each service that runs elsewhere."`
//		TLS    struct {
//			Cert string `yaml:"cert" doc:"Certificate, PEM."`
//		} `yaml:"tls"`
//		Pepper string `yaml:"pepper" secret:"file" doc:"Key of the password hashes."`
//	}
//
// A key is the path of yaml names ("tls.cert"); its variable is MASSAR_ and the
// key in capitals (MASSAR_TLS_CERT). A secret is read from the file that
// "<key>_file" names, so that it appears neither in a process list nor in a dump
// of the environment; secret:"either" also accepts the value itself.
//
// A key that the struct does not know is refused and named with its line: a
// misspelt limit that is silently ignored is found on the worst day.
package config
