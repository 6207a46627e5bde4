package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"strconv"
	"sync"
	"time"
)

// httpRequest is a request ready to send, and the body that must come back.
type httpRequest struct {
	raw  []byte
	want []byte
}

// connections is how many clients load a server at once, each waiting for its answer before it asks again.
const connections = 50

// patience is how long a client waits for one answer.
const patience = 20 * time.Second

// loadHTTP asks for requests at random over kept connections until the time is over, and holds every body
// against the one that must come. The client writes prepared bytes and reads no more of an answer than its
// status, length and body: what it costs itself must not hide what the server costs.
func loadHTTP(ctx context.Context, address string, requests []httpRequest, d time.Duration) (sample, error) {
	var total sample
	var mu sync.Mutex
	var wg sync.WaitGroup
	var faults []error
	began := time.Now()
	end := began.Add(d)
	for range connections {
		wg.Go(func() {
			s, err := askHTTP(ctx, address, requests, end)
			mu.Lock()
			defer mu.Unlock()
			total.merge(s)
			if err != nil {
				faults = append(faults, err)
			}
		})
	}
	wg.Wait()
	total.took = time.Since(began)
	return total, errors.Join(append(faults, ctx.Err())...)
}

func askHTTP(ctx context.Context, address string, requests []httpRequest, end time.Time) (sample, error) {
	var s sample
	c, err := dialHTTP(ctx, address)
	if err != nil {
		return s, err
	}
	defer c.close()
	for time.Now().Before(end) && ctx.Err() == nil {
		r := &requests[rand.IntN(len(requests))]
		status, body, err := c.do(r.raw)
		if err != nil {
			return s, err
		}
		if status != 200 || !bytes.Equal(body, r.want) {
			s.failed("status %d, %d bytes where %d were to come: %.200s", status, len(body), len(r.want), body)
			continue
		}
		s.done++
	}
	return s, nil
}

// httpConn is one kept connection.
type httpConn struct {
	conn net.Conn
	in   *bufio.Reader
	body []byte
}

func dialHTTP(ctx context.Context, address string) (*httpConn, error) {
	var d net.Dialer
	conn, err := d.DialContext(ctx, "tcp", address)
	if err != nil {
		return nil, err
	}
	return &httpConn{conn: conn, in: bufio.NewReaderSize(conn, 32<<10)}, nil
}

// close: the server has nothing more to say to us.
func (c *httpConn) close() { _ = c.conn.Close() }

// do sends a request and reads its answer; the body is good until the next call.
func (c *httpConn) do(raw []byte) (status int, body []byte, err error) {
	if err := c.conn.SetDeadline(time.Now().Add(patience)); err != nil {
		return 0, nil, err
	}
	if _, err := c.conn.Write(raw); err != nil {
		return 0, nil, err
	}
	line, err := c.in.ReadSlice('\n')
	if err != nil {
		return 0, nil, err
	}
	if len(line) < 12 || !bytes.HasPrefix(line, []byte("HTTP/1.1 ")) {
		return 0, nil, fmt.Errorf("%q is no status line", line)
	}
	if status, err = strconv.Atoi(string(line[9:12])); err != nil {
		return 0, nil, err
	}
	length := -1
	for {
		line, err := c.in.ReadSlice('\n')
		if err != nil {
			return 0, nil, err
		}
		if len(line) <= 2 {
			break
		}
		if name, value, ok := bytes.Cut(line, []byte(":")); ok && bytes.EqualFold(name, []byte("content-length")) {
			if length, err = strconv.Atoi(string(bytes.TrimSpace(value))); err != nil {
				return 0, nil, err
			}
		}
	}
	if length < 0 {
		return 0, nil, errors.New("an answer without Content-Length")
	}
	if cap(c.body) < length {
		c.body = make([]byte, length)
	}
	c.body = c.body[:length]
	_, err = io.ReadFull(c.in, c.body)
	return status, c.body, err
}

// getRequest is a GET as an app sends it, without compression on both sides.
func getRequest(path, token, language string) []byte {
	return fmt.Appendf(nil, "GET %s HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer %s\r\nAccept-Language: %s\r\nAccept: application/json\r\n\r\n",
		path, token, language)
}
