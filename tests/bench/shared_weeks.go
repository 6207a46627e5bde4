package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// How the in-process tier is kept from answering, with the shipped settings: it is full of other weeks that are
// read more often than those that are measured, and gives up none of them for one that is read less.
const (
	// localWeeks is how many weeks the process keeps.
	localWeeks = 4096
	// crowdReads is how often each of the others is read before the first turn, and again before each later one.
	crowdReads, againReads = 8, 4
)

// sharedWeeks measures weeks that are in Redis and not in the process, and what becomes of reads when Redis stops.
func (b *bench) sharedWeeks(ctx context.Context, p *product, c *campus, readers []weekReader) error {
	redis, err := newRedis(ctx, b.dir)
	if err != nil {
		return err
	}
	b.onClose(func() { _ = redis.stop() })
	p.redis = redis.url()
	if err := p.start(ctx); err != nil {
		return err
	}
	b.onClose(func() { _ = p.stop() })
	if _, err := p.waitReady(ctx); err != nil {
		return err
	}
	internal, err := p.waitLine(ctx, "internal", readyWithin)
	if err != nil {
		return err
	}
	p.internal = hostOf(internal)
	b.report.configured("with Redis: %s", p.command())
	if b.wants("f") {
		if err := b.fromRedis(ctx, p, c, readers); err != nil {
			return err
		}
	}
	if b.wants("g") {
		if err := b.withoutRedis(ctx, p, c, readers, redis); err != nil {
			return err
		}
	}
	return errors.Join(p.stop(), redis.stop())
}

// fromRedis measures weeks that the process must get from Redis.
func (b *bench) fromRedis(ctx context.Context, p *product, c *campus, readers []weekReader) error {
	weeks, err := c.schoolWeeks()
	if err != nil {
		return err
	}
	// A key is a kind of week of a class, in a language: of each the process holds 4,096 at most.
	kinds := campusClasses * weekKinds * 2
	crowd := localWeeks/kinds + 1
	if len(weeks) < 2*crowd {
		return fmt.Errorf("the school year has %d weeks of lessons, %d are needed", len(weeks), 2*crowd)
	}
	began := time.Now()
	others, err := captureWeeks(ctx, p, c, everyWeek(readers, weeks[:crowd], true))
	if err != nil {
		return err
	}
	requests, err := captureWeeks(ctx, p, c, everyWeek(readers, weeks[crowd:2*crowd], false))
	if err != nil {
		return err
	}
	b.say("f: %d weeks read once, from the database, in %s", kinds*2*crowd, time.Since(began).Round(100*time.Millisecond))
	limit, err := b.startLimit(ctx, "paths", b.bodiesOf(requests))
	if err != nil {
		return err
	}
	defer limit.stop()
	crowdLoad := func(times int) error {
		conn := newReads(others, times)
		return conn.run(ctx, p.http)
	}
	if err := crowdLoad(crowdReads); err != nil {
		return err
	}
	var from outcomes
	measured := b.profiled(p, "f-redis", b.reading(p.http, requests))
	product := func(ctx context.Context, d time.Duration) (sample, error) {
		if err := crowdLoad(againReads); err != nil {
			return sample{}, err
		}
		before, err := p.weekReads(ctx)
		if err != nil {
			return sample{}, err
		}
		s, err := measured(ctx, d)
		if err != nil {
			return s, err
		}
		after, err := p.weekReads(ctx)
		from = from.plus(after).minus(before)
		return s, err
	}
	// Short turns: what is read often enough would be kept by the process.
	if err := b.pairsOf(ctx, "f  own week, Redis tier", 0.08, b.slice/2, product, b.reading(limit.address, requests)); err != nil {
		return err
	}
	b.report.configured("weeks from Redis: %d weeks of the year asked for by %d students in two languages, %d different keys, bodies %s; the process keeps %d weeks and is full of %d others that are read more often: %s",
		crowd, len(readers), kinds*crowd, sizesOf(requests), localWeeks, len(others), from)
	return nil
}

// everyWeek asks for weeks in both languages: for one student of each kind, or for all.
func everyWeek(readers []weekReader, weeks []string, oneOfKind bool) []asked {
	var list []asked
	seen := map[string]bool{}
	for _, week := range weeks {
		for _, r := range readers {
			for i := range 2 {
				a := asked{reader: r, week: week, language: languageOf(i)}
				if !oneOfKind || !seen[a.key()] {
					seen[a.key()] = true
					list = append(list, a)
				}
			}
		}
	}
	rand.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list
}

// reads are requests that are all made so many times.
type reads struct {
	requests []httpRequest
	times    int
}

func newReads(requests []httpRequest, times int) reads { return reads{requests, times} }

// run makes them on a few connections.
func (r reads) run(ctx context.Context, address string) error {
	const workers = 16
	faults := make(chan error, workers)
	for worker := range workers {
		go func() {
			faults <- func() error {
				conn, err := dialHTTP(ctx, address)
				if err != nil {
					return err
				}
				defer conn.close()
				for i := worker; i < len(r.requests)*r.times; i += workers {
					one := r.requests[i%len(r.requests)]
					status, body, err := conn.do(one.raw)
					if err != nil {
						return err
					}
					if status != 200 || len(body) != len(one.want) {
						return fmt.Errorf("status %d, %d bytes where %d were to come", status, len(body), len(one.want))
					}
				}
				return nil
			}()
		}()
	}
	var all []error
	for range workers {
		all = append(all, <-faults)
	}
	return errors.Join(all...)
}

// outcomes are the reads of weeks by where they came from.
type outcomes struct{ local, shared, loaded, other float64 }

func (o outcomes) plus(more outcomes) outcomes {
	return outcomes{o.local + more.local, o.shared + more.shared, o.loaded + more.loaded, o.other + more.other}
}

func (o outcomes) minus(less outcomes) outcomes {
	return outcomes{o.local - less.local, o.shared - less.shared, o.loaded - less.loaded, o.other - less.other}
}

func (o outcomes) String() string {
	all := max(1, o.local+o.shared+o.loaded+o.other)
	return fmt.Sprintf("%.1f %% of the reads came from Redis, %.1f %% from the process, %.1f %% from the database",
		100*o.shared/all, 100*o.local/all, 100*o.loaded/all)
}

// weekReads reads the product's own counters.
func (p *product) weekReads(ctx context.Context) (outcomes, error) {
	text, err := p.read(ctx, "/metrics")
	if err != nil {
		return outcomes{}, err
	}
	var o outcomes
	for line := range strings.Lines(string(text)) {
		if !strings.HasPrefix(line, "massar_cache_requests_total{") || !strings.Contains(line, `cache="timetable.week"`) {
			continue
		}
		fields := strings.Fields(line)
		value, err := strconv.ParseFloat(fields[len(fields)-1], 64)
		if err != nil {
			return o, err
		}
		switch {
		case strings.Contains(line, `outcome="local"`):
			o.local += value
		case strings.Contains(line, `outcome="shared"`):
			o.shared += value
		case strings.Contains(line, `outcome="loaded"`):
			o.loaded += value
		default:
			o.other += value
		}
	}
	return o, nil
}

// withoutRedis compares reads during which Redis is stopped with reads while it runs.
func (b *bench) withoutRedis(ctx context.Context, p *product, c *campus, readers []weekReader, redis *redisServer) error {
	current, err := b.currentWeeks(ctx, p, c, readers)
	if err != nil {
		return err
	}
	read := b.reading(p.http, current)
	stopped := func(ctx context.Context, d time.Duration) (sample, error) {
		fault := make(chan error, 1)
		stop := time.AfterFunc(d/5, func() { fault <- redis.stop() })
		defer stop.Stop()
		s, err := read(ctx, d)
		if err := errors.Join(err, <-fault); err != nil {
			return s, err
		}
		return s, b.redisBack(ctx, p, redis)
	}
	return b.pairsOf(ctx, "g  own week, Redis stopped while reading", 0.5, b.slice/2, stopped, read)
}

// redisBack starts Redis again and waits until the product uses it.
func (b *bench) redisBack(ctx context.Context, p *product, redis *redisServer) error {
	said, err := p.said("Redis answers again")
	if err != nil {
		return err
	}
	noticed, err := p.said("Redis does not answer")
	if err != nil {
		return err
	}
	if err := redis.start(ctx); err != nil {
		return err
	}
	end := time.Now().Add(readyWithin)
	for said < noticed {
		if time.Now().After(end) {
			return errors.New("the product does not use Redis again")
		}
		time.Sleep(20 * time.Millisecond)
		if said, err = p.said("Redis answers again"); err != nil {
			return err
		}
	}
	return nil
}

// said is how often the product's log has a text.
func (p *product) said(text string) (int, error) {
	log, err := os.ReadFile(filepath.Join(p.dir, "bench.log"))
	return strings.Count(string(log), text), err
}
