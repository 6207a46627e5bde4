package proofs

import (
	"compress/gzip"
	"encoding/hex"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	collector "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	common "go.opentelemetry.io/proto/otlp/common/v1"
	tracev1 "go.opentelemetry.io/proto/otlp/trace/v1"
	"google.golang.org/protobuf/proto"
)

// span is what is looked at of a received span; service is the one that its process hosts.
type span struct {
	trace, id, parent string
	name, service     string
	attributes        map[string]string
}

// sink receives traces as a collector does: OTLP over HTTP.
type sink struct {
	server *httptest.Server

	mu    sync.Mutex
	spans []span
}

func startSink(t *testing.T) *sink {
	t.Helper()
	s := &sink{}
	s.server = httptest.NewServer(http.HandlerFunc(s.take))
	t.Cleanup(s.server.Close)
	return s
}

// env makes a process send its traces here, soon.
func (s *sink) env() []string {
	return []string{
		"OTEL_EXPORTER_OTLP_ENDPOINT=" + s.server.URL, "OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf",
		"OTEL_METRICS_EXPORTER=none", "OTEL_LOGS_EXPORTER=none", "OTEL_BSP_SCHEDULE_DELAY=100", "OTEL_BSP_MAX_QUEUE_SIZE=65536",
	}
}

func (s *sink) take(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path != "/v1/traces" {
		http.NotFound(w, r)
		return
	}
	body := io.Reader(r.Body)
	if r.Header.Get("Content-Encoding") == "gzip" {
		unpacked, err := gzip.NewReader(body)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		body = unpacked
	}
	raw, err := io.ReadAll(body)
	var req collector.ExportTraceServiceRequest
	if err == nil {
		err = proto.Unmarshal(raw, &req)
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, resource := range req.GetResourceSpans() {
		service := ""
		for _, kv := range resource.GetResource().GetAttributes() {
			if hosted := kv.GetValue().GetArrayValue().GetValues(); kv.GetKey() == "massar.services" && len(hosted) == 1 {
				service = hosted[0].GetStringValue()
			}
		}
		for _, scope := range resource.GetScopeSpans() {
			for _, received := range scope.GetSpans() {
				s.spans = append(s.spans, spanOf(service, received))
			}
		}
	}
}

func spanOf(service string, s *tracev1.Span) span {
	return span{
		trace: hex.EncodeToString(s.GetTraceId()), id: hex.EncodeToString(s.GetSpanId()), parent: hex.EncodeToString(s.GetParentSpanId()),
		name: s.GetName(), service: service, attributes: texts(s.GetAttributes()),
	}
}

func texts(list []*common.KeyValue) map[string]string {
	all := map[string]string{}
	for _, kv := range list {
		all[kv.GetKey()] = kv.GetValue().String()
		if text, ok := kv.GetValue().GetValue().(*common.AnyValue_StringValue); ok {
			all[kv.GetKey()] = text.StringValue
		}
	}
	return all
}

// all are the spans so far.
func (s *sink) all() []span {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]span(nil), s.spans...)
}

// of are the spans of one trace.
func (s *sink) of(trace string) []span {
	var own []span
	for _, one := range s.all() {
		if one.trace == trace {
			own = append(own, one)
		}
	}
	return own
}

// root is the trace of the first request for a path; empty when none came.
func (s *sink) root(path string) string {
	for _, one := range s.all() {
		if one.parent == "" && one.service == "gateway" && one.attributes["url.path"] == path {
			return one.trace
		}
	}
	return ""
}
