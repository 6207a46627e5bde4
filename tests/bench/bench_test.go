package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"google.golang.org/grpc/metadata"
)

// childVariable makes TestMain this program itself, as which the limits run.
const childVariable = "MASSAR_BENCH_CHILD"

func TestMain(m *testing.M) {
	if os.Getenv(childVariable) != "" {
		if err := run(context.Background(), os.Args[1:], os.Stdout); err != nil {
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// child starts a limit and returns its address.
func child(t *testing.T, kind string, bodies map[string][]byte) string {
	t.Helper()
	raw, err := json.Marshal(bodies)
	require.NoError(t, err)
	return childOf(t, kind, raw)
}

// childOf is child with the file as it is.
func childOf(t *testing.T, kind string, raw []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "bodies")
	require.NoError(t, os.WriteFile(file, raw, 0o600))
	cmd := exec.CommandContext(context.WithoutCancel(t.Context()), os.Args[0], "limit", kind, file)
	cmd.Env = append(os.Environ(), childVariable+"=1")
	input, err := cmd.StdinPipe()
	require.NoError(t, err)
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	t.Cleanup(func() {
		require.NoError(t, input.Close())
		require.NoError(t, cmd.Wait(), "it ends when its input does")
	})
	w := watch(out)
	line, err := w.wait(t.Context(), "127.0.0.1:")
	require.NoError(t, err)
	return "127.0.0.1:" + line
}

func TestHTTPLimitServesTheBodiesAndTheClientChecksThem(t *testing.T) {
	long := bytes.Repeat([]byte("é"), 4000)
	address := child(t, "http", map[string][]byte{"Bearer a": []byte("{}"), "Bearer b": long})
	requests := []httpRequest{
		{raw: getRequest(marksPath, "a", "ar"), want: []byte("{}")},
		{raw: getRequest(marksPath, "b", "fr"), want: long},
	}
	s, err := loadHTTP(t.Context(), address, requests, 100*time.Millisecond)
	require.NoError(t, err)
	require.Zero(t, s.errors, s.fault)
	require.Positive(t, s.done)
	require.GreaterOrEqual(t, s.took, 100*time.Millisecond)

	requests[0].want = []byte("[]")
	requests[1].raw = getRequest(marksPath, "nobody", "fr")
	s, err = loadHTTP(t.Context(), address, requests, 50*time.Millisecond)
	require.NoError(t, err)
	require.Zero(t, s.done, "another body and another status are errors")
	require.Positive(t, s.errors)
	require.NotEmpty(t, s.fault)
}

func TestGRPCLimitServesTheBodiesAndTheClientChecksThem(t *testing.T) {
	address := child(t, "grpc", map[string][]byte{"Bearer a": []byte("one"), "Bearer b": []byte("two")})
	client, err := dialGRPC(address)
	require.NoError(t, err)
	defer client.close()
	request := func(token, want string) grpcRequest {
		return grpcRequest{header: metadata.Pairs("authorization", "Bearer "+token), raw: marksRequest(), want: []byte(want)}
	}
	s, err := client.load(t.Context(), marksMethod, []grpcRequest{request("a", "one"), request("b", "two")}, 100*time.Millisecond)
	require.NoError(t, err)
	require.Zero(t, s.errors, s.fault)
	require.Positive(t, s.done)
	s, err = client.load(t.Context(), marksMethod, []grpcRequest{request("a", "two"), request("c", "")}, 50*time.Millisecond)
	require.NoError(t, err)
	require.Zero(t, s.done)
	require.Positive(t, s.errors)
}

func TestBareTransactionWritesEveryRow(t *testing.T) {
	for _, clients := range []int{1, 3} {
		dir := t.TempDir()
		save, done, err := openBareSQLite(t.Context(), dir, bareSheets())
		require.NoError(t, err)
		s := newBareSheet()
		for range 2 {
			require.NoError(t, save(t.Context(), s))
		}
		done()
		db, err := openBareDB(dir)
		require.NoError(t, err)
		for table, want := range map[string]int{"bare_cells": cells, "bare_events": 2 * cells, "bare_idempotency": 2} {
			n := 0
			require.NoError(t, db.QueryRowContext(t.Context(), "SELECT count(*) FROM "+table).Scan(&n))
			require.Equal(t, want, n, table)
		}
		var right int
		require.NoError(t, db.QueryRowContext(t.Context(), `SELECT count(*) FROM bare_cells c JOIN bare_events e ON e.student_id = c.student_id
 AND e.seq = (SELECT max(seq) FROM bare_events m WHERE m.student_id = c.student_id)
 WHERE c.version = 2 AND c.col = 'C1' AND c.by_person = e.person_id AND e.kind = 'SAVE' AND e.after_value = '13.25' AND length(e.hash) = 32`).Scan(&right))
		require.Equal(t, cells, right, "each value is in its column")
		require.NoError(t, db.Close())

		out, err := saveJob{Engine: engineSQLite, Dir: dir, Clients: clients, Sheets: 4, For: 50 * time.Millisecond}.run(t.Context())
		require.NoError(t, err)
		require.Positive(t, out.done)
	}
}

func TestSheetHoldsAnAnswerAgainstWhatItSent(t *testing.T) {
	s := &sheet{id: "x", token: "t", column: "C1", scale: 20, students: []string{"a", "b"}, version: []int{0, 4}, sent: make([]string, 2)}
	raw := string(s.request(nil))
	head, body, ok := strings.Cut(raw, "\r\n\r\n")
	require.True(t, ok)
	require.Contains(t, head, "Content-Length: ")
	var sent struct {
		IdempotencyKey string `json:"idempotencyKey"`
		Cells          []struct {
			StudentID, Column, Mark string
			Version                 int
		} `json:"cells"`
	}
	require.NoError(t, json.Unmarshal([]byte(body), &sent))
	require.Len(t, sent.IdempotencyKey, 36)
	require.Equal(t, []int{0, 4}, []int{sent.Cells[0].Version, sent.Cells[1].Version})
	first := s.sent[0]
	for range 200 {
		s.request(nil)
		require.NotEqual(t, first, s.sent[0], "every mark is new")
		first = s.sent[0]
	}

	good := `{"saved":[{"studentId":"a","column":"C1","version":1},{"studentId":"b","column":"C1","version":5}],"conflicts":[],"refused":[]}`
	require.NoError(t, s.took(200, []byte(good)))
	require.Equal(t, []int{1, 5}, s.version)
	for _, bad := range []string{
		good, // the versions of the save before
		`{"saved":[{"studentId":"a","column":"C1","version":2}],"conflicts":[],"refused":[]}`,
		`{"saved":[],"conflicts":[{"studentId":"a"}],"refused":[]}`,
	} {
		again := &sheet{column: "C1", students: s.students, version: []int{1, 5}}
		require.Error(t, again.took(200, []byte(bad)))
	}
	require.Error(t, s.took(503, []byte(good)))
}

func TestReport(t *testing.T) {
	var r report
	r.machine = "a machine"
	r.add(row{name: "reads", product: figure{1000, "/s"}, limit: figure{2000, "/s"}, ratios: []float64{0.4, 0.6, 0.5}, floor: 0.5})
	r.add(row{name: "slow", product: figure{3, "s"}, floor: 2})
	var out strings.Builder
	r.print(&out)
	require.Regexp(t, `reads +1000 /s +2000 /s +0\.500 +0\.400 +0\.600 +0 +0\.50 floor met`, out.String())
	require.Regexp(t, `slow +3\.00 s +- +- +- +- +0 +2 s floor missed`, out.String())
	require.NoError(t, r.failure(), "a missed floor is no failure")
	r.rows[0].errors = 1
	require.Error(t, r.failure())
}

func TestMedian(t *testing.T) {
	require.InDelta(t, 2.0, median([]float64{3, 1, 2}), 0)
	require.InDelta(t, 2.5, median([]float64{4, 1, 2, 3}), 0)
	require.Zero(t, median(nil))
}

func TestClientReadsAnswersOneAfterTheOther(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer l.Close()
	go func() {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\ncontent-LENGTH: 3\r\n\r\nabcHTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\nHTTP/1.1 200 OK\r\n\r\n")
	}()
	c, err := dialHTTP(t.Context(), l.Addr().String())
	require.NoError(t, err)
	defer c.close()
	status, body, err := c.do([]byte("x"))
	require.NoError(t, err)
	require.Equal(t, 200, status)
	require.Equal(t, "abc", string(body))
	status, body, err = c.do([]byte("x"))
	require.NoError(t, err)
	require.Equal(t, 404, status)
	require.Empty(t, body)
	_, _, err = c.do([]byte("x"))
	require.Error(t, err, "no length")
}

func TestHostOf(t *testing.T) {
	require.Equal(t, "127.0.0.1:9", hostOf("  http://127.0.0.1:9/metrics "))
	require.Equal(t, "127.0.0.1:9", hostOf("127.0.0.1:9"))
}
