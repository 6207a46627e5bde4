package blob_test

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/blob"
)

// objects is as much of S3 as a bucket of ours asks for.
type objects struct {
	mu    sync.Mutex
	files map[string][]byte
	times map[string]time.Time
	// full refuses every write.
	full bool
	seen []string
}

func (o *objects) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	o.mu.Lock()
	defer o.mu.Unlock()
	key := strings.TrimPrefix(r.URL.Path, "/papers/")
	o.seen = append(o.seen, r.Method+" "+r.Header.Get("Content-Type"))
	data, found := o.files[key]
	switch {
	case !strings.Contains(r.Header.Get("Authorization"), "Credential=reader/"):
		http.Error(w, "", http.StatusForbidden)
	case r.URL.Query().Get("list-type") == "2":
		o.list(w)
	case r.Method == http.MethodPut && o.full:
		http.Error(w, "<Error><Code>QuotaExceeded</Code></Error>", http.StatusForbidden)
	case r.Method == http.MethodPut:
		body, err := io.ReadAll(r.Body)
		if err == nil && strings.Contains(r.Header.Get("Content-Encoding"), "aws-chunked") {
			body, err = unchunked(body)
		}
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		o.files[key], o.times[key] = body, time.Now()
	case r.Method == http.MethodDelete:
		delete(o.files, key)
		w.WriteHeader(http.StatusNoContent)
	case !found:
		w.WriteHeader(http.StatusNotFound)
		_, _ = io.WriteString(w, "<Error><Code>NoSuchKey</Code></Error>")
	default:
		http.ServeContent(w, r, "", o.times[key], bytes.NewReader(data))
	}
}

func (o *objects) list(w http.ResponseWriter) {
	type content struct {
		Key          string
		Size         int
		LastModified string
		ETag         string
	}
	answer := struct {
		XMLName     xml.Name `xml:"ListBucketResult"`
		Name        string
		IsTruncated bool
		Contents    []content
	}{Name: "papers"}
	for key, data := range o.files {
		answer.Contents = append(answer.Contents, content{key, len(data), o.times[key].UTC().Format(time.RFC3339), `"x"`})
	}
	slices.SortFunc(answer.Contents, func(a, b content) int { return strings.Compare(a.Key, b.Key) })
	_ = xml.NewEncoder(w).Encode(answer)
}

// unchunked takes the frames of Amazon's streaming signature off.
func unchunked(body []byte) ([]byte, error) {
	reader := bufio.NewReader(bytes.NewReader(body))
	var out []byte
	for {
		line, err := reader.ReadString('\n')
		if err != nil {
			return nil, err
		}
		text, _, _ := strings.Cut(strings.TrimSpace(line), ";")
		n, err := strconv.ParseInt(text, 16, 32)
		if err != nil || n == 0 {
			return out, err
		}
		part := make([]byte, n+2)
		if _, err := io.ReadFull(reader, part); err != nil {
			return nil, err
		}
		out = append(out, part[:n]...)
	}
}

func TestFilesOfABucket(t *testing.T) {
	t.Setenv("AWS_ACCESS_KEY_ID", "reader")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "secret")
	t.Setenv("AWS_EC2_METADATA_DISABLED", "true")
	store := &objects{files: map[string][]byte{}, times: map[string]time.Time{}}
	server := httptest.NewServer(store)
	defer server.Close()
	options := url.Values{"region": {"eu-west-3"}, "endpoint": {server.URL}, "use_path_style": {"true"}}
	bucket, err := blob.Open(t.Context(), "s3://papers?"+options.Encode())
	require.NoError(t, err)
	defer func() { require.NoError(t, bucket.Close()) }()
	ctx := t.Context()

	data := bytes.Repeat([]byte("paper"), 1<<20)
	require.NoError(t, bucket.Put(ctx, "12345A/one", "application/pdf", data))
	require.NoError(t, bucket.Put(ctx, "12345A/two", "image/png", []byte("two")))
	require.Contains(t, store.seen, "PUT application/pdf")
	got, err := bucket.Get(ctx, "12345A/one", int64(len(data)))
	require.NoError(t, err)
	require.True(t, bytes.Equal(data, got))
	_, err = bucket.Get(ctx, "12345A/one", int64(len(data)-1))
	require.ErrorIs(t, err, blob.ErrTooLarge)
	_, err = bucket.Get(ctx, "12345A/three", 10)
	require.ErrorIs(t, err, blob.ErrNotFound)

	store.mu.Lock()
	store.times["12345A/two"] = time.Now().Add(-48 * time.Hour)
	store.files["other/program/file"], store.times["other/program/file"] = nil, time.Time{}
	store.mu.Unlock()
	var old []string
	require.NoError(t, bucket.Walk(ctx, time.Now().Add(-24*time.Hour), func(key string) error {
		old = append(old, key)
		return bucket.Delete(ctx, key)
	}))
	require.Equal(t, []string{"12345A/two"}, old)
	require.NoError(t, bucket.Delete(ctx, "12345A/two"))
	_, err = bucket.Get(ctx, "12345A/two", 10)
	require.ErrorIs(t, err, blob.ErrNotFound)

	store.mu.Lock()
	store.full = true
	store.mu.Unlock()
	require.Error(t, bucket.Put(ctx, "12345A/four", "image/png", []byte("four")))
	server.Close()
	_, err = bucket.Get(ctx, "12345A/one", 10)
	require.Error(t, err)
	require.NotErrorIs(t, err, blob.ErrNotFound)
	require.NotContains(t, fmt.Sprint(err), "secret")
}
