package gateway

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
)

// TestSecretAddressesAreNotTraced: a trace holds the path of a request, and some paths are secrets.
func TestSecretAddressesAreNotTraced(t *testing.T) {
	spans := tracetest.NewSpanRecorder()
	g := &Gateway{deps: Deps{Tracer: sdktrace.NewTracerProvider(sdktrace.WithSpanProcessor(spans))}}
	h := g.traced(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	for _, path := range []string{
		"/v1/waliye/calendars/secret", "/v1/moudaris/calendars/secret/", "/v1/waliye/files/secret", "/v1/idara/files/secret", "/healthz",
	} {
		h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, path, nil))
	}
	require.Empty(t, spans.Ended())
	h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/v1/waliye/children", nil))
	require.Len(t, spans.Ended(), 1, "the control")
}
