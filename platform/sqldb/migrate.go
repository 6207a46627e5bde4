package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
)

// sift shows the migrations of one engine: a file is for both unless its name
// ends in .postgres.sql or .sqlite.sql.
type sift struct {
	fs.FS
	engine Engine
}

func (s sift) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(s.FS, name)
	if err != nil {
		return nil, err
	}
	kept := make([]fs.DirEntry, 0, len(entries))
	for _, entry := range entries {
		if stem, ok := strings.CutSuffix(entry.Name(), ".sql"); ok && !strings.HasSuffix(stem, otherSuffix(s.engine)) {
			kept = append(kept, entry)
		}
	}
	return kept, nil
}

func otherSuffix(engine Engine) string {
	if engine == Postgres {
		return ".sqlite"
	}
	return ".postgres"
}

// versions returns those of the migrations of an engine, in order.
func versions(migrations fs.FS, engine Engine) ([]int64, error) {
	entries, err := fs.ReadDir(sift{FS: migrations, engine: engine}, ".")
	if err != nil {
		return nil, fmt.Errorf("listing migrations: %w", err)
	}
	all := make([]int64, 0, len(entries))
	for _, entry := range entries {
		version, err := goose.NumericComponent(entry.Name())
		if err != nil {
			return nil, fmt.Errorf("migration %s: %w", entry.Name(), err)
		}
		all = append(all, version)
	}
	slices.Sort(all)
	return all, nil
}

func migrateUp(ctx context.Context, db *sql.DB, engine Engine, migrations fs.FS) error {
	// goose finds files by fs.Glob, which hides the errors of a broken file system.
	if _, err := versions(migrations, engine); err != nil {
		return err
	}
	dialect := goose.DialectPostgres
	if engine == SQLite {
		dialect = goose.DialectSQLite3
	}
	provider, err := goose.NewProvider(dialect, db, sift{FS: migrations, engine: engine},
		goose.WithDisableGlobalRegistry(true),
		// Packages that services share have the versions below 100: what they bring later
		// comes to databases that have passed it.
		goose.WithAllowOutofOrder(true))
	if errors.Is(err, goose.ErrNoMigrations) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("reading migrations: %w", err)
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("migrating: %w", err)
	}
	return nil
}

// migrateLock is the key of the advisory lock under which one process at a time
// migrates a PostgreSQL database.
const migrateLock = 0x6d6173736172

// migrateTurn is how often a process asks whether it is its turn to migrate.
const migrateTurn = 100 * time.Millisecond

// awaitMigrations takes the lock under which one process migrates. It asks again and
// again: a statement that waits for the lock is a transaction that began before, and for
// the end of those an index that is built CONCURRENTLY waits, under the lock.
func awaitMigrations(ctx context.Context, conn *pgx.Conn) error {
	turn := time.NewTicker(migrateTurn)
	defer turn.Stop()
	for {
		ours := false
		if err := conn.QueryRow(ctx, `SELECT pg_try_advisory_lock($1)`, int64(migrateLock)).Scan(&ours); err != nil || ours {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-turn.C:
		}
	}
}

func migratePostgres(ctx context.Context, cfg Config, migrations fs.FS) (err error) {
	connCfg, err := pgx.ParseConfig(cfg.URL)
	if err != nil {
		return fmt.Errorf("database %s: reading the URL: %w", cfg.Name, err)
	}
	tune(connCfg, cfg.Name)
	// A migration that cannot get its lock must give way to the users behind it.
	connCfg.RuntimeParams["lock_timeout"] = "2000"

	lockConn, err := pgx.ConnectConfig(ctx, connCfg)
	if err != nil {
		return wrap(ctx, "connecting to "+cfg.Name, err)
	}
	// Closing the connection also gives the lock back.
	defer func() { err = errors.Join(err, lockConn.Close(context.WithoutCancel(ctx))) }()
	if err := awaitMigrations(ctx, lockConn); err != nil {
		return wrap(ctx, "waiting for another migration", err)
	}
	if _, err := lockConn.Exec(ctx, `CREATE SCHEMA IF NOT EXISTS `+pgx.Identifier{cfg.Name}.Sanitize()); err != nil {
		return wrap(ctx, "creating the schema "+cfg.Name, err)
	}

	db := stdlib.OpenDB(*connCfg)
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := migrateUp(ctx, db, Postgres, migrations); err != nil {
		return fmt.Errorf("database %s: %w", cfg.Name, err)
	}
	return nil
}
