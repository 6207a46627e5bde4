package gateway

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/encoding/protojson"

	"github.com/massar-platform/massar/platform/errs"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	moudarisv1 "github.com/massar-platform/massar/proto/gen/massar/moudaris/v1"
)

func unzip(t testing.TB, body string) string {
	t.Helper()
	r, err := gzip.NewReader(strings.NewReader(body))
	require.NoError(t, err)
	out, err := io.ReadAll(r)
	require.NoError(t, err)
	return string(out)
}

const savePath = "/v1/moudaris/markSheets/12345A.01900000-0000-7000-8000-000000000000:save"

// TestBadRequests is the table of what strangers send and what they are told.
func TestBadRequests(t *testing.T) {
	b := &backend{marks: someMarks()}
	g := start(t, b, nil)
	for name, tc := range map[string]struct {
		method, path, body string
		status             int
		code, reason       string
		field, fieldReason string
	}{
		"no such path":         {"GET", "/v1/nothing", "", 404, "NOT_FOUND", "NOT_FOUND", "", ""},
		"no such page":         {"GET", "/etc/passwd", "", 404, "NOT_FOUND", "NOT_FOUND", "", ""},
		"method":               {"DELETE", "/v1/moutamadris/marks", "", 405, "UNIMPLEMENTED", "METHOD_NOT_ALLOWED", "", ""},
		"no JSON":              {"POST", savePath, "cells=1", 400, "INVALID_ARGUMENT", "INVALID_REQUEST", "", ""},
		"half JSON":            {"POST", savePath, `{"cells":[{`, 400, "INVALID_ARGUMENT", "INVALID_REQUEST", "", ""},
		"two values":           {"POST", savePath, `{} {}`, 400, "INVALID_ARGUMENT", "INVALID_REQUEST", "", ""},
		"a list":               {"POST", savePath, `[]`, 400, "INVALID_ARGUMENT", "INVALID_REQUEST", "", ""},
		"invalid UTF-8":        {"POST", savePath, "{\"idempotencyKey\":\"\xff\"}", 400, "INVALID_ARGUMENT", "INVALID_REQUEST", "", ""},
		"unknown field":        {"POST", savePath, `{"cels":[]}`, 400, "INVALID_ARGUMENT", "UNKNOWN_FIELD", "cels", "UNKNOWN_FIELD"},
		"unknown field inside": {"POST", savePath, `{"cells":[{"column":"C1"},{"column":"C1","author":"me"}]}`, 400, "INVALID_ARGUMENT", "UNKNOWN_FIELD", "cells[1].author", "UNKNOWN_FIELD"},
		"mark as a number":     {"POST", savePath, `{"cells":[{"column":"C1","mark":14.5}]}`, 400, "INVALID_ARGUMENT", "INVALID_REQUEST", "cells[0].mark", "FIELD_FORMAT"},
		"unknown state":        {"POST", savePath, `{"cells":[{"state":"ILL"}]}`, 400, "INVALID_ARGUMENT", "INVALID_REQUEST", "cells[0].state", "FIELD_FORMAT"},
		"infinite version":     {"POST", savePath, `{"cells":[{"version":1e400}]}`, 400, "INVALID_ARGUMENT", "INVALID_REQUEST", "cells[0].version", "FIELD_FORMAT"},
		"broken version":       {"POST", savePath, `{"cells":[{"version":1.5}]}`, 400, "INVALID_ARGUMENT", "INVALID_REQUEST", "cells[0].version", "FIELD_FORMAT"},
		"field twice":          {"POST", savePath, `{"idempotencyKey":"a","idempotencyKey":"b"}`, 400, "INVALID_ARGUMENT", "INVALID_REQUEST", "idempotencyKey", "FIELD_FORMAT"},
		"list expected":        {"POST", savePath, `{"cells":{}}`, 400, "INVALID_ARGUMENT", "INVALID_REQUEST", "cells", "FIELD_FORMAT"},
		"too deep":             {"POST", savePath, strings.Repeat("[", 10001), 400, "INVALID_ARGUMENT", "JSON_TOO_DEEP", "", ""},
		"too deep, unknown":    {"POST", savePath, `{"x":` + strings.Repeat(`{"a":`, 40) + "1" + strings.Repeat("}", 41), 400, "INVALID_ARGUMENT", "JSON_TOO_DEEP", "", ""},
		"too large":            {"POST", savePath, `{"idempotencyKey":"` + strings.Repeat("a", maxBody) + `"}`, 400, "INVALID_ARGUMENT", "BODY_TOO_LARGE", "", ""},
		"query of wrong type":  {"GET", "/v1/moutamadris/marks?semester=one", "", 400, "INVALID_ARGUMENT", "INVALID_REQUEST", "", ""},
		"method override":      {"POST", "/v1/moutamadris/marks", "", 405, "UNIMPLEMENTED", "METHOD_NOT_ALLOWED", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			b.mu.Lock()
			b.save, b.seen = nil, nil
			b.mu.Unlock()
			begin := time.Now()
			a := call(t, g, tc.method, tc.path, tc.body, "X-HTTP-Method-Override: GET", "Content-Type: application/x-www-form-urlencoded")
			require.Less(t, time.Since(begin), time.Second)
			require.Equal(t, tc.status, a.status, a.body)
			f := failureOf(t, a)
			require.Equal(t, tc.code, f.Code)
			require.Equal(t, tc.reason, f.Reason)
			require.Equal(t, "no-store", a.header.Get("Cache-Control"))
			if tc.field == "" {
				require.Empty(t, f.Fields)
			} else {
				require.Len(t, f.Fields, 1)
				require.Equal(t, tc.field, f.Fields[0].Field)
				require.Equal(t, tc.fieldReason, f.Fields[0].Reason)
				require.NotEmpty(t, f.Fields[0].Message)
			}
			require.Nil(t, b.metadata(), "nothing of it reaches a service")
		})
	}
}

func TestChunkedBodyIsBoundedToo(t *testing.T) {
	b := &backend{}
	g := start(t, b, nil)
	body := io.MultiReader(strings.NewReader(`{"idempotencyKey":"`), strings.NewReader(strings.Repeat("a", 2*maxBody)), strings.NewReader(`"}`))
	a := callReader(t, g, "POST", savePath, body)
	require.Equal(t, 400, a.status)
	require.Equal(t, "BODY_TOO_LARGE", failureOf(t, a).Reason)
}

func TestErrorsOfServices(t *testing.T) {
	b := &backend{}
	g := start(t, b, nil)
	for name, tc := range map[string]struct {
		err          error
		status       int
		code, reason string
	}{
		"not found":    {notFound(), 404, "NOT_FOUND", "STUDENT_NOT_FOUND"},
		"denied":       {errs.E(errs.Denied, errorsv1.Reason_ACCESS_DENIED, "x", nil), 403, "PERMISSION_DENIED", "ACCESS_DENIED"},
		"precondition": {errs.E(errs.FailedPrecondition, errorsv1.Reason_MARK_SHEET_SUBMITTED, "x", nil), 400, "FAILED_PRECONDITION", "MARK_SHEET_SUBMITTED"},
		"unclassified": {errors.New("SELECT secret FROM marks"), 500, "INTERNAL", "INTERNAL"},
		"unavailable":  {errs.E(errs.Unavailable, errorsv1.Reason_OUTCOME_UNKNOWN, "x", nil), 503, "UNAVAILABLE", "OUTCOME_UNKNOWN"},
		"signed out":   {errs.E(errs.Unauthenticated, errorsv1.Reason_TOKEN_EXPIRED, "x", nil), 401, "UNAUTHENTICATED", "TOKEN_EXPIRED"},
	} {
		t.Run(name, func(t *testing.T) {
			b.fail = tc.err
			a := call(t, g, "GET", "/v1/moutamadris/marks", "")
			require.Equal(t, tc.status, a.status)
			f := failureOf(t, a)
			require.Equal(t, tc.code, f.Code)
			require.Equal(t, tc.reason, f.Reason)
			require.NotContains(t, a.body, "secret")
			if tc.status == 401 {
				require.Equal(t, "Bearer", a.header.Get("WWW-Authenticate"))
			}
		})
	}
}

func TestMessagesComeInTheCallersLanguage(t *testing.T) {
	b := &backend{fail: notFound()}
	g := start(t, b, nil)
	for _, path := range []string{"/v1/moutamadris/marks", "/v1/nothing"} {
		ar := failureOf(t, call(t, g, "GET", path, "", "Accept-Language: ar-MA"))
		fr := failureOf(t, call(t, g, "GET", path, "", "Accept-Language: fr-FR,fr;q=0.9"))
		none := failureOf(t, call(t, g, "GET", path, ""))
		require.NotEqual(t, ar.Message, fr.Message)
		require.Equal(t, ar.Message, none.Message)
		require.Regexp(t, `\p{Arabic}`, ar.Message)
		require.NotRegexp(t, `\p{Arabic}`, fr.Message)
	}
}

func TestSaveReachesTheService(t *testing.T) {
	b := &backend{}
	g := start(t, b, nil)
	a := call(t, g, "POST", savePath, `{"idempotencyKey":"k1","cells":[{"studentId":"s","column":"C1","mark":"14.50","version":3},{"state":"ABSENT"}],"remarks":null}`)
	require.Equal(t, 200, a.status, a.body)
	require.Equal(t, "no-store", a.header.Get("Cache-Control"))
	require.Contains(t, a.body, `"saved":[],"conflicts":[],"refused":[]`)
	require.Equal(t, "k1", b.save.GetIdempotencyKey())
	require.Equal(t, "14.50", b.save.GetCells()[0].GetMark())
	require.Equal(t, "12345A.01900000-0000-7000-8000-000000000000", b.save.GetMarkSheetId())
}

func TestSlowHeadersAreCutOff(t *testing.T) {
	g := startChanged(t, &backend{}, nil, func(g *Gateway) { g.http.ReadHeaderTimeout = 100 * time.Millisecond })
	conn, err := net.Dial("tcp", g.Addr())
	require.NoError(t, err)
	defer conn.Close()
	_, err = conn.Write([]byte("GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow: "))
	require.NoError(t, err)
	require.NoError(t, conn.SetReadDeadline(time.Now().Add(5*time.Second)))
	_, err = io.ReadAll(conn)
	require.NoError(t, err, "the server closes the connection")
}

func TestLargeHeadersAreRefused(t *testing.T) {
	conn, err := net.Dial("tcp", start(t, &backend{}, nil).Addr())
	require.NoError(t, err)
	defer conn.Close()
	_, err = conn.Write([]byte("GET /healthz HTTP/1.1\r\nHost: x\r\nX-Large: " + strings.Repeat("a", 64<<10) + "\r\n\r\n"))
	require.NoError(t, err)
	line := make([]byte, len("HTTP/1.1 431"))
	_, err = io.ReadFull(conn, line)
	require.NoError(t, err)
	require.Equal(t, "HTTP/1.1 431", string(line))
}

// FuzzJSON checks that no body, however made, passes what protojson refuses, changes
// what it accepts, or ends in anything but a typed error.
func FuzzJSON(f *testing.F) {
	for _, seed := range []string{
		`{}`, ``, `null`, `{"cells":[{"mark":"1"}]}`, `{"cells":[{"mark":1}]}`, strings.Repeat("[", 100), `{"a":"\"[{"}`,
		`{"remarks":[null]}`, `{"cells":null}`, `{"idempotency_key":"x"}`, `{"cells":[{"state":7,"version":"2"}]}`, "{\"\\u0000\":1}",
	} {
		f.Add([]byte(seed))
	}
	c := newCodec()
	f.Fuzz(func(t *testing.T, data []byte) {
		var got, want moudarisv1.SaveMarkSheetRequest
		err := c.Unmarshal(data, &got)
		wantErr := protojson.UnmarshalOptions{RecursionLimit: maxJSONDepth}.Unmarshal(data, &want)
		if err == nil {
			require.NoError(t, wantErr)
			out, err := c.Marshal(&got)
			require.NoError(t, err)
			var again moudarisv1.SaveMarkSheetRequest
			require.NoError(t, protojson.Unmarshal(out, &again), "%s", out)
			require.Equal(t, want.String(), again.String())
			return
		}
		var typed *errs.Error
		require.ErrorAs(t, err, &typed)
		require.Equal(t, errs.Invalid, typed.Kind)
		if wantErr == nil {
			require.Equal(t, errorsv1.Reason_JSON_TOO_DEEP, typed.Reason)
		}
		for _, field := range typed.Fields {
			require.Less(t, len(field.Name), 400)
		}
	})
}

// FuzzCompact checks that compaction changes spaces outside strings and nothing else.
func FuzzCompact(f *testing.F) {
	for _, seed := range []string{`a b`, `\`, `"\"`, ` " \" `, "é\u2028"} {
		f.Add(seed, "é ")
	}
	f.Fuzz(func(t *testing.T, id, text string) {
		in := &moudarisv1.ImportMarkSheetRequest{Part: &moudarisv1.ImportMarkSheetRequest_Header_{Header: &moudarisv1.ImportMarkSheetRequest_Header{
			MarkSheetId: strings.ToValidUTF8(id, "?"), FileName: strings.ToValidUTF8(text, "?"),
		}}}
		out, err := newCodec().Marshal(in)
		require.NoError(t, err)
		var back moudarisv1.ImportMarkSheetRequest
		require.NoError(t, protojson.Unmarshal(out, &back))
		require.Equal(t, in.GetHeader().GetMarkSheetId(), back.GetHeader().GetMarkSheetId())
		require.Equal(t, in.GetHeader().GetFileName(), back.GetHeader().GetFileName())
		if !strings.Contains(id+text, " ") {
			require.False(t, bytes.Contains(out, []byte(" ")), "%s", out)
		}
	})
}
