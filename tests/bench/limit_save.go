package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"modernc.org/sqlite"
)

// engine is where sheets are saved.
type engine string

const (
	engineSQLite   engine = "SQLite"
	enginePostgres engine = "PostgreSQL"
)

// cells is how many students a saved sheet has.
const cells = 35

// saveJob is the limit of saving: one bare transaction a save, by the engine's best bulk form, with the driver
// and the fsync of the product.
type saveJob struct {
	Engine engine `json:"engine"`
	// Of is what is saved.
	Of saved `json:"of"`
	// Dir is the folder of the SQLite file, URL the PostgreSQL database.
	Dir     string        `json:"dir"`
	URL     string        `json:"url"`
	Clients int           `json:"clients"`
	Sheets  int           `json:"sheets"`
	For     time.Duration `json:"for"`
}

// saved is what teachers save.
type saved string

const (
	savedSheets    saved = "sheets"
	savedRegisters saved = "registers"
)

// bare is the least that a save must write: its tables, its statements on each engine, and what writes.
type bare struct {
	tables           string
	sqlite, postgres []string
	fresh            func() bareSaver
}

// bareSaver gives the arguments of the statements of the next save.
type bareSaver interface {
	next(on engine) [][]any
}

func (s saved) bare() bare {
	if s == savedRegisters {
		return bareRegisters()
	}
	return bareSheets()
}

// bareSheets: 35 upserted cells, 35 events and an idempotency row.
func bareSheets() bare {
	return bare{
		tables: bareTables,
		sqlite: []string{
			bareCells + values(cells, sharedOfCells, ownOfCells) + bareMerge, bareEvents + values(cells, sharedOfEvents, ownOfEvents), bareKey,
		},
		postgres: []string{unnestCells, unnestEvents, bareKey},
		fresh:    func() bareSaver { return newBareSheet() },
	}
}

// The tables have the columns and keys of the product's own; there is nothing else to keep in order.
const bareTables = `
CREATE TABLE IF NOT EXISTS bare_cells (school TEXT NOT NULL, sheet_id TEXT NOT NULL, student_id TEXT NOT NULL, col TEXT NOT NULL,
 mark BIGINT, state TEXT NOT NULL, justified BOOLEAN, pending_since BIGINT, version BIGINT NOT NULL, by_account TEXT NOT NULL,
 by_person TEXT NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (school, sheet_id, student_id, col));
CREATE TABLE IF NOT EXISTS bare_events (school TEXT NOT NULL, sheet_id TEXT NOT NULL, seq BIGINT NOT NULL, at BIGINT NOT NULL,
 account_id TEXT NOT NULL, person_id TEXT NOT NULL, role TEXT NOT NULL, session_id TEXT NOT NULL, kind TEXT NOT NULL,
 student_id TEXT NOT NULL, col TEXT NOT NULL, before_value TEXT NOT NULL, after_value TEXT NOT NULL, reason TEXT NOT NULL,
 request_id TEXT NOT NULL, prev_hash BYTEA NOT NULL, hash BYTEA NOT NULL, PRIMARY KEY (school, sheet_id, seq));
CREATE TABLE IF NOT EXISTS bare_idempotency (account_id TEXT NOT NULL, rpc TEXT NOT NULL, key TEXT NOT NULL,
 request_hash BYTEA NOT NULL, answer BYTEA, created_at BIGINT NOT NULL, PRIMARY KEY (account_id, rpc, key));`

// What the rows of a sheet share is sent once: the shared columns come first.
const (
	bareCells = `INSERT INTO bare_cells (school, sheet_id, col, state, by_account, by_person, at, justified, pending_since,
 student_id, mark, version) `
	bareMerge = ` ON CONFLICT (school, sheet_id, student_id, col) DO UPDATE SET mark = excluded.mark, state = excluded.state,
 justified = excluded.justified, pending_since = excluded.pending_since, version = excluded.version,
 by_account = excluded.by_account, by_person = excluded.by_person, at = excluded.at`
	bareEvents = `INSERT INTO bare_events (school, sheet_id, at, account_id, person_id, role, session_id, kind, col, reason, request_id,
 seq, student_id, before_value, after_value, prev_hash, hash) `
	bareKey = `INSERT INTO bare_idempotency (account_id, rpc, key, request_hash, answer, created_at) VALUES ($1, $2, $3, $4, $5, $6)`

	sharedOfCells, ownOfCells   = 9, 3
	sharedOfEvents, ownOfEvents = 11, 6

	// PostgreSQL takes the rows as one array per column.
	unnestCells  = bareCells + `SELECT $1, $2, $3, $4, $5, $6, $7::bigint, $8::boolean, $9::bigint, * FROM unnest($10::text[], $11::bigint[], $12::bigint[])` + bareMerge
	unnestEvents = bareEvents + `SELECT $1, $2, $3::bigint, $4, $5, $6, $7, $8, $9, $10, $11, * FROM unnest($12::bigint[], $13::text[],
 $14::text[], $15::text[], $16::bytea[], $17::bytea[])`
)

// bareSheet is one sheet of the limit: its rows are ready but for what changes.
type bareSheet struct {
	school, id string
	students   []string
	version    int64
	answer     []byte
}

func newBareSheet() *bareSheet {
	s := &bareSheet{school: "90001A", id: "90001A." + uuid.NewString(), answer: make([]byte, cells*48)}
	for range cells {
		s.students = append(s.students, uuid.NewString())
	}
	return s
}

// bareSave is what one save writes.
type bareSave struct {
	cells, events, key []any // what all rows share, and the idempotency row
	students           []string
	marks, versions    []int64
	seqs               []int64
	before, after      []string
	hashes             [][]byte
}

// next is the save of the next version.
func (s *bareSheet) next(on engine) [][]any {
	w := s.save()
	current, events := w.rows()
	if on == enginePostgres {
		current, events = w.arrays()
	}
	return [][]any{current, events, w.key}
}

func (s *bareSheet) save() bareSave {
	now := time.Now().UnixMicro()
	account, hash, request := s.students[0], make([]byte, 32), uuid.NewString()
	w := bareSave{
		cells:    []any{s.school, s.id, "C1", "GRADED", account, account, now, nil, nil},
		events:   []any{s.school, s.id, now, account, account, "teacher", account, "SAVE", "C1", "", request},
		key:      []any{account, "grade.SaveMarkSheet", uuid.NewString(), hash, s.answer, now},
		students: s.students,
	}
	for i := range s.students {
		w.marks = append(w.marks, (s.version*7+int64(i)*13)%20000)
		w.versions = append(w.versions, s.version+1)
		w.seqs = append(w.seqs, s.version*cells+int64(i)+1)
		w.before, w.after = append(w.before, "12.50"), append(w.after, "13.25")
		w.hashes = append(w.hashes, hash)
	}
	s.version++
	return w
}

// rows are the arguments of the multi-row statements.
func (w *bareSave) rows() (current, events []any) {
	current, events = w.cells, w.events
	for i := range w.students {
		current = append(current, w.students[i], w.marks[i], w.versions[i])
		events = append(events, w.seqs[i], w.students[i], w.before[i], w.after[i], w.hashes[i], w.hashes[i])
	}
	return current, events
}

// arrays are the arguments of the statements over arrays.
func (w *bareSave) arrays() (current, events []any) {
	return append(w.cells, w.students, w.marks, w.versions),
		append(w.events, w.seqs, w.students, w.before, w.after, w.hashes, w.hashes)
}

// run saves until the time is over, after a moment in which connections and plans become warm.
func (j saveJob) run(ctx context.Context) (sample, error) {
	save, closeAll, err := j.open(ctx)
	if err != nil {
		return sample{}, err
	}
	defer closeAll()
	warm := min(j.For/5, 300*time.Millisecond)
	var total sample
	for _, d := range []time.Duration{warm, j.For} {
		if total, err = j.loop(ctx, save, d); err != nil {
			return total, err
		}
	}
	return total, nil
}

func (j saveJob) loop(ctx context.Context, save func(context.Context, bareSaver) error, d time.Duration) (sample, error) {
	var total sample
	var mu sync.Mutex
	var wg sync.WaitGroup
	var faults []error
	began := time.Now()
	for range j.Clients {
		wg.Go(func() {
			own := make([]bareSaver, max(1, j.Sheets/j.Clients))
			for i := range own {
				own[i] = j.Of.bare().fresh()
			}
			done := 0
			var err error
			for time.Since(began) < d && err == nil {
				if err = save(ctx, own[done%len(own)]); err == nil {
					done++
				}
			}
			mu.Lock()
			defer mu.Unlock()
			total.done += done
			faults = append(faults, err)
		})
	}
	wg.Wait()
	total.took = time.Since(began)
	return total, errors.Join(faults...)
}

func (j saveJob) open(ctx context.Context) (save func(context.Context, bareSaver) error, done func(), err error) {
	if j.Engine == engineSQLite {
		return openBareSQLite(ctx, j.Dir, j.Of.bare())
	}
	return openBarePostgres(ctx, j.URL, j.Clients, j.Of.bare())
}

// values are rows of parameters: the shared ones by number, their own without, which SQLite numbers behind.
func values(rows, shared, own int) string {
	var row strings.Builder
	for i := range shared + own {
		switch {
		case i >= shared:
			row.WriteString(",?")
		case i > 0:
			fmt.Fprintf(&row, ",$%d", i+1)
		default:
			row.WriteString("$1")
		}
	}
	return "VALUES (" + strings.Repeat(row.String()+"),(", rows-1) + row.String() + ")"
}

// openBareDB opens the file with the settings of the product's.
func openBareDB(dir string) (*sql.DB, error) {
	dsn := url.URL{Scheme: "file", OmitHost: true, Path: filepath.Join(dir, "bare.db"), RawQuery: url.Values{
		"_journal_mode": {"WAL"}, "_synchronous": {"FULL"}, "_busy_timeout": {"5000"}, "_pragma": {"temp_store(memory)", "cache_size(-8192)"},
	}.Encode()}
	db, err := sql.Open("sqlite", dsn.String())
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	return db, nil
}

// openBareSQLite: one writing connection, prepared multi-row statements, write-ahead log, fsync at each commit.
func openBareSQLite(ctx context.Context, dir string, of bare) (func(context.Context, bareSaver) error, func(), error) {
	if _, err := sqlite.Fdatasync(true); err != nil && !errors.Is(err, sqlite.ErrFdatasyncUnavailable) {
		return nil, nil, err
	}
	db, err := openBareDB(dir)
	if err != nil {
		return nil, nil, err
	}
	done := func() { _ = db.Close() }
	conn, err := db.Conn(ctx)
	if err != nil {
		done()
		return nil, nil, err
	}
	if _, err := conn.ExecContext(ctx, of.tables); err != nil {
		done()
		return nil, nil, err
	}
	var statements []*sql.Stmt
	for _, text := range slices.Concat([]string{"BEGIN IMMEDIATE"}, of.sqlite, []string{"COMMIT"}) {
		statement, err := conn.PrepareContext(ctx, text)
		if err != nil {
			done()
			return nil, nil, err
		}
		statements = append(statements, statement)
	}
	var turn sync.Mutex
	return func(ctx context.Context, s bareSaver) error {
		all := slices.Concat([][]any{nil}, s.next(engineSQLite), [][]any{nil})
		turn.Lock()
		defer turn.Unlock()
		for i, args := range all {
			if _, err := statements[i].ExecContext(ctx, args...); err != nil {
				return err
			}
		}
		return nil
	}, done, nil
}

// openBarePostgres: prepared statements in one batch, which is one transaction and one round trip.
func openBarePostgres(ctx context.Context, address string, clients int, of bare) (func(context.Context, bareSaver) error, func(), error) {
	cfg, err := pgxpool.ParseConfig(address)
	if err != nil {
		return nil, nil, err
	}
	cfg.MaxConns = int32(clients)
	pool, err := pgxpool.NewWithConfig(ctx, cfg)
	if err != nil {
		return nil, nil, err
	}
	if _, err := pool.Exec(ctx, of.tables); err != nil {
		pool.Close()
		return nil, nil, err
	}
	return func(ctx context.Context, s bareSaver) error {
		batch := &pgx.Batch{}
		for i, args := range s.next(enginePostgres) {
			batch.Queue(of.postgres[i], args...)
		}
		return pool.SendBatch(ctx, batch).Close()
	}, pool.Close, nil
}
