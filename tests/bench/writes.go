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
	dir := filepath.Join(b.dir, "bare")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	for _, clients := range []int{1, 8} {
		if len(sheets) < clients {
			return fmt.Errorf("%d sheets are too few for %d clients", len(sheets), clients)
		}
		name := fmt.Sprintf("c  save a sheet, %s, %d client", on, clients)
		if clients > 1 {
			name += "s"
		}
		save := func(ctx context.Context, d time.Duration) (sample, error) {
			return saveHTTP(ctx, p.http, sheets, clients, d)
		}
		job := saveJob{Engine: on, Dir: dir, URL: p.db, Clients: clients, Sheets: len(sheets)}
		if err := b.pairs(ctx, name, 0.30, b.profiled(p, fmt.Sprintf("c-%s-%d", on, clients), save), b.limitSave(job)); err != nil {
			return err
		}
	}
	a := newAPI(p.http)
	for _, s := range sheets {
		if err := s.check(ctx, a); err != nil {
			return err
		}
	}
	return nil
}

// saveHTTP saves sheets over kept connections until the time is over. Each client has sheets of its own, as
// teachers do, and goes from one to the next.
func saveHTTP(ctx context.Context, address string, sheets []*sheet, clients int, d time.Duration) (sample, error) {
	var total sample
	var mu sync.Mutex
	var wg sync.WaitGroup
	var faults []error
	began := time.Now()
	end := began.Add(d)
	for i := range clients {
		var own []*sheet
		for n := i; n < len(sheets); n += clients {
			own = append(own, sheets[n])
		}
		wg.Go(func() {
			s, err := saveSheets(ctx, address, own, end)
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

func saveSheets(ctx context.Context, address string, sheets []*sheet, end time.Time) (sample, error) {
	var s sample
	c, err := dialHTTP(ctx, address)
	if err != nil {
		return s, err
	}
	defer c.close()
	var buf []byte
	for i := 0; time.Now().Before(end) && ctx.Err() == nil; i++ {
		one := sheets[i%len(sheets)]
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
	b.report.configured("PostgreSQL: own server, fsync, full_page_writes and synchronous_commit on; limit: three statements in one batch, one round trip")
	if err := b.writes(ctx, p, enginePostgres); err != nil {
		return err
	}
	return p.stop()
}
