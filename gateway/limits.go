package gateway

import (
	"context"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"sync"
	"time"

	"github.com/massar-platform/massar/platform/cache"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/upload"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
)

// Bounds of what a stranger may send or make us wait for.
const (
	maxBody        = 1 << 20 // JSON
	maxUpload      = upload.MaxFile
	maxHeaderBytes = 16 << 10
	maxJSONDepth   = 32

	maxHTTP2Streams = 100

	readHeaderTimeout = 5 * time.Second
	bodyTimeout       = 15 * time.Second
	uploadTimeout     = 2 * time.Minute
	callTimeout       = 15 * time.Second
	writeTimeout      = time.Minute
	idleTimeout       = time.Minute

	defaultMaxConnections = 20_000
)

// limits are the request rates at the edge. A token is one person on one device;
// an address may be a whole school or a mobile carrier, so its budget is wide.
type limits struct {
	account *cache.Limiter
	address *cache.Limiter
}

func newLimits(cfg Config, c *cache.Cache) limits {
	choose := func(name string, chosen, standard cache.Limit) *cache.Limiter {
		if chosen.Rate < 0 {
			return nil
		}
		if chosen.Rate == 0 {
			chosen = standard
		}
		return c.NewLimiter(name, chosen)
	}
	return limits{
		account: choose("edge-account", cfg.AccountLimit, cache.Limit{Rate: 200, Per: time.Second, Burst: 400, Batch: 50}),
		address: choose("edge-address", cfg.AddressLimit, cache.Limit{Rate: 500, Per: time.Second, Burst: 2000, Batch: 50}),
	}
}

// allow counts one request and returns the error that refuses it.
func (l *limits) allow(ctx context.Context, ip netip.Addr, authorization string) error {
	if l.address != nil && ip.IsValid() && !ip.IsLoopback() {
		if res := l.address.Allow(ctx, addressKey(ip)); !res.Allowed {
			return overloaded(res)
		}
	}
	if l.account != nil && authorization != "" {
		if res := l.account.Allow(ctx, tokenKey(authorization)); !res.Allowed {
			return overloaded(res)
		}
	}
	return nil
}

// session counts one request of a browser that shows its refresh token alone. The token
// changes each time; the session at its beginning stays.
func (l *limits) session(ctx context.Context, token string) error {
	const sessionEnd = 21 // whole characters of the 16 bytes of a session
	if l.account == nil {
		return nil
	}
	if res := l.account.Allow(ctx, token[:min(len(token), sessionEnd)]); !res.Allowed {
		return overloaded(res)
	}
	return nil
}

func overloaded(res cache.Result) error {
	seconds := strconv.Itoa(int((res.RetryAfter + time.Second - 1) / time.Second))
	return errs.E(errs.ResourceExhausted, errorsv1.Reason_OVERLOADED, "limiting requests", nil, errs.Meta("retryAfterSeconds", seconds))
}

// tokenKey is the end of the signature: as good as the token, and short.
func tokenKey(authorization string) string {
	const tail = 40
	if len(authorization) > tail {
		authorization = authorization[len(authorization)-tail:]
	}
	return authorization
}

// addressKey is the address, for IPv6 the network of one subscriber (/64).
func addressKey(ip netip.Addr) string {
	if ip.Is6() {
		if prefix, err := ip.Prefix(64); err == nil {
			return prefix.Addr().String()
		}
	}
	return ip.String()
}

// patience gives a request that carries a body a time by which it must have arrived:
// the server as a whole has none, because files take longer than JSON.
func patience(w http.ResponseWriter, r *http.Request, read, write time.Duration) {
	if r.ContentLength == 0 {
		return
	}
	rc := http.NewResponseController(w)
	now := time.Now()
	// A writer without deadlines (in tests) has no slow client either.
	_ = rc.SetReadDeadline(now.Add(read))
	if write > 0 {
		_ = rc.SetWriteDeadline(now.Add(write))
	}
}

// limitListener closes connections beyond n at once: a queue of strangers would
// hold up those who are already served.
func limitListener(l net.Listener, n int) net.Listener {
	return &boundedListener{Listener: l, slots: make(chan struct{}, n)}
}

type boundedListener struct {
	net.Listener
	slots chan struct{}
}

// Accept returns the next connection that fits.
func (l *boundedListener) Accept() (net.Conn, error) {
	for {
		conn, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		select {
		case l.slots <- struct{}{}:
			return &boundedConn{Conn: conn, release: sync.OnceFunc(func() { <-l.slots })}, nil
		default:
			_ = conn.Close() // there is nothing to say to it
		}
	}
}

type boundedConn struct {
	net.Conn
	release func()
}

// Close gives the connection's place back.
func (c *boundedConn) Close() error {
	err := c.Conn.Close()
	c.release()
	return err
}
