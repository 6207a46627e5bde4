package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"modernc.org/sqlite"

	"github.com/massar-platform/massar/platform/errs"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
)

// sqliteDB is one file: any number of readers, and one writer that owns its
// connection, so that writers queue here and never see a busy file.
type sqliteDB struct {
	name    string
	readers *sql.DB
	stmts   *stmtCache
	writer  *sqliteWriter
	maxWait time.Duration
}

func openSQLite(ctx context.Context, cfg Config, migrations fs.FS) (*sqliteDB, error) {
	if err := os.MkdirAll(cfg.Dir, 0o700); err != nil {
		return nil, fmt.Errorf("database %s: creating its folder: %w", cfg.Name, err)
	}
	// fdatasync is as durable for a write-ahead log and spares a journal write. It is
	// missing on some systems, where the default stays.
	if _, err := sqlite.Fdatasync(true); err != nil && !errors.Is(err, sqlite.ErrFdatasyncUnavailable) {
		return nil, fmt.Errorf("database %s: %w", cfg.Name, err)
	}
	file, err := filepath.Abs(filepath.Join(cfg.Dir, cfg.Name+".db"))
	if err != nil {
		return nil, fmt.Errorf("database %s: %w", cfg.Name, err)
	}

	writer, err := sql.Open("sqlite", sqliteDSN(file, false))
	if err != nil {
		return nil, fmt.Errorf("database %s: opening %s: %w", cfg.Name, file, err)
	}
	writer.SetMaxOpenConns(1)
	if err := migrateUp(ctx, writer, SQLite, migrations); err != nil {
		return nil, errors.Join(fmt.Errorf("database %s: %w", cfg.Name, err), writer.Close())
	}

	readers, err := sql.Open("sqlite", sqliteDSN(file, true))
	if err != nil {
		return nil, errors.Join(fmt.Errorf("database %s: opening %s: %w", cfg.Name, file, err), writer.Close())
	}
	readers.SetMaxOpenConns(cfg.MaxConns)
	readers.SetMaxIdleConns(cfg.MaxConns)
	return &sqliteDB{
		name:    cfg.Name,
		readers: readers,
		stmts:   newStmtCache(readers),
		writer:  newSQLiteWriter(writer),
		maxWait: cfg.MaxWait,
	}, nil
}

// sqliteDSN is the same for both pools but for the last word: write-ahead log,
// an fsync per commit, foreign keys kept, and no "double-quoted string" quirk.
func sqliteDSN(file string, readOnly bool) string {
	params := url.Values{
		"_busy_timeout": {"5000"},
		"_journal_mode": {"WAL"},
		"_synchronous":  {"FULL"},
		"_foreign_keys": {"on"},
		"_dqs":          {"0"},
		"_pragma":       {"temp_store(memory)", "cache_size(-8192)"},
	}
	if readOnly {
		params.Set("_query_only", "on")
	} else {
		params.Set("_txlock", "immediate")
	}
	return (&url.URL{Scheme: "file", OmitHost: true, Path: file, RawQuery: params.Encode()}).String()
}

func (d *sqliteDB) Engine() Engine { return SQLite }

func (d *sqliteDB) Close() {
	d.stmts.close()
	// Closing reports only what no caller could act upon.
	_ = d.readers.Close()
	d.writer.close()
}

func (d *sqliteDB) Query(ctx context.Context, sql string, args ...any) (Rows, error) {
	rows, err := d.stmts.query(ctx, sql, args)
	if err != nil {
		return nil, wrap(ctx, "querying", err)
	}
	return &sqliteRows{ctx: ctx, rows: rows}, nil
}

func (d *sqliteDB) QueryRow(ctx context.Context, sql string, args ...any) Row {
	rows, err := d.stmts.query(ctx, sql, args)
	return &sqliteRow{ctx: ctx, rows: rows, err: err}
}

func (d *sqliteDB) InTx(ctx context.Context, fn func(ctx context.Context, tx Tx) error) error {
	return retry(ctx, func() error { return d.attempt(ctx, fn) })
}

func (d *sqliteDB) attempt(ctx context.Context, fn func(ctx context.Context, tx Tx) error) error {
	if err := d.writer.lock(ctx, d.name, d.maxWait); err != nil {
		return err
	}
	defer d.writer.unlock()

	if err := d.writer.begin(ctx); err != nil {
		return wrap(ctx, "beginning a transaction", err)
	}
	open := true
	// Also on a panic of fn: the next writer must find a clean connection.
	defer func() {
		if open {
			d.writer.rollback(ctx)
		}
	}()

	tx := &sqliteTx{writer: d.writer}
	if err := fn(ctx, tx); err != nil {
		return err
	}
	if tx.failed != nil {
		return tx.failed
	}
	if ctx.Err() != nil {
		return ended(ctx, "committing", ctx.Err())
	}
	if err := d.writer.commit(ctx); err != nil {
		return err
	}
	open = false
	return nil
}

// Barrier has nothing to wait for: a commit returns after its fsync.
func (d *sqliteDB) Barrier(ctx context.Context) error {
	if ctx.Err() != nil {
		return ended(ctx, "waiting at the barrier", ctx.Err())
	}
	return nil
}

// Ready asks the file for anything: it was migrated when it was opened.
func (d *sqliteDB) Ready(ctx context.Context) error {
	var one int
	if err := d.QueryRow(ctx, `SELECT 1`).Scan(&one); err != nil {
		return errs.E(errs.Unavailable, errorsv1.Reason_NOT_READY, "asking "+d.name, err)
	}
	return nil
}
