package gateway

import (
	"io"
)

// body is a request's body with a limit. It also carries what was wrong with the
// JSON in it from the decoder to the error handler.
type body struct {
	in    io.ReadCloser
	left  int64
	max   int64
	fault error
}

func (b *body) limit(in io.ReadCloser, n int64) *body {
	*b = body{in: in, left: n, max: n}
	return b
}

// Read refuses the first byte beyond the limit.
func (b *body) Read(p []byte) (int, error) {
	if b.left < 0 {
		return 0, b.fault
	}
	if int64(len(p)) > b.left+1 {
		p = p[:b.left+1]
	}
	n, err := b.in.Read(p)
	if b.left -= int64(n); b.left < 0 {
		b.fault = bodyTooLarge(b.max)
		return 0, b.fault
	}
	return n, err
}

// Close closes the connection's body.
func (b *body) Close() error { return b.in.Close() }
