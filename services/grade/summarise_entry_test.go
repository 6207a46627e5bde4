package grade_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/clock"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/sqldb/sqldbtest"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/grade"
)

// officer is somebody over schools.
func (w *world) officer(at string) auth.Principal {
	p := auth.Principal{
		AccountID: ids.New(), PersonID: ids.New(), SessionID: ids.New(), Role: optionsv1.Role_ROLE_ACADEMY, SecondFactor: true,
	}
	w.scopes[p.AccountID] = &typev1.Scope{Nodes: []string{at}}
	return p
}

// caughtUp waits until every change is counted.
func (w *world) caughtUp() {
	w.Helper()
	require.Eventually(w, func() bool {
		return w.count(`SELECT COUNT(*) FROM summary_marks`) == 0 && w.count(`SELECT COUNT(*) FROM summaries`) > 0 &&
			w.count(`SELECT COUNT(*) FROM summaries WHERE due_at <= $1`, w.real.Now().UnixMicro()) == 0
	}, 10*time.Second, 2*time.Millisecond)
}

func (w *world) summary(p auth.Principal, at string, semester int32) *gradev1.SummariseEntryResponse {
	w.Helper()
	answer, err := w.idara.SummariseEntry(w.as(p), &gradev1.SummariseEntryRequest{Node: at, Semester: semester})
	require.NoError(w, err)
	return answer
}

// sameAsLists compares the figures that an officer has of the school with its list of sheets and its publication.
func (w *world) sameAsLists(officer auth.Principal) *typev1.EntryFigures {
	w.Helper()
	w.caughtUp()
	var want typev1.EntryFigures
	for token := ""; ; {
		list, err := w.idara.ListMarkSheets(w.as(w.office), &gradev1.ListMarkSheetsRequest{Semester: 1, PageSize: 3, PageToken: token})
		require.NoError(w, err)
		for _, head := range list.GetMarkSheets() {
			want.Entered += head.GetEntered()
			want.Expected += head.GetExpected()
			switch head.GetState() {
			case typev1.SheetState_SUBMITTED:
				want.SheetsSubmitted++
			case typev1.SheetState_VALIDATED:
				want.SheetsValidated++
			case typev1.SheetState_PUBLISHED:
				want.SheetsPublished++
			default:
				want.SheetsOpen++
			}
		}
		if token = list.GetNextPageToken(); token == "" {
			break
		}
	}
	publication, err := w.idara.GetPublication(w.as(w.office), &gradev1.GetPublicationRequest{ClassId: w.class, Semester: 1})
	require.NoError(w, err)
	want.Classes = 1
	switch publication.GetState() {
	case gradev1.Publication_State_PUBLISHED:
		want.ClassesPublished = 1
	case gradev1.Publication_State_SCHEDULED:
		want.ClassesScheduled = 1
	}
	answer := w.summary(officer, "", 1)
	require.Equal(w, want.String(), answer.GetTotal().String())
	require.Len(w, answer.GetRows(), 1)
	require.Equal(w, want.String(), answer.GetRows()[0].GetFigures().String())
	require.NotEmpty(w, answer.GetAsOf())
	school := w.summary(w.office, "", 1)
	require.Equal(w, want.String(), school.GetTotal().String(), "what is added up ahead is what stands now")
	require.Equal(w, w.class, school.GetRows()[0].GetClassId())
	return answer.GetTotal()
}

func TestEntryOfAPlaceIsThatOfItsLists(t *testing.T) {
	sqldbtest.Each(t, "grade", grade.Migrations(), func(t *testing.T, db sqldb.DB) {
		start, err := clock.ParseDate(today)
		require.NoError(t, err)
		real := clock.NewFake(start.Add(10 * time.Hour))
		w := newWorldWith(t, db, today, students, func(w *world) { w.summariesEvery, w.real = 5*time.Millisecond, real })
		officer := w.officer("ma/07")
		empty := w.sameAsLists(officer)
		require.Zero(w, empty.GetEntered())
		require.Positive(w, empty.GetExpected())

		sheet := w.sheet("PC")
		_, err = w.save(w.salma, sheet, w.cell(0, "C1", "12", 0), w.cell(1, "C1", "9.5", 0), w.state(4, "C1", typev1.MarkState_EXEMPT, 0))
		require.NoError(w, err)
		require.Equal(w, int32(3), w.sameAsLists(officer).GetEntered())

		// Who leaves takes his cells along, the day he leaves.
		w.emit(enrolmentRow(w.enrolments[4], w.students[4], w.class, 5, "2026-09-08", "2026-11-24", 2))
		require.Equal(w, int32(3), w.sameAsLists(officer).GetEntered())
		real.Set(real.Now().AddDate(0, 0, 1))
		left := w.sameAsLists(officer)
		require.Equal(w, int32(2), left.GetEntered())
		require.Less(w, left.GetExpected(), empty.GetExpected())

		_, err = w.submit(w.salma, sheet)
		require.NoError(w, err)
		require.Equal(w, int32(1), w.sameAsLists(officer).GetSheetsSubmitted())
		_, err = w.validate(sheet)
		require.NoError(w, err)
		require.Equal(w, int32(1), w.sameAsLists(officer).GetSheetsValidated())

		// The hour of a publication comes though nobody does anything.
		w.exec(`INSERT INTO publications (school, class_id, school_year, semester, state, publish_at, guardian_delay, rules, roster, missing,
 students, version, by_account, by_person, created_at, updated_at, announced)
 VALUES ($1, $2, $3, 1, 'SCHEDULED', $4, 0, '', '', '[]', 0, 1, '', '', 0, 0, 2)`, gresa, w.class, year, real.Now().Add(time.Hour).UnixMicro())
		w.exec(`UPDATE mark_sheets SET publish_at = $1 WHERE sheet_id = $2`, real.Now().Add(time.Hour).UnixMicro(), sheet)
		w.exec(`INSERT INTO summary_marks (school, period, mark) VALUES ($1, $2, $3)`, gresa, year, ids.New())
		require.Equal(w, int32(1), w.sameAsLists(officer).GetClassesScheduled())
		real.Set(real.Now().Add(2 * time.Hour))
		shown := w.sameAsLists(officer)
		require.Equal(w, []int32{0, 1, 1}, []int32{shown.GetClassesScheduled(), shown.GetClassesPublished(), shown.GetSheetsPublished()})
	})
}

func TestEntryOfPlacesThatAreNotTheCallers(t *testing.T) {
	each(t, func(w *world) {
		for _, c := range []struct {
			who auth.Principal
			at  string
		}{
			{w.office, "ma/07/351"}, {w.office, "ma/07/351/99999Z"}, {w.officer("ma/07"), "ma"}, {w.officer("ma/07"), "ma/01"},
			{w.officer("ma/07/351"), "ma/07"}, {w.officer("ma/07/35"), "ma/07/351"}, {w.officer(""), ""}, {w.officer("ma/01"), "ma/07/351/" + gresa},
		} {
			_, err := w.idara.SummariseEntry(w.as(c.who), &gradev1.SummariseEntryRequest{Node: c.at})
			require.Equal(w, errs.NotFound, errs.KindOf(err), "%s: %v", c.at, err)
		}
		_, err := w.idara.SummariseEntry(w.as(w.office), &gradev1.SummariseEntryRequest{SchoolYear: "2026-2099"})
		require.True(w, errs.Is(err, errorsv1.Reason_SCHOOL_YEAR_UNKNOWN), "%v", err)
		_, err = w.moudaris.SummariseEntry(w.as(w.salma.Principal), &gradev1.SummariseEntryRequest{})
		require.Error(w, err)
		require.Empty(w, w.summary(w.officer("ma/07"), "", 1).GetAsOf(), "nothing was ever added up")
	})
}

// What the ministry reads: a row per school of the whole country.
func BenchmarkSummariseEntry(b *testing.B) {
	for _, engine := range sqldbtest.Engines(b) {
		b.Run(string(engine), func(b *testing.B) {
			w := newWorld(b, sqldbtest.Open(b, engine, "grade", grade.Migrations()), today)
			ministry := w.officer("ma")
			tables := map[string][][]any{}
			for i := range 11_000 {
				code := fmt.Sprintf("%05dX", i)
				at := fmt.Sprintf("ma/%02d/%03d/%s", 1+i%12, i%82, code)
				tables["proj_schools"] = append(tables["proj_schools"], []any{code, at, "م", "E", "COL", false, false, 1})
				tables["entry_totals"] = append(tables["entry_totals"], []any{code, year, 1, 20_000, 36_000, 300, 20, 10, 0, 25, 1, 2})
				tables["summaries"] = append(tables["summaries"], []any{code, year, int64(1) << 60, 1})
			}
			columns := map[string][]string{
				"proj_schools": {"school", "node", "name_ar", "name_latin", "cycle", "show_rank", "early_release", "version"},
				"entry_totals": {
					"school", "school_year", "semester", "entered", "expected", "sheets_open", "sheets_submitted", "sheets_validated",
					"sheets_published", "classes", "classes_scheduled", "classes_published",
				},
				"summaries": {"school", "period", "due_at", "renewed_at"},
			}
			require.NoError(w, w.db.InTx(w.Context(), func(ctx context.Context, tx sqldb.Tx) error {
				for table, rows := range tables {
					if err := tx.CopyFrom(ctx, table, columns[table], rows); err != nil {
						return err
					}
				}
				return nil
			}))
			for _, at := range []string{"ma", "ma/07"} {
				b.Run(at, func(b *testing.B) {
					for b.Loop() {
						w.summary(ministry, at, 1)
					}
				})
			}
		})
	}
}
