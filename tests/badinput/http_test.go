package badinput

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/tests/stand"
)

func call(method, path string, body any, headers ...stand.Header) func(stand.Client) stand.Answer {
	return func(c stand.Client) stand.Answer { return c.Call(method, path, body, headers...) }
}

// http: what no handler has is refused in the same form, and no header makes somebody else of the caller.
func (w *world) http(t *testing.T) {
	override := stand.Header{Name: "X-HTTP-Method-Override", Value: http.MethodDelete}
	form := stand.Header{Name: "Content-Type", Value: "application/x-www-form-urlencoded"}
	student := w.Students[0]
	w.refuses(
		t,
		refusal{
			name: "method that is not allowed", as: student, ask: call(http.MethodDelete, "/v1/moutamadris/marks", nil),
			status: 405, code: "UNIMPLEMENTED", reason: "METHOD_NOT_ALLOWED",
		},
		refusal{
			name: "method that does not exist", as: student, ask: call("BREW", "/v1/moutamadris/marks", nil),
			status: 405, code: "UNIMPLEMENTED", reason: "METHOD_NOT_ALLOWED",
		},
		refusal{name: "path of no service", ask: get("/v1/admin/users"), status: 404, code: "NOT_FOUND", reason: "NOT_FOUND"},
		refusal{name: "path of no RPC", as: student, ask: get("/v1/moutamadris/everything"), status: 404, code: "NOT_FOUND", reason: "NOT_FOUND"},
		refusal{name: "path out of the tree", as: student, ask: get("/v1/moutamadris/%2e%2e/idara/me"), status: 404, code: "NOT_FOUND", reason: "NOT_FOUND"},
		refusal{name: "an inner service", as: student, ask: get("/v1/grade/marks"), status: 404, code: "NOT_FOUND", reason: "NOT_FOUND"},
		refusal{name: "an inner RPC", as: student, ask: post("/massar.grade.v1.GradeService/GetStudentMarks", stand.Object{}), status: 404, code: "NOT_FOUND", reason: "NOT_FOUND"},
		refusal{name: "profiles", ask: get("/debug/pprof/"), status: 404, code: "NOT_FOUND", reason: "NOT_FOUND"},
		refusal{name: "figures", ask: get("/metrics"), status: 404, code: "NOT_FOUND", reason: "NOT_FOUND"},
		refusal{
			name: "method override by a header", as: student, ask: post("/v1/auth/sessions/current", stand.Object{}, override),
			status: 405, code: "UNIMPLEMENTED", reason: "METHOD_NOT_ALLOWED",
		},
		refusal{
			name: "method override by a form", as: student, ask: post("/v1/auth/sessions/current", []byte("_method=DELETE"), override, form),
			status: 405, code: "UNIMPLEMENTED", reason: "METHOD_NOT_ALLOWED",
		},
		refusal{
			name: "a form in the place of a query", as: student, ask: post("/v1/moutamadris/marks", []byte("semester=1"), form),
			status: 405, code: "UNIMPLEMENTED", reason: "METHOD_NOT_ALLOWED",
		},
		refusal{
			name: "a token smuggled as metadata", ask: get(ownMarks, stand.Header{Name: "Grpc-Metadata-Authorization", Value: "Bearer " + student.Token}),
			status: 401, code: "UNAUTHENTICATED", reason: "UNAUTHENTICATED",
		},
		refusal{
			name: "a query parameter out of range", as: student, ask: get("/v1/moutamadris/marks?semester=9"),
			status: 400, code: "INVALID_ARGUMENT", reason: "INVALID_REQUEST", fields: []string{"semester"},
		},
		refusal{
			name: "a page token of nobody", as: w.Office, ask: get("/v1/idara/classes?pageToken=AAAA"),
			status: 400, code: "INVALID_ARGUMENT", reason: "PAGE_TOKEN_INVALID",
		},
	)
	t.Run("header smuggling", w.smuggling)
	t.Run("two tokens", w.twoTokens)
	t.Run("a query parameter of nobody changes nothing", func(t *testing.T) {
		own := w.D.As(t, student).Get(ownMarks).OK()
		more := w.D.As(t, student).Get(ownMarks + "&studentId=" + w.Pupils[1][0] + "&student_id=" + w.Pupils[1][0]).OK()
		require.Equal(t, string(own.Raw), string(more.Raw))
	})
	t.Run("a session outlives its method overrides", func(t *testing.T) {
		w.D.As(t, student).Get(ownMarks).OK()
	})
}

// smuggling: whatever a stranger writes into headers that only the gateway may use, he stays who he is.
func (w *world) smuggling(t *testing.T) {
	student, other := w.Students[0], w.Students[1]
	plain := w.D.As(t, student).Get("/v1/moutamadris/me").OK()
	for _, name := range []string{
		"Authorization", "X-Massar-Peer", "X-Massar-Account", "X-Massar-Role", "X-User-Id", "X-Request-Id", "Idempotency-Key",
		"X-Massar-Service", "X-Massar-Refresh-Cookie", "Grpc-Timeout", "X-Forwarded-For",
	} {
		for _, prefix := range []string{"Grpc-Metadata-", "grpc-metadata-", "Grpcgateway-", ""} {
			if prefix == "" && name == "Authorization" {
				continue
			}
			a := w.D.As(t, student).Get("/v1/moutamadris/me", stand.Header{Name: prefix + name, Value: "Bearer " + other.Token}).OK()
			require.Equal(t, string(plain.Raw), string(a.Raw), prefix+name)
		}
	}
	// A key that comes as smuggled metadata is no key.
	before := w.rows(t)
	w.D.As(t, w.Teacher).Post("/v1/moudaris/markSheets/"+w.math+":save", stand.Object{"cells": []any{}}, stand.Key(""),
		stand.Header{Name: "Grpc-Metadata-Idempotency-Key", Value: nowhere}).
		Fails(400, "INVALID_ARGUMENT", "IDEMPOTENCY_KEY_REQUIRED")
	w.unchanged(t, before)
}

// twoTokens: of two identities neither is believed.
func (w *world) twoTokens(t *testing.T) {
	address, err := url.Parse(w.D.Base + ownMarks)
	require.NoError(t, err)
	for _, tokens := range [][]string{
		{w.Students[0].Token, w.Students[1].Token}, {w.Students[1].Token, w.Students[0].Token}, {w.Students[0].Token, ""},
	} {
		req := &http.Request{Method: http.MethodGet, URL: address, Header: http.Header{}}
		for _, token := range tokens {
			req.Header.Add("Authorization", strings.TrimSpace("Bearer "+token))
		}
		res, err := http.DefaultClient.Do(req.WithContext(t.Context()))
		require.NoError(t, err)
		require.NoError(t, res.Body.Close())
		require.Contains(t, []int{http.StatusBadRequest, http.StatusUnauthorized}, res.StatusCode)
	}
}
