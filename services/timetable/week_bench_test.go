package timetable_test

import (
	"testing"
	"time"

	"google.golang.org/protobuf/proto"

	"github.com/massar-platform/massar/platform/cache"
	"github.com/massar-platform/massar/platform/cache/cachetest"
	"github.com/massar-platform/massar/platform/rpc"
	"github.com/massar-platform/massar/platform/sqldb/sqldbtest"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	"github.com/massar-platform/massar/services/timetable"
)

// BenchmarkGetStudentWeek measures a student's week behind the chain and the token check, as an audience reads it.
func BenchmarkGetStudentWeek(b *testing.B) {
	r := cachetest.Start(b)
	for _, engine := range sqldbtest.Engines(b) {
		w := newWorld(b, sqldbtest.Open(b, engine, "timetable", timetable.Migrations()), cache.Config{RedisURL: r.URL(), Budget: time.Second})
		w.lessons()
		p := w.start(cache.Config{RedisURL: r.URL(), Budget: time.Second}).ready()
		b.Run(string(engine), func(b *testing.B) {
			ctx := p.as(w.sara.Principal)
			req := &timetablev1.GetStudentWeekRequest{StudentId: w.sara.PersonID}
			b.ReportAllocs()
			for b.Loop() {
				answer, err := p.moutamadris.GetStudentWeek(ctx, req, rpc.Encoded())
				if err != nil || proto.Size(answer) == 0 {
					b.Fatal(err)
				}
			}
		})
	}
}
