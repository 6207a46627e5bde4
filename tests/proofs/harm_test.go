package proofs

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/cache/cachetest"
	"github.com/massar-platform/massar/tests/stand"
)

// reading is one request of a student and what a process without Redis answers.
type reading struct {
	client stand.Client
	path   string
	want   []byte
}

// readings are the weeks of every pupil of both schools in both languages, each asked for by the pupil.
func readings(t *testing.T, s *stand.School, base string) []reading {
	t.Helper()
	var pupils []stand.Person
	for class, ids := range s.Pupils {
		for n, id := range ids {
			person := s.Students[class]
			if n > 0 {
				person = s.D.Activate(t, "moutamadris", s.Issue(t, id, "SELF", ""), "ziz-vallee-53")
			}
			pupils = append(pupils, person)
		}
	}
	for _, id := range s.OtherPupils {
		code := s.D.As(t, s.OtherOffice).Post("/v1/idara/students/"+id+":issueActivationCode", stand.Object{"relation": "SELF"}).OK()
		pupils = append(pupils, s.D.Activate(t, "moutamadris", code.Text("code", "activationCode"), "ziz-vallee-53"))
	}
	var all []reading
	for _, pupil := range pupils {
		for _, lang := range []string{"fr", "ar"} {
			for _, week := range []string{"2026-W47", "2026-W48", "2026-W49", "2026-W51", "2026-W52"} {
				c := s.D.As(t, pupil)
				c.Base, c.Lang = base, lang
				path := "/v1/moutamadris/timetable?week=" + week
				all = append(all, reading{c, path, c.Get(path).OK().Raw})
			}
		}
	}
	return all
}

// outcome counts reads.
type outcome struct{ asked, lost, wrong atomic.Int64 }

// read asks for everything again and again, by several readers, until a number of answers; half is called in
// the middle.
func read(all []reading, times int, half func()) *outcome {
	const (
		readers = 8
		// pace is how long after another a read begins: what one account may ask is not what is tried here.
		pace = time.Second / 2000
	)
	o, began := &outcome{}, time.Now()
	var next atomic.Int64
	var wg sync.WaitGroup
	for range readers {
		wg.Go(func() {
			for {
				n := int(next.Add(1)) - 1
				if n >= times {
					return
				}
				if n == times/2 && half != nil {
					half()
				}
				time.Sleep(time.Until(began.Add(time.Duration(n) * pace)))
				one := all[n%len(all)]
				a, err := one.client.Send("GET", one.path, nil)
				o.asked.Add(1)
				switch {
				case err != nil || a.Status != 200:
					o.lost.Add(1)
				case !bytes.Equal(a.Raw, one.want):
					o.wrong.Add(1)
				}
			}
		})
	}
	wg.Wait()
	return o
}

// statements counts those on timetable's own tables since a number of spans, without what it does by the clock.
func (r *replica) statements(since int) int {
	n := 0
	for _, one := range r.sink.all()[since:] {
		if sql := one.statement(); isSQL(one) && one.parent != "" && ownTables.MatchString(sql) {
			n++
		}
	}
	return n
}

// harm is one thing that happens to Redis. before is done before the process starts that reads, half in the middle
// of its reads, and during all the time until it is told to stop.
type harm struct {
	name         string
	before, half func()
	during       func(stop <-chan struct{})
	times        int
}

// harmed: each time with a process that has nothing yet, what pupils read is what a process without Redis
// answers, almost always, and for no more than three times the statements.
func harmed(t *testing.T, s *stand.School, r *replica, redis *cachetest.Redis) {
	r.start(t, "")
	all := readings(t, s, r.edge)
	r.stop()

	redis.Flush()
	run := func(t *testing.T, h harm) int {
		t.Helper()
		if h.before != nil {
			h.before()
		}
		r.start(t, redis.URL())
		since, stop := len(r.sink.all()), make(chan struct{})
		var wg sync.WaitGroup
		if h.during != nil {
			wg.Go(func() { h.during(stop) })
		}
		began := time.Now()
		o := read(all, h.times, h.half)
		took := time.Since(began)
		close(stop)
		wg.Wait()
		r.stop()
		n := r.statements(since)
		t.Logf("%d reads in %s: %d not answered, %d statements", o.asked.Load(), took.Round(time.Millisecond), o.lost.Load(), n)
		require.Zero(t, o.wrong.Load(), "answers that are not those of a process without Redis")
		require.LessOrEqual(t, o.lost.Load()*1000, o.asked.Load(), "more than one read of a thousand is not answered")
		return n
	}
	const times = 2000
	calm := 0
	t.Run("nothing", func(t *testing.T) { calm = run(t, harm{times: times}) })
	t.Run("nothing, and weeks are there", func(t *testing.T) {
		require.Less(t, 2*run(t, harm{times: times}), calm, "what Redis has is not read")
	})
	kept := redis.All()
	weeks := slices.DeleteFunc(slices.Sorted(maps.Keys(kept)), func(key string) bool { return !strings.Contains(key, "timetable.week") })
	require.GreaterOrEqual(t, len(weeks), 40, "weeks in Redis")
	for _, key := range weeks {
		for _, pupils := range s.Pupils {
			for _, id := range pupils {
				require.NotContains(t, key+kept[key], id, "what is shared names a pupil")
			}
		}
	}
	poison := func(value func(i int, key string) string) func() {
		return func() {
			for i, key := range weeks {
				redis.Put(key, value(i, key))
			}
		}
	}
	// The value of another class, group, week or language of the same school, and one of the other school.
	other := func(sameSchool bool) func(i int, key string) string {
		return func(i int, key string) string {
			own := strings.Contains(kept[key], "school:"+stand.SchoolCode)
			for n := 1; n < len(weeks); n++ {
				value := kept[weeks[(i+n)%len(weeks)]]
				if (strings.Contains(value, "school:"+stand.SchoolCode) == own) == sameSchool && payload(value) != payload(kept[key]) {
					return value
				}
			}
			require.Fail(t, "no such value", key)
			return ""
		}
	}
	another, foreign := other(true), other(false)
	for _, h := range []harm{
		{name: "poisoned: another schema version", before: poison(func(_ int, key string) string { return schema(kept[key], 2) })},
		{name: "poisoned: cut", before: poison(func(i int, key string) string { return kept[key][:len(kept[key])*(i%9+1)/10] })},
		{name: "poisoned: the value of another key", before: poison(another)},
		{
			name: "poisoned: another's value, sealed as this one", times: 10 * times,
			before: poison(func(i int, key string) string { return seal(kept[key], payload(another(i, key))) }),
		},
		{name: "poisoned: another school's value", before: poison(foreign)},
		{
			name:   "poisoned: another school's value, sealed as this one",
			before: poison(func(i int, key string) string { return seal(kept[key], payload(foreign(i, key))) }),
		},
		{name: "flushed again and again", during: func(stop <-chan struct{}) { redis.Flood(stop) }},
		{name: "full, and refuses", before: func() {
			redis.Flush()
			redis.Configure("maxmemory-policy", "noeviction")
			redis.Configure("maxmemory", "1mb")
		}},
		{name: "full, and forgets", before: func() { redis.Configure("maxmemory-policy", "allkeys-lru") }},
		{name: "hung", before: func() { redis.Configure("maxmemory", "0") }, half: redis.Hang},
		{name: "hung from the start"},
		{name: "killed", before: func() { redis.Resume(); redis.Flush() }, half: redis.Kill},
		{name: "dead from the start"},
	} {
		if h.times == 0 {
			h.times = times
		}
		t.Run(h.name, func(t *testing.T) {
			require.LessOrEqual(t, run(t, h), 3*calm, "statements, more than three times those of the calm run")
		})
	}
	redis.Restart()
}

// headerOf is the length of what stands before the payload in a sealed value: a word, the schema, scope and key.
func headerOf(sealed string) int {
	at := len("msr1") + 1
	for range 2 {
		size, n := binary.Uvarint([]byte(sealed[at:]))
		at += n + int(size)
	}
	return at
}

func payload(sealed string) string { return sealed[headerOf(sealed) : len(sealed)-4] }

// seal puts another payload under the seal of a good value, as somebody who knows the form could.
func seal(good, payload string) string {
	out := []byte(good[:headerOf(good)] + payload)
	return string(binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out)))
}

// schema says that a good value is of another version.
func schema(good string, version byte) string {
	out := []byte(good[:len(good)-4])
	out[len("msr1")] = version
	return string(binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out)))
}
