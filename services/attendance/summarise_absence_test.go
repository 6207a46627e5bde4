package attendance_test

import (
	"context"
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/sqldb/sqldbtest"
	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/attendance"
)

// officer is somebody over schools.
func (w *world) officer(at string) auth.Principal {
	p := person(optionsv1.Role_ROLE_ACADEMY)
	w.scopes[p.AccountID] = &typev1.Scope{Nodes: []string{at}}
	return p
}

// caughtUp waits until every change is counted.
func (w *world) caughtUp() {
	w.Helper()
	require.Eventually(w, func() bool {
		return w.count(`SELECT COUNT(*) FROM summary_marks`) == 0 && w.count(`SELECT COUNT(*) FROM summaries`) > 0 &&
			w.count(`SELECT COUNT(*) FROM summaries WHERE due_at <= $1`, w.clock.Now().UnixMicro()) == 0
	}, waitFor, tick)
}

func (w *world) summary(p auth.Principal, at, month string) *attendancev1.SummariseAbsenceResponse {
	w.Helper()
	answer, err := w.idara.SummariseAbsence(w.as(p), &attendancev1.SummariseAbsenceRequest{Node: at, Month: month})
	require.NoError(w, err)
	return answer
}

// sameAsSheet compares the figures that an officer has of the school with the month sheet of its class.
func (w *world) sameAsSheet(officer auth.Principal, month string) *typev1.AbsenceFigures {
	w.Helper()
	w.caughtUp()
	sheet, answer := w.month(w.office, month), w.summary(officer, "", month)
	missed := 0
	for _, row := range sheet.GetRows() {
		n, err := strconv.Atoi(row.GetHalfDays())
		require.NoError(w, err)
		missed += n
	}
	total := answer.GetTotal()
	require.Equal(w, sheet.GetRate(), total.GetRate())
	require.Equal(w, missed, int(total.GetMissedHalfDays()))
	require.Equal(w, sheet.GetRegistersMissing(), total.GetRegistersMissing())
	require.Equal(w, total.GetMissedHalfDays(), total.GetJustified()+total.GetUnjustified()+total.GetUndecided())
	require.Equal(w, w.clock.Now().UTC().Format(time.RFC3339), answer.GetAsOf())
	school := w.summary(w.office, "", month)
	require.Equal(w, total.String(), school.GetTotal().String(), "what is added up ahead is what stands now")
	require.Equal(w, w.class, school.GetRows()[0].GetClassId())
	return total
}

func TestAbsenceOfAPlaceIsThatOfItsMonthSheets(t *testing.T) {
	sqldbtest.Each(t, "attendance", attendance.Migrations(), func(t *testing.T, db sqldb.DB) {
		w := newWorld(t, db, students, func(w *world) { w.summariesEvery = 5 * time.Millisecond })
		officer := w.officer("ma/07")
		w.took("2026-10-12", "08:00", 0)
		lesson := w.took("2026-11-16", "08:00", 0, 1, 2)
		w.plan(w.omar, "2026-11-17", "08:00", "") // nobody takes its register
		w.took("2026-11-18", "14:00", 1)
		w.at("2026-11-19", "09:00")
		got := w.sameAsSheet(officer, "2026-11")
		require.Equal(w, int32(3*students), got.GetStudyHalfDays())
		require.Equal(w, int32(4), got.GetMissedHalfDays())
		require.Equal(w, int32(4), got.GetUndecided())
		require.Equal(w, "0.00", got.GetJustifiedShare())
		require.Equal(w, int32(1), w.sameAsSheet(officer, "2026-10").GetMissedHalfDays(), "the month before")

		// A justification moves the month in which its days lie.
		j, err := w.waliye.CreateJustification(w.writing(w.guardian), &attendancev1.CreateJustificationRequest{
			StudentId: w.students[0], From: "2026-11-16", To: "2026-11-16", Reason: typev1.JustificationReason_ILLNESS,
		})
		require.NoError(w, err)
		_, err = w.idara.DecideJustification(w.writing(w.office), &attendancev1.DecideJustificationRequest{JustificationId: j.GetJustificationId(), Accept: true})
		require.NoError(w, err)
		got = w.sameAsSheet(officer, "2026-11")
		require.Equal(w, []int32{1, 3}, []int32{got.GetJustified(), got.GetUndecided()})
		require.Equal(w, "25.00", got.GetJustifiedShare())

		// A register that is discarded, and a student who was in the class for a part of the month.
		require.NoError(w, w.discard(w.writing(w.office), lesson, "essai"))
		require.Equal(w, int32(1), w.sameAsSheet(officer, "2026-11").GetMissedHalfDays())
		w.emit(enrolmentRow(w.enrolments[4], w.students[4], w.class, 5, "2026-09-08", "2026-11-18", 2))
		require.Less(w, w.sameAsSheet(officer, "2026-11").GetStudyHalfDays(), int32(3*students))

		// The delay passes though nobody does anything.
		w.at("2026-12-15", "09:00")
		got = w.sameAsSheet(officer, "2026-11")
		require.Equal(w, []int32{0, 1}, []int32{got.GetUndecided(), got.GetUnjustified()})
	})
}

func TestAbsenceOfPlacesThatAreNotTheCallers(t *testing.T) {
	each(t, func(w *world) {
		for _, c := range []struct {
			who auth.Principal
			at  string
		}{
			{w.office, "ma/07/351"}, {w.office, "ma/07/351/99999Z"}, {w.officer("ma/07"), "ma"}, {w.officer("ma/07"), "ma/01"},
			{w.officer("ma/07/351"), "ma/07"}, {w.officer("ma/07/35"), "ma/07/351"}, {person(optionsv1.Role_ROLE_MINISTRY), ""},
			{person(optionsv1.Role_ROLE_MINISTRY), "ma"},
		} {
			_, err := w.idara.SummariseAbsence(w.as(c.who), &attendancev1.SummariseAbsenceRequest{Node: c.at})
			w.fails(err, errorsv1.Reason_NOT_FOUND)
		}
		_, err := w.idara.SummariseAbsence(w.as(w.office), &attendancev1.SummariseAbsenceRequest{Month: "2026-13"})
		w.fails(err, errorsv1.Reason_MONTH_INVALID)
		_, err = w.moudaris.SummariseAbsence(w.as(w.salma), &attendancev1.SummariseAbsenceRequest{})
		require.Error(w, err)
		require.Empty(w, w.summary(w.officer("ma/07"), "", "").GetAsOf(), "nothing was ever added up")
	})
}

// A timetable that is away leaves the figures as they were, and says so by their instant.
func TestFiguresWaitForTheTimetable(t *testing.T) {
	sqldbtest.Each(t, "attendance", attendance.Migrations(), func(t *testing.T, db sqldb.DB) {
		w := newWorld(t, db, students, func(w *world) { w.summariesEvery = 5 * time.Millisecond })
		officer := w.officer("ma/07")
		w.took("2026-11-16", "08:00", 0)
		w.at(today, "10:00")
		w.sameAsSheet(officer, "2026-11")
		lesson := w.plan(w.salma, today, "10:00", "")
		w.save(w.salma, lesson)
		w.caughtUp()
		w.timetable.with(func() { w.timetable.down = true })
		w.clock.Set(time.Now().Add(time.Hour))
		w.at(today, "10:30")
		w.save(w.salma, lesson, w.entry(1, absent, 0))
		require.Equal(w, int32(1), w.summary(officer, "", "2026-11").GetTotal().GetMissedHalfDays())
		require.NotZero(w, w.count(`SELECT COUNT(*) FROM summary_marks`))
		w.timetable.with(func() { w.timetable.down = false })
		require.Equal(w, int32(2), w.sameAsSheet(officer, "2026-11").GetMissedHalfDays())
	})
}

// What the ministry reads, and what adding one school of thirty classes up costs.
func BenchmarkSummariseAbsence(b *testing.B) {
	for _, engine := range sqldbtest.Engines(b) {
		b.Run(string(engine), func(b *testing.B) {
			w := newWorld(b, sqldbtest.Open(b, engine, "attendance", attendance.Migrations()), students)
			ministry := w.officer("ma")
			tables := map[string][][]any{}
			for i := range 11_000 {
				code := fmt.Sprintf("%05dX", i)
				at := fmt.Sprintf("ma/%02d/%03d/%s", 1+i%12, i%82, code)
				tables["proj_schools"] = append(tables["proj_schools"], []any{code, at, "م", "E", "COL", false, false, 1})
				tables["absence_totals"] = append(tables["absence_totals"], []any{code, "2026-11", 38_000, 900, 500, 100, 12})
				tables["summaries"] = append(tables["summaries"], []any{code, "2026-11", int64(1) << 60, 1})
			}
			w.copyIn(tables)
			for _, at := range []string{"ma", "ma/07"} {
				b.Run(at, func(b *testing.B) {
					for b.Loop() {
						w.summary(ministry, at, "2026-11")
					}
				})
			}
		})
	}
}

func (w *world) copyIn(tables map[string][][]any) {
	w.Helper()
	columns := map[string][]string{
		"proj_schools":   {"school", "node", "name_ar", "name_latin", "cycle", "show_rank", "early_release", "version"},
		"absence_totals": {"school", "month", "study_half_days", "justified", "unjustified", "undecided", "registers_missing"},
		"summaries":      {"school", "period", "due_at", "renewed_at"},
	}
	require.NoError(w, w.db.InTx(w.Context(), func(ctx context.Context, tx sqldb.Tx) error {
		for table, rows := range tables {
			if err := tx.CopyFrom(ctx, table, columns[table], rows); err != nil {
				return err
			}
		}
		return nil
	}))
}
