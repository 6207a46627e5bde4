package school_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/sqldb/sqldbtest"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/school"
	"github.com/massar-platform/massar/tests/fixtures"
)

// addsUp starts a process that adds figures up all the time.
func (w *world) addsUp() {
	w.Helper()
	w.summariesEvery = 5 * time.Millisecond
	service := w.newService()
	require.NoError(w, service.Start(w.Context()))
	w.Cleanup(func() {
		if err := service.Stop(context.Background()); err != nil {
			w.Errorf("stopping: %v", err)
		}
	})
}

// caughtUp waits until every change is counted.
func (w *world) caughtUp() {
	w.Helper()
	require.Eventually(w, func() bool {
		return w.count(`SELECT COUNT(*) FROM summary_marks`) == 0 &&
			w.count(`SELECT COUNT(*) FROM summaries WHERE due_at > $1`, w.real.Now().UnixMicro()) == w.count(`SELECT COUNT(*) FROM schools`)
	}, 10*time.Second, 5*time.Millisecond)
}

// figures are the rows and the total of a place as texts: schools, classes, students, girls, boys.
func (w *world) figures(p auth.Principal, node string) map[string]string {
	w.Helper()
	answer, err := w.idara.SummariseEnrolment(w.as(p), &schoolv1.SummariseEnrolmentRequest{Node: node})
	require.NoError(w, err)
	text := func(f *typev1.EnrolmentFigures) string {
		return fmt.Sprint(f.GetSchools(), f.GetClasses(), f.GetStudents(), f.GetGirls(), f.GetBoys())
	}
	rows := map[string]string{"total " + answer.GetNode().GetNode(): text(answer.GetTotal())}
	for _, row := range answer.GetRows() {
		name := row.GetNode().GetNode()
		if row.GetClassId() != "" {
			require.Equal(w, "CLASS", row.GetNode().GetKind())
			name = row.GetNode().GetName()
		}
		require.NotContains(w, rows, name)
		rows[name] = text(row.GetFigures())
	}
	return rows
}

func TestEnrolmentIsAddedUpOverTheTree(t *testing.T) {
	each(t, func(w *world) {
		w.accepted(w.office, list(4))
		w.accepted(w.annexOffice, list(2, func(c *fixtures.ListClass) {
			c.Pupils = fixtures.ListPupils(9)[7:]
			c.School = "ملحقة النخيل"
		}))
		w.addsUp()
		w.caughtUp()
		girls := w.count(`SELECT COUNT(*) FROM students s JOIN enrolments e ON e.student_id = s.student_id WHERE s.sex = 'F' AND e.school = $1`, palms)
		annexText := w.figures(w.annexOffice, "")["total "+province+"/"+palms+"/"+annex]
		require.Contains(w, annexText, "1 1 2 ")

		school := w.figures(w.office, "")
		require.Equal(w, fmt.Sprint(0, 1, 4, girls, 4-girls), school["2APIC-1"])
		require.Equal(w, annexText, school[province+"/"+palms+"/"+annex])
		require.Len(w, school, 3)

		directorate := w.figures(w.officer, "")
		require.Equal(w, school["total "+province+"/"+palms], directorate[province+"/"+palms], "a school with its annexes")
		require.Equal(w, "1 0 0 0 0", directorate[province+"/"+cedars])
		require.Len(w, directorate, 3)

		ministry := w.figures(w.ministry, "")
		require.Len(w, ministry, 12+1, "every academy, also one without a school")
		require.Equal(w, directorate["total "+province], ministry["ma/07"])
		require.Equal(w, "1 0 0 0 0", ministry["ma/01"])
		require.Equal(w, "0 0 0 0 0", ministry["ma/02"])
		require.Equal(w, ministry["ma/07"], w.figures(w.academy, "ma/07")["total ma/07"])

		for _, c := range []struct {
			who  auth.Principal
			node string
		}{
			{w.office, province}, {w.office, province + "/" + cedars}, {w.officer, "ma/07"}, {w.academy, "ma/01"}, {w.academy, "ma"},
			{w.ministry, "ma/99"}, {w.ministry, "ma/07/351/99999Z"}, {w.officer, province + "/" + cedars + "/" + annex}, {w.ministry, "fr"},
		} {
			_, err := w.idara.SummariseEnrolment(w.as(c.who), &schoolv1.SummariseEnrolmentRequest{Node: c.node})
			w.missing(err, errorsv1.Reason_NOT_FOUND)
		}
	})
}

// Who leaves is counted out the day he has left, whether anything happens on it or not.
func TestEnrolmentFollowsChangesAndTheDay(t *testing.T) {
	each(t, func(w *world) {
		w.accepted(w.office, list(4))
		w.addsUp()
		w.caughtUp()
		students := w.students(w.office, w.findClass(w.office, "2APIC-1").GetClassId())
		_, err := w.leave(students[0].GetStudentId(), today)
		require.NoError(w, err)
		_, err = w.leave(students[1].GetStudentId(), "2026-11-24")
		require.NoError(w, err)
		w.caughtUp()
		require.Contains(w, w.figures(w.officer, "")["total "+province], "3 1 3 ")
		w.on("2026-11-24", func() {
			w.caughtUp()
			require.Contains(w, w.figures(w.officer, "")["total "+province], "3 1 2 ")
		})
	})
}

// As of says from when on changes are not counted, and nothing of a school that was never added up.
func TestFiguresSayHowFreshTheyAre(t *testing.T) {
	each(t, func(w *world) {
		asOf := func() string {
			answer, err := w.idara.SummariseEnrolment(w.as(w.officer), &schoolv1.SummariseEnrolmentRequest{})
			require.NoError(w, err)
			return answer.GetAsOf()
		}
		require.Empty(w, asOf())
		w.addsUp()
		w.caughtUp()
		require.Equal(w, w.real.Now().UTC().Format(time.RFC3339), asOf())
		// Another process holds the turn and is busy.
		w.exec(`UPDATE summary_turns SET holder = 'another', until_at = $1`, time.Now().Add(time.Hour).UnixMicro())
		w.real.Set(time.Now().Add(time.Hour)) // marks bear the time of machines
		w.class(w.office, "2APIC-9")
		at, err := time.Parse(time.RFC3339, asOf())
		if err == nil { // a day of figures may have ended meanwhile
			require.WithinDuration(w, time.Now(), at, 26*time.Hour)
			require.True(w, at.Before(w.real.Now().Add(-50*time.Minute)))
		}
		require.Contains(w, w.figures(w.officer, "")["total "+province], "3 0 0 ", "nobody else adds up")
		w.exec(`UPDATE summary_turns SET until_at = 0`)
		w.caughtUp()
		require.Contains(w, w.figures(w.officer, "")["total "+province], "3 1 0 ", "the turn was taken over, and the change is there")
	})
}

// What the ministry reads: the whole country, a row per school.
func BenchmarkSummariseEnrolment(b *testing.B) {
	for _, engine := range sqldbtest.Engines(b) {
		b.Run(string(engine), func(b *testing.B) {
			db := sqldbtest.Open(b, engine, "school", school.Migrations())
			w := newWorld(b, db)
			var schools, totals, summaries [][]any
			for i := range 11_000 {
				code := fmt.Sprintf("%05dX", i)
				directorate := w.ref.Directorates[i%len(w.ref.Directorates)].Node()
				schools = append(schools, []any{code, directorate + "/" + code, directorate, "م", "E", "COL", false, false, 1})
				totals = append(totals, []any{code, year, 25, 760, 380, 380})
				summaries = append(summaries, []any{code, "", int64(1) << 60, 1})
			}
			require.NoError(b, db.InTx(b.Context(), func(ctx context.Context, tx sqldb.Tx) error {
				for table, rows := range map[string][][]any{"enrolment_totals": totals, "summaries": summaries, "schools": schools} {
					columns := map[string][]string{
						"schools":          {"school", "node", "parent", "name_ar", "name_latin", "cycle", "show_rank", "early_release", "version"},
						"enrolment_totals": {"school", "school_year", "classes", "students", "girls", "boys"},
						"summaries":        {"school", "period", "due_at", "renewed_at"},
					}[table]
					if err := tx.CopyFrom(ctx, table, columns, rows); err != nil {
						return err
					}
				}
				return nil
			}))
			for _, node := range []string{"ma", "ma/07", w.ref.Directorates[0].Node()} {
				b.Run(node, func(b *testing.B) {
					for b.Loop() {
						_, err := w.idara.SummariseEnrolment(w.as(w.ministry), &schoolv1.SummariseEnrolmentRequest{Node: node})
						require.NoError(b, err)
					}
				})
			}
		})
	}
}
