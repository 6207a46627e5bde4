package sqldb

import (
	"context"
	"fmt"
	"io/fs"
	"regexp"
	"strings"
	"time"

	"go.opentelemetry.io/otel/trace"
)

// Engine names a database engine.
type Engine string

// The engines.
const (
	SQLite   Engine = "sqlite"
	Postgres Engine = "postgres"
)

// Row is the result of QueryRow. Scan returns ErrNoRows when there is no row.
type Row interface {
	Scan(dest ...any) error
}

// Rows is the result of Query. The caller closes it and looks at Err after the
// last Next.
type Rows interface {
	Next() bool
	Scan(dest ...any) error
	Err() error
	Close()
}

// Querier reads.
type Querier interface {
	Query(ctx context.Context, sql string, args ...any) (Rows, error)
	QueryRow(ctx context.Context, sql string, args ...any) Row
}

// Statement is one statement with its arguments.
type Statement struct {
	SQL  string
	Args []any
}

// Reading is one query with what reads each of its rows. Each is called for a row at a
// time, while further rows wait: it runs no statement itself.
type Reading struct {
	SQL  string
	Args []any
	Each func(Row) error
}

// Tx reads and writes inside one transaction. It belongs to the function that
// InTx calls and to one goroutine.
type Tx interface {
	Querier
	// Exec runs one statement and returns the number of rows it touched.
	Exec(ctx context.Context, sql string, args ...any) (rowsAffected int64, err error)
	// ExecAll runs statements in order, in one round trip where the engine can, and
	// returns the number of rows that each touched. The first failure stops it.
	ExecAll(ctx context.Context, statements ...Statement) ([]int64, error)
	// Queue is ExecAll for statements whose counts nobody asks for: they may travel with
	// the next statement or query, or with COMMIT, instead of on their own. They run
	// before it, and it sees what they did and what they waited for. A failure ends the
	// transaction, here or there.
	Queue(ctx context.Context, statements ...Statement) error
	// ReadAll runs queries in order, in one round trip where the engine can: each sees what
	// those before it did, changed and waited for, so the first may take a lock under which
	// the others read. None of them can be made from what another one read. A failure ends
	// the transaction, be it of a query or of what reads its rows: by then the others may
	// have run.
	ReadAll(ctx context.Context, readings ...Reading) error
	// ExecRows runs prefix + "($1,$2),($3,$4)" + suffix for rows of equal length and
	// returns the number of rows touched. Rows are sent in groups whose sizes come
	// from a small set, so that each text is prepared once; one call must
	// therefore not need to see all rows in one statement.
	ExecRows(ctx context.Context, prefix, suffix string, rows [][]any) (int64, error)
	// CopyFrom adds many rows to a table by the fastest way of the engine.
	CopyFrom(ctx context.Context, table string, columns []string, rows [][]any) error
}

// DB is one service's database.
type DB interface {
	Querier
	// InTx runs fn in a transaction; see the package comment for what it promises.
	InTx(ctx context.Context, fn func(ctx context.Context, tx Tx) error) error
	// Barrier returns when everything that was visible before the call is as safe as
	// the engine makes a commit: on PostgreSQL with synchronous replicas, replicated.
	// A stored answer is repeated only after it.
	Barrier(ctx context.Context) error
	// Engine names the engine below, for the few statements that must differ.
	Engine() Engine
	// Pool tells how many connections are in use, for those who watch the process.
	Pool() PoolStats
	// Ready returns nil when the database answers and has the version that this
	// binary needs; the error says what is missing.
	Ready(ctx context.Context) error
	// Close ends every connection.
	Close()
}

// Config says which database to open.
type Config struct {
	// URL of a PostgreSQL server; empty means SQLite.
	URL string
	// Dir is the folder of the SQLite files; it is created when missing.
	Dir string
	// Name of the service: the schema in PostgreSQL, the file <name>.db in SQLite.
	Name string
	// MaxConns bounds the connections of this process to this database (the reading
	// ones in SQLite, which has one writer). 0 is the default, 10.
	MaxConns int
	// MaxWait bounds the wait for a free connection; beyond it the call is shed with
	// reason OVERLOADED. 0 is the default, 5 seconds.
	MaxWait time.Duration
	// Tracer gets a span per statement (on SQLite, per transaction); nil means none.
	Tracer trace.TracerProvider
}

const (
	defaultMaxConns = 10
	defaultMaxWait  = 5 * time.Second

	// maxAttempts is how often a transaction is tried when another one stood in its
	// way; the waits between are under a tenth of a second.
	maxAttempts = 3
	// commitCap is how long a COMMIT may take once it was sent.
	commitCap = 10 * time.Second
	// rollbackCap is how long a ROLLBACK may take before the connection is dropped.
	rollbackCap = 2 * time.Second
)

// The name becomes part of a file name and of SQL.
var validName = regexp.MustCompile(`^[a-z][a-z0-9_]{0,50}$`)

func (c Config) withDefaults() (Config, error) {
	if !validName.MatchString(c.Name) {
		return c, fmt.Errorf("the database name %q is not a lower-case identifier", c.Name)
	}
	if c.URL == "" && c.Dir == "" {
		return c, fmt.Errorf("database %s: neither a PostgreSQL URL nor a folder for SQLite is set", c.Name)
	}
	if c.MaxConns <= 0 {
		c.MaxConns = defaultMaxConns
	}
	if c.MaxWait <= 0 {
		c.MaxWait = defaultMaxWait
	}
	return c, nil
}

// Engine tells which engine the configuration chooses.
func (c Config) Engine() Engine {
	if strings.HasPrefix(c.URL, "postgres://") || strings.HasPrefix(c.URL, "postgresql://") {
		return Postgres
	}
	return SQLite
}

// Open opens a service's database. SQLite is migrated here. PostgreSQL is not
// and need not even be up: Ready says so until it is and has been migrated.
func Open(ctx context.Context, cfg Config, migrations fs.FS) (DB, error) {
	cfg, err := cfg.withDefaults()
	if err != nil {
		return nil, err
	}
	switch {
	case cfg.Engine() == Postgres:
		return openPostgres(ctx, cfg, migrations)
	case cfg.URL != "":
		return nil, fmt.Errorf("database %s: the URL must begin with postgres://", cfg.Name)
	}
	db, err := openSQLite(ctx, cfg, migrations)
	if err != nil {
		return nil, err
	}
	if cfg.Tracer != nil {
		return withSpans(db, cfg.Tracer), nil
	}
	return db, nil
}

// Migrate brings the database to the newest version, creating what is missing.
// Several processes may call it at once.
func Migrate(ctx context.Context, cfg Config, migrations fs.FS) error {
	cfg, err := cfg.withDefaults()
	if err != nil {
		return err
	}
	if cfg.Engine() == Postgres {
		return migratePostgres(ctx, cfg, migrations)
	}
	db, err := openSQLite(ctx, cfg, migrations)
	if err != nil {
		return err
	}
	db.Close()
	return nil
}
