package gateway

import (
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/massar-platform/massar/platform/localtext"
)

// response buffers one answer, because its ETag and its encoding are known only
// when it is whole. It is the http.ResponseWriter that handlers see.
type response struct {
	w         http.ResponseWriter
	requestID string
	lang      localtext.Lang
	status    int
	buf       []byte
	zip       []byte
	body      body
	isAuth    bool
	isAPI     bool
	isFixed   bool // the handler chose its own caching
	isSync    bool
	cookie    string   // name of the cookie that the request means
	renewed   *renewal // the session that was rotated on the way
}

// maxKept is the largest buffer that is kept for the next request.
const maxKept = 64 << 10

var responses = sync.Pool{New: func() any { return &response{buf: make([]byte, 0, 4<<10)} }}

func newResponse(w http.ResponseWriter, r *http.Request) *response {
	res := responses.Get().(*response)
	res.w, res.status = w, http.StatusOK
	res.requestID = requestID(r.Header.Get(headerRequestID))
	res.lang = language(r)
	w.Header()[headerRequestID] = []string{res.requestID}
	return res
}

// api marks the answer as one of the API; sign-in answers are never stored anywhere.
func (res *response) api(auth bool) { res.isAPI, res.isAuth = true, auth }

// free gives the buffers back. Nothing may use res afterwards.
func (res *response) free() {
	buf, zip := res.buf[:0], res.zip[:0]
	if cap(buf) > maxKept {
		buf = nil
	}
	if cap(zip) > maxKept {
		zip = nil
	}
	*res = response{buf: buf, zip: zip}
	responses.Put(res)
}

// Header is the real header map.
func (res *response) Header() http.Header { return res.w.Header() }

// WriteHeader remembers the status; the answer leaves in finish.
func (res *response) WriteHeader(status int) { res.status = status }

// Write appends to the buffered body.
func (res *response) Write(p []byte) (int, error) {
	res.buf = append(res.buf, p...)
	return len(p), nil
}

// reset forgets what a handler wrote before it failed.
func (res *response) reset() {
	res.buf = res.buf[:0]
	delete(res.w.Header(), "Set-Cookie")
}

// finish sends the answer: caching headers, ETag, 304, compression.
func (res *response) finish(r *http.Request) {
	res.trim()
	res.deliver()
	res.lean()
	h := res.w.Header()
	out := res.buf
	if res.isAPI && !res.isFixed {
		h["Cache-Control"] = valueNoStore
	}
	gzip := res.worthGzip(out) && compressible(h) && accepts(r.Header["Accept-Encoding"], "gzip")
	if res.status == http.StatusOK && (r.Method == http.MethodGet || r.Method == http.MethodHead) && !res.isAuth {
		// What is asked for again is kept; files, a paper among them, stay on nobody's disk unasked.
		if res.isFixed || isJSON(h) || isCalendar(h) {
			if res.isAPI && !res.isFixed {
				h["Cache-Control"] = valuePrivate
			}
			tag := etag(out, gzip)
			h["Etag"] = []string{tag}
			if matches(r.Header["If-None-Match"], tag) {
				delete(h, "Content-Type")
				delete(h, "Content-Length")
				delete(h, "Content-Encoding")
				res.status = http.StatusNotModified
				res.w.WriteHeader(res.status)
				return
			}
		}
	}
	if gzip {
		pool := zippers
		if res.isSync {
			pool = syncZippers
		}
		res.zip = compress(res.zip[:0], out, pool)
		if !res.isSync || len(res.zip)+gzipHeaderCost < len(out) {
			out = res.zip
			h["Content-Encoding"] = valueGzip
		}
	}
	if res.status == http.StatusNoContent || res.status == http.StatusNotModified {
		res.w.WriteHeader(res.status)
		return
	}
	h["Content-Length"] = []string{strconv.Itoa(len(out))}
	res.w.WriteHeader(res.status)
	if r.Method != http.MethodHead {
		// The caller has gone when this fails; there is nobody left to tell.
		_, _ = res.w.Write(out)
	}
}

// worthGzip says from its size that an answer is to be compressed.
func (res *response) worthGzip(out []byte) bool {
	if res.isSync {
		return len(out) > minSyncGzip
	}
	return len(out) > minGzip
}

// isCalendar is for files that programs ask for again and again.
func isCalendar(h http.Header) bool {
	v := h["Content-Type"]
	return len(v) == 1 && strings.HasPrefix(v[0], "text/calendar")
}

func isJSON(h http.Header) bool {
	v := h["Content-Type"]
	return len(v) == 1 && strings.HasPrefix(v[0], "application/json")
}
