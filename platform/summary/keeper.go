package summary

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"github.com/massar-platform/massar/platform/clock"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/sqldb"
)

const (
	defaultEvery = 10 * time.Second
	// batch is how many subjects one turn looks at, and marksAtOnce how many changes of one it counts as done.
	batch       = 200
	marksAtOnce = 512
	// A subject that takes longer than renewTimeout is given up for this turn; lease is how long a process that says
	// nothing keeps the turn, which must be longer.
	renewTimeout = 30 * time.Second
	lease        = time.Minute
	// leastRest is what a keeper with more to do rests at least.
	leastRest = 20 * time.Millisecond
)

// Renewed is a subject that was added up.
type Renewed struct {
	// Write are the statements that put its figures into the tables of the service.
	Write []sqldb.Statement
	// Due is when it has to be added up again though nothing has changed; the zero time
	// is never.
	Due time.Time
}

// Config is what a Keeper is built from. DB, Name, Schools, Periods and Renew are required.
type Config struct {
	DB sqldb.DB
	// Name is that of the service.
	Name string
	// Schools is the table of the schools that are added up.
	Schools Table
	// Periods are those in which every school has figures now.
	Periods func() []string
	// Renew adds a subject up. It reads outside of a transaction: what changes meanwhile
	// leaves a mark of its own.
	Renew func(ctx context.Context, s Subject) (Renewed, error)
	// Every is the time between two looks; 0: 10 seconds.
	Every time.Duration
	// Clock is the clock of the schools, by which figures fall due.
	Clock clock.School
	Log   *slog.Logger
}

// Keeper adds up what has changed.
type Keeper struct {
	cfg    Config
	holder string
	said   bool
	// turns counts those of this keeper; failed are the subjects that it could not add up when it tried last.
	turns  int
	failed map[Subject]failure
}

// NewKeeper returns a keeper that its service runs.
func NewKeeper(cfg Config) (*Keeper, error) {
	if cfg.DB == nil || cfg.Name == "" || cfg.Schools == "" || cfg.Periods == nil || cfg.Renew == nil {
		return nil, errors.New("summary: a database, a name, a table of schools, periods and what adds up are needed")
	}
	if cfg.Every <= 0 {
		cfg.Every = defaultEvery
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	return &Keeper{cfg: cfg, holder: ids.New(), failed: map[Subject]failure{}}, nil
}

// Run looks for what has to be added up until the context ends. While more waits it rests
// as long as it worked.
func (k *Keeper) Run(ctx context.Context) {
	rest := k.cfg.Every
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(rest):
		}
		began := time.Now()
		more, err := k.Turn(ctx)
		if rest = k.cfg.Every; more && err == nil {
			rest = max(time.Since(began), leastRest)
		}
		// Until PostgreSQL is migrated, or while a service is away, every turn fails alike.
		if err != nil && ctx.Err() == nil && !k.said {
			k.cfg.Log.WarnContext(ctx, "figures of schools could not be added up", slog.String("service", k.cfg.Name), slog.Any("error", err))
		}
		k.said = err != nil
	}
}

// Turn adds up some of what waits; more says that something may wait still. A turn that is
// another process's is none.
func (k *Keeper) Turn(ctx context.Context) (more bool, err error) {
	mine, err := k.claim(ctx)
	if err != nil || !mine {
		return false, err
	}
	subjects, err := k.waiting(ctx)
	if err != nil {
		return false, err
	}
	k.turns++
	subjects = k.failedLast(subjects)
	until := time.Now().Add(k.cfg.Every / 2)
	var failed error
	for i, s := range subjects {
		// The first one is always done, however short turns are.
		if i > 0 && time.Now().After(until) {
			return true, failed
		}
		err := k.renew(ctx, s)
		switch {
		case err == nil:
			delete(k.failed, s)
		case ctx.Err() != nil || errs.KindOf(err) == errs.Unavailable || errors.Is(err, errTurnLost):
			return false, fmt.Errorf("school %s: %w", s.School, err)
		default:
			// One school must not keep the others waiting.
			failed = errors.Join(failed, fmt.Errorf("school %s: %w", s.School, err))
			k.fail(s)
		}
	}
	return len(subjects) >= batch, failed
}

// failure is how often a subject could not be added up, one time after the other, and the turn up to which the others
// come before it.
type failure struct{ times, behind int }

// mostBehind bounds the turns in which others come first, by the power of two.
const mostBehind = 6

// fail notes that a subject could not be added up. One that takes the time of a whole turn, and fails, would else be the
// first one of each turn: it has waited longest.
func (k *Keeper) fail(s Subject) {
	f := k.failed[s]
	f.times++
	f.behind = k.turns + 1<<min(f.times-1, mostBehind)
	k.failed[s] = f
}

// failedLast puts behind the others what could not be added up lately.
func (k *Keeper) failedLast(subjects []Subject) []Subject {
	behind := func(s Subject) int {
		if f, failed := k.failed[s]; failed && k.turns <= f.behind {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(subjects, func(a, b Subject) int { return behind(a) - behind(b) })
	return subjects
}

var errTurnLost = errors.New("another process adds up: this one was too slow")

const (
	sqlClaim = `INSERT INTO summary_turns (name, holder, until_at) VALUES ($1, $2, $3)
 ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until_at = excluded.until_at
 WHERE summary_turns.holder = excluded.holder OR summary_turns.until_at <= $4`

	sqlKeep = `UPDATE summary_turns SET until_at = $3 WHERE name = $1 AND holder = $2`
)

// claim takes the turn; false while it is another's. Processes share the time of their
// machines, whatever day it is at school.
func (k *Keeper) claim(ctx context.Context) (mine bool, err error) {
	now := clock.System{}.Now()
	err = k.cfg.DB.InTx(ctx, func(ctx context.Context, tx sqldb.Tx) error {
		n, err := tx.Exec(ctx, sqlClaim, k.cfg.Name, k.holder, now.Add(lease).UnixMicro(), now.UnixMicro())
		mine = n == 1
		return err
	})
	if err != nil {
		return false, fmt.Errorf("claiming the turn to add up: %w", err)
	}
	return mine, nil
}

const (
	sqlMarked = `SELECT school, period FROM summary_marks GROUP BY school, period ORDER BY MIN(mark) LIMIT $1`

	sqlDue = `SELECT school, period FROM summaries WHERE due_at <= $2 ORDER BY due_at LIMIT $1`

	sqlMissing = `SELECT s.school, $2 FROM `

	sqlMissingWhere = ` s WHERE NOT EXISTS (SELECT 1 FROM summaries u WHERE u.school = s.school AND u.period = $2) LIMIT $1`
)

// waiting is what has changed, then what was never added up, then what is due, each once.
func (k *Keeper) waiting(ctx context.Context) ([]Subject, error) {
	type question struct {
		sql string
		arg []any
	}
	asked := []question{{sqlMarked, nil}}
	for _, period := range k.cfg.Periods() {
		asked = append(asked, question{sqlMissing + string(k.cfg.Schools) + sqlMissingWhere, []any{period}})
	}
	asked = append(asked, question{sqlDue, []any{k.cfg.Clock.Now().UnixMicro()}})
	var all []Subject
	seen := map[Subject]bool{}
	for _, q := range asked {
		if len(all) >= batch {
			break
		}
		some, err := sqldb.List(ctx, k.cfg.DB, "looking for what has to be added up", scanSubject, q.sql,
			append([]any{batch - len(all)}, q.arg...)...)
		if err != nil {
			return nil, err
		}
		for _, s := range some {
			if !seen[s] {
				seen[s] = true
				all = append(all, s)
			}
		}
	}
	return all, nil
}

func scanSubject(row sqldb.Row) (s Subject, err error) {
	err = row.Scan(&s.School, &s.Period)
	return s, err
}

const (
	sqlMarksOf = `SELECT mark FROM summary_marks WHERE school = $1 AND period = $2 ORDER BY mark LIMIT $3`

	sqlUnmark = `DELETE FROM summary_marks WHERE school = $1 AND period = $2 AND mark IN (`

	sqlRenewed = `INSERT INTO summaries (school, period, due_at, renewed_at) VALUES ($1, $2, $3, $4)
 ON CONFLICT (school, period) DO UPDATE SET due_at = excluded.due_at, renewed_at = excluded.renewed_at`
)

// never is the due instant of what only changes move.
const never = int64(1) << 62

// renew adds a subject up and takes the marks away that were there before it began.
func (k *Keeper) renew(ctx context.Context, s Subject) error {
	ctx, cancel := context.WithTimeout(ctx, renewTimeout)
	defer cancel()
	marks, err := sqldb.List(ctx, k.cfg.DB, "reading what has changed", func(row sqldb.Row) (mark string, err error) {
		err = row.Scan(&mark)
		return mark, err
	}, sqlMarksOf, s.School, s.Period, marksAtOnce)
	if err != nil {
		return err
	}
	figures, err := k.cfg.Renew(ctx, s)
	if err != nil {
		return err
	}
	due := never
	if !figures.Due.IsZero() {
		due = figures.Due.UnixMicro()
	}
	now := clock.System{}.Now()
	statements := figures.Write
	statements = append(statements, sqldb.Statement{SQL: sqlRenewed, Args: []any{s.School, s.Period, due, now.UnixMicro()}})
	if len(marks) > 0 {
		in, args := sqldb.InList(3, marks)
		statements = append(statements, sqldb.Statement{SQL: sqlUnmark + in + `)`, Args: append([]any{s.School, s.Period}, args...)})
	}
	return k.cfg.DB.InTx(ctx, func(ctx context.Context, tx sqldb.Tx) error {
		kept, err := tx.Exec(ctx, sqlKeep, k.cfg.Name, k.holder, now.Add(lease).UnixMicro())
		if err != nil {
			return err
		}
		if kept == 0 {
			return errTurnLost
		}
		return tx.Queue(ctx, statements...)
	})
}
