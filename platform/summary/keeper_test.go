package summary_test

import (
	"context"
	"errors"
	"io/fs"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/clock"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/sqldb/sqldbtest"
	"github.com/massar-platform/massar/platform/summary"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
)

func migrations() fs.FS {
	return write.Migrations(fstest.MapFS{"migrations/00100_pupils.sql": {Data: []byte(`-- +goose Up
CREATE TABLE schools (school TEXT PRIMARY KEY, node TEXT NOT NULL UNIQUE);
CREATE TABLE pupils (school TEXT NOT NULL, id TEXT PRIMARY KEY);
CREATE TABLE totals (school TEXT PRIMARY KEY, pupils BIGINT NOT NULL);
`)}}, summary.Migrations())
}

// world counts pupils.
type world struct {
	*testing.T
	db     sqldb.DB
	clock  *clock.Fake
	mu     sync.Mutex
	failed map[string]error
	// during is called while a school is added up, after it was read.
	during  func(school string)
	renewed []string
}

func each(t *testing.T, fn func(w *world)) {
	t.Helper()
	sqldbtest.Each(t, "shop", migrations(), func(t *testing.T, db sqldb.DB) {
		w := &world{T: t, db: db, clock: clock.NewFake(time.Now().Truncate(time.Second)), failed: map[string]error{}}
		for _, node := range []string{"ma/07/351/12345A", "ma/07/351/23456B", "ma/07/352/34567C", "ma/01/511/45678D"} {
			w.exec(`INSERT INTO schools (school, node) VALUES ($1, $2)`, summary.SchoolOf(node), node)
		}
		fn(w)
	})
}

func (w *world) exec(sql string, args ...any) {
	w.Helper()
	require.NoError(w, w.db.InTx(w.Context(), func(ctx context.Context, tx sqldb.Tx) error {
		_, err := tx.Exec(ctx, sql, args...)
		return err
	}))
}

func (w *world) school() clock.School { return clock.NewSchool(w.clock, 0) }

// add writes a pupil and marks his school.
func (w *world) add(school, id string) {
	w.Helper()
	require.NoError(w, w.db.InTx(w.Context(), func(ctx context.Context, tx sqldb.Tx) error {
		if _, err := tx.Exec(ctx, `INSERT INTO pupils (school, id) VALUES ($1, $2)`, school, id); err != nil {
			return err
		}
		return summary.Mark(ctx, tx, summary.Subject{School: school}, summary.Subject{School: school})
	}))
}

func (w *world) keeper() *summary.Keeper { return w.keeperEvery(0) }

func (w *world) keeperEvery(every time.Duration) *summary.Keeper {
	w.Helper()
	k, err := summary.NewKeeper(summary.Config{
		DB: w.db, Name: "shop", Schools: summary.Schools, Periods: func() []string { return []string{""} }, Clock: w.school(), Every: every,
		Renew: func(ctx context.Context, s summary.Subject) (summary.Renewed, error) {
			n := 0
			if err := w.db.QueryRow(ctx, `SELECT COUNT(*) FROM pupils WHERE school = $1`, s.School).Scan(&n); err != nil {
				return summary.Renewed{}, err
			}
			w.mu.Lock()
			defer w.mu.Unlock()
			w.renewed = append(w.renewed, s.School)
			if w.during != nil {
				w.during(s.School)
			}
			return summary.Renewed{Due: summary.Tomorrow(w.school()), Write: []sqldb.Statement{{
				SQL:  `INSERT INTO totals (school, pupils) VALUES ($1, $2) ON CONFLICT (school) DO UPDATE SET pupils = excluded.pupils`,
				Args: []any{s.School, n},
			}}}, w.failed[s.School]
		},
	})
	require.NoError(w, err)
	return k
}

func (w *world) turn(k *summary.Keeper) []string {
	w.Helper()
	w.renewed = nil
	more, err := k.Turn(w.Context())
	require.NoError(w, err)
	require.False(w, more)
	return w.renewed
}

func (w *world) total(school string) (n int) {
	w.Helper()
	require.NoError(w, w.db.QueryRow(w.Context(), `SELECT pupils FROM totals WHERE school = $1`, school).Scan(&n))
	return n
}

func (w *world) asOf(node string) time.Time {
	w.Helper()
	at, err := summary.AsOf(w.Context(), w.db, summary.Schools, node, "", w.school())
	require.NoError(w, err)
	return at
}

func TestAKeeperAddsUpWhatIsNewWhatChangedAndWhatIsDue(t *testing.T) {
	each(t, func(w *world) {
		k := w.keeper()
		require.Zero(w, w.asOf("ma"))
		require.ElementsMatch(w, []string{"12345A", "23456B", "34567C", "45678D"}, w.turn(k))
		require.Equal(w, w.clock.Now().UTC(), w.asOf("ma"))
		require.Empty(w, w.turn(k))
		w.add("12345A", "p1")
		w.add("34567C", "p2")
		w.add("12345A", "p3")
		require.Equal(w, []string{"12345A", "34567C"}, w.turn(k), "the one that waits longest first, each once")
		require.Equal(w, 2, w.total("12345A"))
		require.Empty(w, w.turn(k))
		w.clock.Advance(24 * time.Hour)
		require.Equal(w, summary.Tomorrow(clock.NewSchool(w.clock, -1)).UTC(), w.asOf("ma/07"), "since the day began")
		require.Len(w, w.turn(k), 4)
	})
}

// A change that comes while its school is added up is not lost, wherever it falls.
func TestAChangeWhileASchoolIsAddedUp(t *testing.T) {
	each(t, func(w *world) {
		k := w.keeper()
		w.turn(k)
		w.add("12345A", "p1")
		w.during = func(string) { w.during = nil; w.add("12345A", "late") }
		w.turn(k)
		require.Equal(w, 1, w.total("12345A"))
		w.clock.Set(time.Now().Add(time.Minute))
		require.True(w, w.asOf("ma/07/351").Before(w.clock.Now().Add(-50*time.Second)), "the late one is not counted, and that is said")
		require.Equal(w, w.clock.Now().UTC(), w.asOf("ma/01"), "elsewhere nothing waits")
		require.Equal(w, []string{"12345A"}, w.turn(k))
		require.Equal(w, 2, w.total("12345A"))
	})
}

// A school that cannot be added up keeps its mark, and keeps nobody waiting; a service that is away ends the turn.
func TestASchoolThatFails(t *testing.T) {
	each(t, func(w *world) {
		k := w.keeper()
		w.turn(k)
		w.add("12345A", "p1")
		w.add("23456B", "p2")
		w.failed["12345A"] = errors.New("broken")
		_, err := k.Turn(w.Context())
		require.ErrorContains(w, err, "12345A")
		require.Equal(w, []int{0, 1}, []int{w.total("12345A"), w.total("23456B")})
		w.add("23456B", "p3")
		delete(w.failed, "12345A")
		w.failed["23456B"] = errs.E(errs.Unavailable, errorsv1.Reason_UNAVAILABLE, "being down", nil)
		_, err = k.Turn(w.Context())
		require.Equal(w, errs.Unavailable, errs.KindOf(err))
		require.Equal(w, []int{0, 1}, []int{w.total("12345A"), w.total("23456B")}, "nobody else is tried")
		delete(w.failed, "23456B")
		require.Equal(w, []string{"12345A", "23456B"}, w.turn(k))
		require.Equal(w, []int{1, 2}, []int{w.total("12345A"), w.total("23456B")})
	})
}

// Two schools that fail, and take the time of a turn each before they do, come less and less often before the others.
func TestSchoolsThatFailAndAreSlow(t *testing.T) {
	each(t, func(w *world) {
		w.turn(w.keeper())
		w.exec(`DELETE FROM summary_turns`)
		k := w.keeperEvery(time.Nanosecond)
		w.add("12345A", "p1")
		w.add("23456B", "p2")
		w.add("34567C", "p3")
		w.add("45678D", "p4")
		w.failed["12345A"], w.failed["23456B"] = errors.New("broken"), errors.New("broken")
		w.renewed = nil
		for range 8 {
			_, _ = k.Turn(w.Context()) // one school each
		}
		require.Len(w, w.renewed, 8)
		require.Equal(w, []int{0, 0, 1, 1}, []int{w.total("12345A"), w.total("23456B"), w.total("34567C"), w.total("45678D")}, "%v", w.renewed)
		clear(w.failed)
		for range 2 {
			_, err := k.Turn(w.Context())
			require.NoError(w, err)
		}
		require.Equal(w, []int{1, 1}, []int{w.total("12345A"), w.total("23456B")}, "and they are not forgotten")
	})
}

// Of two processes one works; one that was too slow writes nothing over what the other wrote since.
func TestTwoKeepers(t *testing.T) {
	each(t, func(w *world) {
		slow, other := w.keeper(), w.keeper()
		w.turn(slow)
		w.add("12345A", "p1")
		require.Empty(w, w.turn(other), "it is the first one's turn")
		w.during = func(string) {
			w.during = nil
			w.exec(`UPDATE summary_turns SET until_at = 0`)
			w.add("12345A", "p2")
			w.mu.Unlock()
			defer w.mu.Lock()
			_, err := other.Turn(w.Context())
			require.NoError(w, err)
		}
		_, err := slow.Turn(w.Context())
		require.ErrorContains(w, err, "too slow")
		require.Equal(w, 2, w.total("12345A"))
		require.Empty(w, w.turn(slow))
		require.Empty(w, w.turn(other))
	})
}

func TestTree(t *testing.T) {
	for node, c := range map[string]struct {
		child  string
		school string
	}{
		"ma": {"ma/07", ""}, "ma/07": {"ma/07/351", ""}, "ma/07/351": {"ma/07/351/12345A", ""},
		"ma/07/351/12345A": {"ma/07/351/12345A/12346B", "12345A"},
	} {
		require.Len(t, c.child, summary.ChildLength(node))
		require.Equal(t, c.school, summary.SchoolOf(node))
	}
	require.Equal(t, "ma/01", summary.Top([]string{"ma/07/351", "ma/07", "ma/01"}))
	require.Empty(t, summary.Top(nil))
	require.Empty(t, summary.Shown(time.Time{}))
}

func TestNewKeeperNeedsWhatItUses(t *testing.T) {
	_, err := summary.NewKeeper(summary.Config{})
	require.ErrorContains(t, err, "database")
}
