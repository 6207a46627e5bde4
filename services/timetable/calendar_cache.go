package timetable

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"time"

	"github.com/maypok86/otter/v2"
	"golang.org/x/sync/singleflight"
)

const (
	// calendarWeight bounds the calendars that a process keeps, in bytes. One of a class
	// takes about 30 kB.
	calendarWeight = 32 << 20
	// calendarTimeout bounds the making of one.
	calendarTimeout = 10 * time.Second
)

// calendarCache keeps the bodies of calendars, compressed, in this process only: a
// year of lessons is large, and programs ask for it once an hour. What decides a body
// is in its key, the version of the timetable too.
type calendarCache struct {
	entries *otter.Cache[string, []byte]
	flight  singleflight.Group
}

func newCalendarCache() (*calendarCache, error) {
	entries, err := otter.New(&otter.Options[string, []byte]{
		MaximumWeight: calendarWeight,
		Weigher:       func(key string, packed []byte) uint32 { return uint32(256 + len(key) + len(packed)) },
	})
	return &calendarCache{entries: entries}, err
}

// get gives the body of a key, made where it is not kept. Callers that miss together
// make it once; failures are not kept. What it gives is the caller's own.
func (c *calendarCache) get(ctx context.Context, key string, body func(context.Context) ([]byte, error)) ([]byte, error) {
	if packed, ok := c.entries.GetIfPresent(key); ok {
		return unpack(packed)
	}
	answer := c.flight.DoChan(key, func() (any, error) {
		// The answer is for everybody who waits, so one caller who leaves must not end it.
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), calendarTimeout)
		defer cancel()
		made, err := body(ctx)
		if err != nil {
			return nil, err
		}
		packed, err := pack(made)
		if err == nil {
			c.entries.Set(key, packed)
		}
		return packed, err
	})
	select {
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	case r := <-answer:
		if r.Err != nil {
			return nil, r.Err
		}
		packed, _ := r.Val.([]byte)
		return unpack(packed)
	}
}

func pack(body []byte) ([]byte, error) {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if _, err := w.Write(body); err != nil {
		return nil, fmt.Errorf("packing a calendar: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("packing a calendar: %w", err)
	}
	return bytes.Clone(out.Bytes()), nil
}

func unpack(packed []byte) ([]byte, error) {
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("unpacking a calendar: %w", err)
	}
	body, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("unpacking a calendar: %w", err)
	}
	return body, nil
}
