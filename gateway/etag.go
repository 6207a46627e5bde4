package gateway

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// etag is the strong validator of a body in its encoding: the same bytes give the
// same tag on every replica, and the compressed form has a tag of its own.
func etag(body []byte, gzip bool) string {
	sum := sha256.Sum256(body)
	var out [2 + 32 + len(gzipMark)]byte
	out[0] = '"'
	n := 1 + hex.Encode(out[1:], sum[:16])
	if gzip {
		n += copy(out[n:], gzipMark)
	}
	out[n] = '"'
	return string(out[:n+1])
}

// gzipMark ends the tag of a compressed body.
const gzipMark = "-gzip"

// matches reports whether an If-None-Match names the tag. The comparison is the
// weak one of RFC 9110: a proxy may have weakened the tag on its way.
func matches(headers []string, tag string) bool {
	for _, header := range headers {
		for header != "" {
			var item string
			item, header, _ = strings.Cut(header, ",")
			item = strings.TrimPrefix(strings.TrimSpace(item), "W/")
			if item == tag || item == "*" {
				return true
			}
		}
	}
	return false
}
