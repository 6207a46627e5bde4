package gateway

import (
	"bytes"
	"io"
	"math/rand/v2"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/errs"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
)

func randomBytes(n int) []byte {
	out := make([]byte, n)
	r := rand.NewChaCha8([32]byte{1})
	_, _ = r.Read(out)
	return out
}

func TestUploadArrivesWhole(t *testing.T) {
	b := &backend{}
	g := start(t, b, nil)
	for _, n := range []int{0, 1, uploadChunkSize - 1, uploadChunkSize, uploadChunkSize + 1, maxUpload} {
		for name, body := range map[string]io.Reader{
			"with a length": bytes.NewReader(randomBytes(n)),
			"chunked":       io.MultiReader(bytes.NewReader(randomBytes(n))),
		} {
			a := callReader(t, g, "POST", "/v1/idara/imports?kind=CLASS_LIST&schoolCode=12345A&schoolYear=2026-2027", body,
				"Content-Type: application/x-www-form-urlencoded", "Idempotency-Key: 0190aaaa-0000-7000-8000-000000000000")
			require.Equal(t, 200, a.status, a.body)
			require.Contains(t, a.body, `"importId":"12345A.x"`)
			require.Contains(t, a.body, `"accepted":35`)
			require.True(t, bytes.Equal(randomBytes(n), b.file), "%s, %d bytes: %d arrived", name, n, len(b.file))
			require.Equal(t, (n+uploadChunkSize-1)/uploadChunkSize, b.parts)
			require.Equal(t, "CLASS_LIST", b.head.GetKind())
			require.Equal(t, "12345A", b.head.GetSchoolCode())
			require.Equal(t, "2026-2027", b.head.GetSchoolYear())
			require.Equal(t, []string{"0190aaaa-0000-7000-8000-000000000000"}, b.metadata()["idempotency-key"])
		}
	}
}

func TestUploadTooLarge(t *testing.T) {
	b := &backend{}
	g := start(t, b, nil)
	for name, body := range map[string]io.Reader{
		"with a length": bytes.NewReader(make([]byte, maxUpload+1)),
		"chunked":       io.MultiReader(bytes.NewReader(make([]byte, maxUpload+1))),
	} {
		a := callReader(t, g, "POST", "/v1/idara/imports?kind=CLASS_LIST", body)
		require.Equal(t, http.StatusBadRequest, a.status, name)
		require.Equal(t, "FILE_TOO_LARGE", failureOf(t, a).Reason)
	}
}

func TestUploadRefusedByTheServiceWhileItIsSent(t *testing.T) {
	g := start(t, &backend{fail: errs.E(errs.Denied, errorsv1.Reason_ACCESS_DENIED, "importing", nil)}, nil)
	a := callReader(t, g, "POST", "/v1/idara/imports?kind=CLASS_LIST", bytes.NewReader(make([]byte, 1<<20)))
	require.Equal(t, http.StatusForbidden, a.status)
	require.Equal(t, "ACCESS_DENIED", failureOf(t, a).Reason)
}

func TestUploadFlags(t *testing.T) {
	g := start(t, &backend{}, nil)
	a := call(t, g, "POST", "/v1/moudaris/markSheets/12345A.x:import?overwrite=perhaps", "PK")
	require.Equal(t, 400, a.status)
	require.Equal(t, "overwrite", failureOf(t, a).Fields[0].Field)
	a = call(t, g, "POST", "/v1/moudaris/markSheets/12345A.x:import?overwrite=true", "PK")
	require.Equal(t, "UNSUPPORTED", failureOf(t, a).Reason, "the backend of this test has no such RPC, but the route reaches it")
	require.Equal(t, 405, call(t, g, "PUT", "/v1/idara/imports", "PK").status)
}
