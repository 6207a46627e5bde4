package gateway

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/proto"

	"github.com/massar-platform/massar/platform/app"
	"github.com/massar-platform/massar/platform/cache"
	"github.com/massar-platform/massar/platform/clock"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// instant answers every call with the same message, so that what is measured is the gateway.
type instant struct{ answer proto.Message }

func (i instant) Invoke(_ context.Context, _ string, _, reply any, _ ...grpc.CallOption) error {
	proto.Merge(reply.(proto.Message), i.answer)
	return nil
}

func (i instant) NewStream(context.Context, *grpc.StreamDesc, string, ...grpc.CallOption) (grpc.ClientStream, error) {
	return nil, fmt.Errorf("no streams")
}

// fullMarks is a real semester: 12 subjects, three controls each.
func fullMarks() *typev1.StudentMarks {
	text := func(s string) *string { return &s }
	out := &typev1.StudentMarks{SchoolYear: "2026-2027", Semester: 1, Class: &typev1.ClassRef{ClassId: "12345A.0190d1a2-0000-7000-8000-000000000001", Label: "2BACSPF-1"}}
	for i := range 12 {
		s := &typev1.SubjectMarks{
			Subject: &typev1.Subject{Code: fmt.Sprint("S", i), Name: "Physique-chimie"}, Coefficient: "7", Scale: 20,
			Mark: text("13.13"), State: typev1.MarkState_GRADED, ClassLow: text("2.00"), ClassAverage: text("11.87"), ClassHigh: text("19.00"),
		}
		for n := range 3 {
			s.Controls = append(s.Controls, &typev1.ControlMark{Number: int32(n + 1), Label: "Contrôle", Mark: text("14.50"), State: typev1.MarkState_GRADED, ClassLow: text("6.00"), ClassAverage: text("11.87"), ClassHigh: text("19.00"), Date: "2026-10-12"})
		}
		out.Subjects = append(out.Subjects, s)
	}
	return out
}

// discard is a client that reads and forgets.
type discard struct{ h http.Header }

func (d discard) Header() http.Header       { return d.h }
func (discard) Write(p []byte) (int, error) { return len(p), nil }
func (discard) WriteHeader(int)             {}

func benchGateway(b *testing.B, answer proto.Message) *Gateway {
	b.Helper()
	shared, err := cache.New(cache.Config{})
	require.NoError(b, err)
	b.Cleanup(func() { require.NoError(b, shared.Close()) })
	deps := Deps{
		Conns: map[string]grpc.ClientConnInterface{}, Log: slog.New(slog.DiscardHandler), Cache: shared,
		Ready: func(context.Context) app.Report { return app.Report{} }, Clock: clock.NewSchool(clock.System{}, 0),
	}
	for _, name := range edgeServices() {
		deps.Conns[name] = instant{answer}
	}
	g, err := New(Config{Listen: "127.0.0.1:0", AccountLimit: cache.Limit{Rate: -1}}, deps)
	require.NoError(b, err)
	return g
}

func benchRead(b *testing.B, headers map[string]string) {
	g := benchGateway(b, fullMarks())
	b.ReportAllocs()
	for b.Loop() {
		r, _ := http.NewRequestWithContext(b.Context(), http.MethodGet, "/v1/moutamadris/marks?semester=1", http.NoBody)
		r.RemoteAddr = "127.0.0.1:1"
		for name, value := range headers {
			r.Header.Set(name, value)
		}
		g.Handler().ServeHTTP(discard{http.Header{}}, r)
	}
}

func BenchmarkReadMarks(b *testing.B) {
	benchRead(b, map[string]string{"Authorization": "Bearer eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiIwMTkwIn0.c2lnbmF0dXJl"})
}

func BenchmarkReadMarksGzip(b *testing.B) {
	benchRead(b, map[string]string{"Authorization": "Bearer x", "Accept-Encoding": "gzip"})
}

func BenchmarkEncodeMarks(b *testing.B) {
	c, m := newCodec(), fullMarks()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := c.Marshal(m); err != nil {
			b.Fatal(err)
		}
	}
}
