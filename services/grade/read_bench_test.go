package grade_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	"github.com/massar-platform/massar/platform/sqldb/sqldbtest"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/grade"
)

// BenchmarkReadMarks reads a student's published semester through the chain;
// "bare" is its limit: the indexed read of the same bytes, and their decoding,
// which the caller pays.
func BenchmarkReadMarks(b *testing.B) {
	for _, engine := range sqldbtest.Engines(b) {
		s := newStory(b, sqldbtest.Open(b, engine, "grade", grade.Migrations()), nil)
		for _, head := range s.heads(s.class) {
			for i := range s.students {
				s.fillIn(head.GetMarkSheetId(), s.cell(i, "C1", "12.5", 0), s.cell(i, "C2", "14.5", 0))
			}
		}
		s.publishNow(s.class)
		callers := make([]context.Context, len(s.students))
		for i := range callers {
			callers[i] = s.as(s.pupil(i))
		}
		b.Run(string(engine)+"/product", func(b *testing.B) {
			b.ReportAllocs()
			n := 0
			for b.Loop() {
				i := n % len(callers)
				n++
				answer, err := s.moutamadris.GetStudentMarks(callers[i], &gradev1.GetStudentMarksRequest{StudentId: s.students[i], SchoolYear: year, Semester: 1})
				if err != nil || len(answer.GetSubjects()) == 0 {
					b.Fatal(err)
				}
			}
		})
		b.Run(string(engine)+"/today", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, err := s.moutamadris.GetStudentMarks(callers[0], &gradev1.GetStudentMarksRequest{StudentId: s.students[0]})
				if err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(string(engine)+"/bare", func(b *testing.B) {
			b.ReportAllocs()
			n := 0
			for b.Loop() {
				var body []byte
				i := n % len(s.students)
				n++
				err := s.db.QueryRow(b.Context(), `SELECT body_fr FROM student_views WHERE student_id = $1 AND school_year = $2 AND semester = $3 AND kind = 'PUBLISHED'`,
					s.students[i], year, 1).Scan(&body)
				require.NoError(b, err)
				require.NoError(b, proto.Unmarshal(body, &typev1.StudentMarks{}))
			}
		})
	}
}
