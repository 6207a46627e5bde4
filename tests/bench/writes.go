package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"time"
)

// writes measures sheets saved over HTTP, by one client and by eight.
func (b *bench) writes(ctx context.Context, p *product, on engine) error {
	sheets, teachers, err := b.openSheets(ctx, p)
	if err != nil {
		return fmt.Errorf("opening sheets: %w", err)
	}
	b.report.configured("%s: %d sheets of %d teachers, %d cells of one column a save, every mark new; answers checked, sheets read back at the end",
		on, len(sheets), teachers, cells)
	if err := b.saves(ctx, p, on, saving{letter: "c", what: "a sheet", of: savedSheets, slice: b.slice}, saveables(sheets)); err != nil {
		return err
	}
	a := newAPI(p.http)
	for _, s := range sheets {
		if err := s.check(ctx, a); err != nil {
			return err
		}
	}
	return nil
}

// saving is what is saved in a measurement.
type saving struct {
	letter, what string
	of           saved
	// slice is how long one side of a pair runs.
	slice time.Duration
}

// saveable is one thing that a client saves over and over.
type saveable interface {
	// request is the next save, in buf if it fits; took holds the answer against it.
	request(buf []byte) []byte
	took(status int, body []byte) error
}

func saveables[T saveable](list []T) []saveable {
	things := make([]saveable, len(list))
	for i, one := range list {
		things[i] = one
	}
	return things
}

// registers measures registers of 35 saved over HTTP, by one client and by eight.
func (b *bench) registers(ctx context.Context, p *product, c *campus, on engine) error {
	list, err := b.openRegisters(ctx, c)
	if err != nil {
		return fmt.Errorf("opening registers: %w", err)
	}
	b.report.configured("%s: %d registers of as many teachers, %d entries a save, every entry changed, %d of them to or from ABSENT, so that as many families are told; answers checked, registers read back at the end",
		on, len(list), cells, absentOf)
	if err := b.saves(ctx, p, on, saving{letter: "h", what: "a register", of: savedRegisters, slice: b.slice / 2}, saveables(list)); err != nil {
		return err
	}
	for _, r := range list {
		if err := r.check(ctx, c.api); err != nil {
			return err
		}
	}
	return nil
}

// saves measures things saved over HTTP by one client and by eight.
func (b *bench) saves(ctx context.Context, p *product, on engine, w saving, things []saveable) error {
	dir := filepath.Join(b.dir, "bare")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	for _, clients := range []int{1, 8} {
		if len(things) < clients {
			return fmt.Errorf("%d are too few for %d clients", len(things), clients)
		}
		name := fmt.Sprintf("%s  save %s, %s, %d client", w.letter, w.what, on, clients)
		if clients > 1 {
			name += "s"
		}
		save := func(ctx context.Context, d time.Duration) (sample, error) {
			return saveHTTP(ctx, p.http, things, clients, d)
		}
		job := saveJob{Engine: on, Of: w.of, Dir: dir, URL: p.db, Clients: clients, Sheets: len(things)}
		profiled := b.profiled(p, fmt.Sprintf("%s-%s-%d", w.letter, on, clients), save)
		if err := b.pairsOf(ctx, name, 0.30, w.slice, profiled, b.limitSave(job)); err != nil {
			return err
		}
	}
	return nil
}

// saveHTTP saves things over kept connections until the time is over. Each client has some of its own, as
// teachers do, and goes from one to the next.
func saveHTTP(ctx context.Context, address string, things []saveable, clients int, d time.Duration) (sample, error) {
	var total sample
	var mu sync.Mutex
	var wg sync.WaitGroup
	var faults []error
	began := time.Now()
	end := began.Add(d)
	for i := range clients {
		var own []saveable
		for n := i; n < len(things); n += clients {
			own = append(own, things[n])
		}
		wg.Go(func() {
			s, err := saveThings(ctx, address, own, end)
			mu.Lock()
			defer mu.Unlock()
			total.merge(s)
			faults = append(faults, err)
		})
	}
	wg.Wait()
	total.took = time.Since(began)
	return total, errors.Join(append(faults, ctx.Err())...)
}

func saveThings(ctx context.Context, address string, things []saveable, end time.Time) (sample, error) {
	var s sample
	c, err := dialHTTP(ctx, address)
	if err != nil {
		return s, err
	}
	defer c.close()
	var buf []byte
	for i := 0; time.Now().Before(end) && ctx.Err() == nil; i++ {
		one := things[i%len(things)]
		buf = one.request(buf)
		status, body, err := c.do(buf)
		if err != nil {
			return s, err
		}
		if err := one.took(status, body); err != nil {
			s.failed("%v", err)
			// Versions are not known any more: what follows would only repeat the fault.
			return s, nil
		}
		s.done++
	}
	return s, nil
}

// postgres measures saving on PostgreSQL: a server of its own with its usual durability, one demo school.
func (b *bench) postgres(ctx context.Context) error {
	server, err := startPostgres(ctx)
	if err != nil {
		return err
	}
	b.onClose(func() { _ = server.stop() })
	p := &product{bench: b, dir: filepath.Join(b.dir, "data-postgres"), schools: 2}
	if err := os.MkdirAll(p.dir, 0o700); err != nil {
		return err
	}
	if p.db, err = server.database(ctx, "massar"); err != nil {
		return err
	}
	migrate := exec.CommandContext(ctx, b.binary, "migrate", "up", "--db", p.db)
	if out, err := migrate.CombinedOutput(); err != nil {
		return fmt.Errorf("migrate: %w: %s", err, out)
	}
	if _, err := b.openDemo(ctx, p, true); err != nil {
		return err
	}
	b.report.configured("PostgreSQL: own server, fsync, full_page_writes and synchronous_commit on; limit: all statements of a save in one batch, one round trip")
	if b.wants("c") {
		if err := b.writes(ctx, p, enginePostgres); err != nil {
			return err
		}
	}
	if _, _, err := b.school(ctx, p, enginePostgres); err != nil {
		return err
	}
	return p.stop()
}
