package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"

	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/services/attendance"
	"github.com/massar-platform/massar/services/grade"
	"github.com/massar-platform/massar/services/identity"
	"github.com/massar-platform/massar/services/school"
	"github.com/massar-platform/massar/services/timetable"
)

// owners are the services that own tables, with their migrations.
var owners = map[string]func() fs.FS{
	"identity":   identity.Migrations,
	"school":     school.Migrations,
	"grade":      grade.Migrations,
	"timetable":  timetable.Migrations,
	"attendance": attendance.Migrations,
}

// migrateCommand brings the database of each hosted service to this version. It is for PostgreSQL, whose
// services refuse to serve until it has run; SQLite migrates when it is opened.
func migrateCommand(ctx context.Context, args []string, out io.Writer) error {
	if len(args) == 0 || args[0] != "up" {
		return errors.New("say migrate up --db URL")
	}
	flags := flag.NewFlagSet("migrate up", flag.ContinueOnError)
	flags.SetOutput(out)
	file := flags.String("config", "", "file of settings")
	load := addSettings(flags, "db", "data", "services")
	if err := flags.Parse(args[1:]); err != nil {
		return help(err)
	}
	var cfg Config
	if err := load(*file, &cfg); err != nil {
		return err
	}
	for _, name := range serviceNames {
		migrations, owns := owners[name]
		if !owns || !cfg.hosts(name) {
			continue
		}
		if err := sqldb.Migrate(ctx, database(cfg, name), migrations()); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		fmt.Fprintf(out, "%s: at this version\n", name)
	}
	return nil
}

// database says where the tables of a service are: a schema in PostgreSQL, a file in the data folder else.
func database(cfg Config, service string) sqldb.Config {
	return sqldb.Config{URL: cfg.DB, Dir: cfg.Data, Name: service}
}
