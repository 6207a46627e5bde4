package timetable_test

import (
	"context"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"math/rand/v2"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	"github.com/massar-platform/massar/platform/cache"
	"github.com/massar-platform/massar/platform/cache/cachetest"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/sqldb/sqldbtest"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/timetable"
	"github.com/massar-platform/massar/services/timetable/internal/pattern"
)

// patternTables are what weeks are made of.
var patternTables = []string{"FROM slots", "FROM lesson_changes", "FROM frozen_lessons", "FROM events", "FROM bell_schedules", "FROM rooms"}

// withRedis runs a test on both engines with a Redis of its own.
func withRedis(t *testing.T, fn func(w *world, r *cachetest.Redis, at cache.Config)) {
	t.Helper()
	sqldbtest.Each(t, "timetable", timetable.Migrations(), func(t *testing.T, db sqldb.DB) {
		r := cachetest.Start(t)
		// What is counted must not depend on how busy the machine is.
		at := cache.Config{RedisURL: r.URL(), Budget: 5 * time.Second}
		w := newWorld(t, db, at)
		w.lessons()
		fn(w, r, at)
	})
}

// lessons fills a week of both classes.
func (w *world) lessons() {
	for weekday := 1; weekday <= 6; weekday++ {
		w.slot(w.a, "", "MATH", w.omar, "R1", weekday, 1, 1)
		w.slot(w.a, "G1", "PC", w.salma, "LAB", weekday, 2, 1)
		w.slot(w.a, "G2", "SVT", w.salma, "LAB", weekday, 3, 1)
		w.slot(w.b, "", "PC", w.salma, "R2", weekday, 4, 1)
	}
}

// ready waits until a process knows the versions of all schools and reaches Redis.
func (p *process) ready() *process {
	p.Helper()
	require.Eventually(p, func() bool { return p.sql.of("FROM proj_schools s\n LEFT JOIN versions") > 0 && p.cache.Shared() }, 5*time.Second, time.Millisecond)
	return p
}

// TestSecondProcessReadsWhatTheFirstOneMade is proof point 8 of the architecture.
func TestSecondProcessReadsWhatTheFirstOneMade(t *testing.T) {
	withRedis(t, func(w *world, r *cachetest.Redis, at cache.Config) {
		a, b := w.start(at).ready(), w.start(at).ready()
		want := a.classWeek(w.a, "", week)
		require.Len(w, want.GetLessons(), 18)
		require.Eventually(w, func() bool { return r.Count("cmdstat_set:calls") == 1 }, 5*time.Second, time.Millisecond)
		b.sql.reset()
		gets := r.Count("cmdstat_get:calls")
		require.Equal(w, want.String(), b.classWeek(w.a, "", week).String())
		require.Zero(w, b.sql.of(patternTables...))
		// On a machine that is busy for two seconds the version is asked for again, which is right and makes no week:
		// see TestVersionsAreAskedForOnlyWhenTheyAreOld.
		require.Zero(w, b.sql.of("FROM proj_classes", "FROM proj_staff"))
		require.Equal(w, gets+1, r.Count("cmdstat_get:calls"))
		require.Equal(w, want.String(), b.classWeek(w.a, "", week).String())
		require.Equal(w, gets+1, r.Count("cmdstat_get:calls"), "the second time it is in the process")

		// A student: only his place is read, and what is read of the class is shared.
		own := a.studentWeek(w.sara, week)
		b.sql.reset()
		require.Equal(w, own.String(), b.studentWeek(w.sara, week).String())
		require.Zero(w, b.sql.of(patternTables...))
		for key, value := range r.All() {
			require.NotContains(w, key+value, w.sara.PersonID)
		}
	})
}

// TestChangeIsSeenByAnotherProcess within two seconds.
func TestChangeIsSeenByAnotherProcess(t *testing.T) {
	withRedis(t, func(w *world, _ *cachetest.Redis, at cache.Config) {
		a, b := w.start(at).ready(), w.start(at).ready()
		slot := w.slot(w.a, "", "FR", w.omar, "", 2, 5, 1)
		cancelled := func(p *process) bool {
			for _, l := range p.studentWeek(w.lina, week).GetLessons() {
				if l.GetSubject().GetCode() == "FR" {
					return l.GetStatus() == typev1.Lesson_Status_CANCELLED
				}
			}
			return false
		}
		require.Eventually(w, func() bool { return len(b.studentWeek(w.lina, week).GetLessons()) == 7 }, 2*time.Second, 5*time.Millisecond)
		_, err := a.idara.ChangeLesson(a.writing(w.office), &timetablev1.ChangeLessonRequest{
			LessonId: w.lesson(slot, "2026-11-24"), Status: typev1.Lesson_Status_CANCELLED,
		})
		require.NoError(w, err)
		require.True(w, cancelled(a), "the process that wrote it sees it at once")
		require.Eventually(w, func() bool { return cancelled(b) }, 2*time.Second, 5*time.Millisecond)
	})
}

func TestManyFirstReadersCostOneLoad(t *testing.T) {
	withRedis(t, func(w *world, r *cachetest.Redis, at cache.Config) {
		p := w.start(at).ready()
		p.sql.reset()
		gets := r.Count("cmdstat_get:calls")
		want, failed := make([]*typev1.Week, 100), make([]error, 100)
		var wg sync.WaitGroup
		for i := range want {
			who := w.office
			if i%2 == 0 {
				who = w.province
			}
			ctx := p.as(who)
			wg.Go(func() {
				want[i], failed[i] = p.idara.GetClassWeek(ctx, &timetablev1.GetClassWeekRequest{ClassId: w.a, Week: week})
			})
		}
		wg.Wait()
		for i := range want {
			require.NoError(w, failed[i])
			require.Equal(w, want[0].String(), want[i].String())
		}
		require.Equal(w, 1, p.sql.of("FROM frozen_lessons"))
		require.Equal(w, gets+1, r.Count("cmdstat_get:calls"))
	})
}

// autumn are the weeks that are read: enough that most reads during a misfortune are first ones.
var autumn = func() (weeks []string) {
	for number := 37; number <= 53; number++ {
		weeks = append(weeks, fmt.Sprintf("2026-W%02d", number))
	}
	return weeks
}()

// readers read for a while as several people and count what was answered, and what was wrong.
type readers struct {
	reads, failed, wrong atomic.Int64
	slowest              atomic.Int64
}

// during reads classes, groups and students until stop is closed.
func (p *process) during(stop <-chan struct{}, want map[string]string, n *readers) *sync.WaitGroup {
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			office, sara, amin := p.as(p.office), p.as(p.sara.Principal), p.as(p.amin.Principal)
			for {
				select {
				case <-stop:
					return
				default:
				}
				week := autumn[rand.IntN(len(autumn))]
				begin := time.Now()
				var got *typev1.Week
				var err error
				who := []string{"a", "b", "sara", "amin"}[rand.IntN(4)]
				switch who {
				case "a":
					got, err = p.idara.GetClassWeek(office, &timetablev1.GetClassWeekRequest{ClassId: p.a, Week: week})
				case "b":
					got, err = p.idara.GetClassWeek(office, &timetablev1.GetClassWeekRequest{ClassId: p.b, Week: week})
				case "sara":
					got, err = p.moutamadris.GetStudentWeek(sara, &timetablev1.GetStudentWeekRequest{StudentId: p.sara.PersonID, Week: week})
				case "amin":
					got, err = p.moutamadris.GetStudentWeek(amin, &timetablev1.GetStudentWeekRequest{StudentId: p.amin.PersonID, Week: week})
				}
				n.reads.Add(1)
				n.slowest.Store(max(n.slowest.Load(), int64(time.Since(begin))))
				switch {
				case err != nil:
					n.failed.Add(1)
				case strings.Join(lines(got.GetLessons()), ";") != want[who+week]:
					n.wrong.Add(1)
				}
			}
		})
	}
	return &wg
}

// wanted is what each reader must see, read without Redis.
func (w *world) wanted() map[string]string {
	p, want := w.start(w.redisOff()), map[string]string{}
	for _, week := range autumn {
		for who, got := range map[string]*typev1.Week{
			"a": p.classWeek(w.a, "", week), "b": p.classWeek(w.b, "", week),
			"sara": p.studentWeek(w.sara, week), "amin": p.studentWeek(w.amin, week),
		} {
			want[who+week] = strings.Join(lines(got.GetLessons()), ";")
		}
	}
	return want
}

// TestReadsWhateverHappensToRedis: each misfortune lasts for many reads; the process that reads has nothing yet.
func TestReadsWhateverHappensToRedis(t *testing.T) {
	withRedis(t, func(w *world, r *cachetest.Redis, at cache.Config) {
		at.Budget = 0
		want := w.wanted()
		load := func(name string, at cache.Config, meanwhile func(p *process)) (*readers, int) {
			p, n, stop := w.start(at), &readers{}, make(chan struct{})
			require.Eventually(w, func() bool { return p.sql.of("LEFT JOIN versions") > 0 }, 5*time.Second, time.Millisecond)
			p.sql.reset()
			wg := p.during(stop, want, n)
			require.Eventually(w, func() bool { return n.reads.Load() > 20 }, 20*time.Second, time.Millisecond)
			meanwhile(p)
			more := n.reads.Load() + 500
			require.Eventually(w, func() bool { return n.reads.Load() > more }, 30*time.Second, time.Millisecond)
			close(stop)
			wg.Wait()
			require.Zero(w, n.wrong.Load(), name)
			require.LessOrEqual(w, n.failed.Load()*1000, n.reads.Load(), name)
			return n, p.sql.of(patternTables...)
		}
		_, baseline := load("no Redis at all", w.redisOff(), func(*process) {})
		require.Positive(w, baseline)
		for name, meanwhile := range map[string]func(p *process){
			"nothing": func(*process) {},
			"flushed": func(*process) {
				for range 20 {
					r.Flush()
				}
			},
			"full": func(*process) { r.Limit(r.Count("used_memory") + 20_000) },
			"killed": func(*process) {
				r.Kill()
				r.Restart()
			},
		} {
			_, queries := load(name, at, meanwhile)
			require.LessOrEqual(w, queries, 3*baseline, name)
		}
		r.Hang()
		n, queries := load("hung", at, func(*process) {})
		require.LessOrEqual(w, queries, 3*baseline)
		require.Less(w, time.Duration(n.slowest.Load()), time.Second)
		r.Resume()
		r.Kill()
		_, queries = load("dead from the start", at, func(*process) {})
		require.LessOrEqual(w, queries, 3*baseline)
	})
}

// TestEvictionLosesNothingButSpeed fills a small Redis with weeks until it evicts, and reads them all again.
func TestEvictionLosesNothingButSpeed(t *testing.T) {
	withRedis(t, func(w *world, r *cachetest.Redis, at cache.Config) {
		w.emit(groupRow(w.a, "G3", 1, w.lina.enrolment))
		r.Limit(r.Count("used_memory") + 150_000)
		want := map[string]string{}
		for round := range 2 {
			p := w.start(at).ready()
			for _, week := range autumn {
				for _, group := range []string{"", "G1", "G2", "G3"} {
					got := p.classWeek(w.a, group, week).String()
					if round == 1 {
						require.Equal(w, want[week+group], got)
					}
					want[week+group] = got
				}
			}
		}
		require.Positive(w, r.Count("evicted_keys"))
		p := w.start(at).ready()
		for key, before := range want {
			require.Equal(w, before, p.classWeek(w.a, key[8:], key[:8]).String())
		}
	})
}

// TestPoisonedWeeks puts every kind of wrong value under the key of a week, also well sealed ones: each is a miss.
func TestPoisonedWeeks(t *testing.T) {
	withRedis(t, func(w *world, r *cachetest.Redis, at cache.Config) {
		first := w.start(at).ready()
		want := first.classWeek(w.a, "", week).String()
		mine := r.All()
		require.Len(w, mine, 1)
		key, good := only(mine)
		_ = first.classWeek(w.b, "", week)
		_ = first.studentWeek(w.sara, week)
		_ = first.classWeek(w.a, "", "2026-W49")
		poison := map[string]string{"empty": "", "text": "week", "cut": good[:len(good)/2], "longer": good + "x", "zeros": strings.Repeat("\x00", 900)}
		for other, value := range r.All() {
			if other == key {
				continue
			}
			poison["the value of "+other] = value
			poison["sealed as mine: "+other] = seal(good, payloadOf(w, value))
		}
		garbage, err := proto.Marshal(&typev1.Week{Week: "2026-W50"})
		require.NoError(w, err)
		poison["sealed garbage"] = seal(good, []byte("\xff\xff\xff\xff\xff"))
		poison["sealed nothing"] = seal(good, nil)
		poison["sealed week of nobody"] = seal(good, garbage)
		poison["another schema"] = strings.Replace(good, "msr1\x01", "msr1\x02", 1)
		for name, value := range poison {
			r.Put(key, value)
			p := w.start(at).ready()
			require.Equal(w, want, p.classWeek(w.a, "", week).String(), name)
			require.Equal(w, 1, p.sql.of("FROM frozen_lessons"), name)
			require.NoError(w, p.service.Stop(context.Background()))
		}
		r.Put(key, good)
		p := w.start(at).ready()
		require.Equal(w, want, p.classWeek(w.a, "", week).String())
		require.Zero(w, p.sql.of(patternTables...), "the control: untouched it is read")
	})
}

func only(m map[string]string) (key, value string) {
	for key, value = range m {
	}
	return key, value
}

// headerOf is the length of what stands before the payload in a sealed value: magic, schema, scope and key.
func headerOf(sealed string) int {
	at := len("msr1") + 1
	for range 2 {
		size, n := binary.Uvarint([]byte(sealed[at:]))
		at += n + int(size)
	}
	return at
}

func payloadOf(w *world, sealed string) []byte {
	require.Greater(w, len(sealed), headerOf(sealed)+4)
	return []byte(sealed[headerOf(sealed) : len(sealed)-4])
}

// seal puts another payload under the seal of a good value, as somebody who knows the form could.
func seal(good string, payload []byte) string {
	out := append([]byte(good[:headerOf(good)]), payload...)
	return string(binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out)))
}

// TestOldVersionsAreNotBelieved: without a fresh table of versions each school is asked for its own.
func TestOldVersionsAreNotBelieved(t *testing.T) {
	withRedis(t, func(w *world, _ *cachetest.Redis, at cache.Config) {
		p := w.start(at).ready()
		require.Len(w, p.classWeek(w.a, "", week).GetLessons(), 18)
		// The process no longer refreshes its versions, as if it hung there.
		require.NoError(w, p.service.Stop(context.Background()))
		slot := w.slot(w.a, "", "FR", w.omar, "", 1, 6, 1)
		require.Eventually(w, func() bool { return len(p.classWeek(w.a, "", week).GetLessons()) == 19 }, 2200*time.Millisecond, 10*time.Millisecond)
		p.sql.reset()
		w.change(pattern.Exception{SlotID: slot, Date: today, Kind: pattern.Cancelled})
		now := p.classWeek(w.a, "", week)
		require.True(w, strings.Contains(strings.Join(lines(now.GetLessons()), ";"), "FR CANCELLED"), "read from the row at once")
		require.Positive(w, p.sql.of("WHERE s.school = $1"))
	})
}
