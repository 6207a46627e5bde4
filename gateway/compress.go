package gateway

import (
	"bytes"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/klauspost/compress/gzip"
)

// minGzip is the size below which compression costs more than it saves.
const minGzip = 1 << 10

// gzipLevel is where most of the gain is had for a quarter of the time of level 6.
const gzipLevel = 3

var valueGzip = []string{"gzip"}

var zippers, syncZippers = zipperPool(gzipLevel), zipperPool(syncGzipLevel)

func zipperPool(level int) *sync.Pool {
	return &sync.Pool{New: func() any {
		z, err := gzip.NewWriterLevel(nil, level)
		if err != nil {
			panic(err) // the level is a constant
		}
		return z
	}}
}

// compress appends the compressed form of body to dst.
func compress(dst, body []byte, zippers *sync.Pool) []byte {
	out := bytes.NewBuffer(dst)
	z := zippers.Get().(*gzip.Writer)
	z.Reset(out)
	// Writing into memory does not fail.
	_, _ = z.Write(body)
	_ = z.Close()
	zippers.Put(z)
	return out.Bytes()
}

// compressible reports whether the content is text; spreadsheets are compressed already.
func compressible(h http.Header) bool {
	v := h["Content-Type"]
	if len(v) != 1 || len(h["Content-Encoding"]) != 0 {
		return false
	}
	return strings.HasPrefix(v[0], "application/json") || strings.HasPrefix(v[0], "text/")
}

// accepts reads Accept-Encoding: the coding (or *) with a quality above zero.
func accepts(headers []string, coding string) bool {
	any := false
	for _, header := range headers {
		for header != "" {
			var item string
			item, header, _ = strings.Cut(header, ",")
			name, params, _ := strings.Cut(item, ";")
			switch name = strings.TrimSpace(name); {
			case strings.EqualFold(name, coding):
				return quality(params) > 0
			case name == "*":
				any = quality(params) > 0
			}
		}
	}
	return any
}

func quality(params string) float64 {
	for params != "" {
		var p string
		p, params, _ = strings.Cut(params, ";")
		name, value, _ := strings.Cut(strings.TrimSpace(p), "=")
		if strings.EqualFold(strings.TrimSpace(name), "q") {
			q, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
			if err != nil {
				return 0
			}
			return q
		}
	}
	return 1
}
