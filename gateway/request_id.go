package gateway

import "github.com/massar-platform/massar/platform/ids"

const headerRequestID = "X-Request-Id"

// requestID takes the caller's id when it is one that can be logged safely, and
// makes one otherwise. It correlates log lines; nothing is decided by it.
func requestID(given string) string {
	if n := len(given); n < 8 || n > 64 {
		return ids.New()
	}
	for i := range len(given) {
		c := given[i]
		if (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && c != '-' && c != '_' && c != '.' {
			return ids.New()
		}
	}
	return given
}
