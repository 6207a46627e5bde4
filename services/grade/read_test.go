package grade_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/sqldb/sqldbtest"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/grade"
	"github.com/massar-platform/massar/services/grade/internal/entry"
	"github.com/massar-platform/massar/services/grade/internal/grading"
)

func TestListMarkSheetsOfATeacher(t *testing.T) {
	each(t, func(w *world) {
		list, err := w.moudaris.ListMarkSheets(w.as(w.nadia.Principal), &gradev1.ListMarkSheetsRequest{})
		require.NoError(w, err)
		require.Len(w, list.GetMarkSheets(), 1)
		head := list.GetMarkSheets()[0]
		require.Equal(w, "MATH", head.GetSubject().GetCode())
		require.Equal(w, int32(1), head.GetSemester()) // today's
		require.Equal(w, int32(3*students), head.GetExpected())
		list, err = w.moudaris.ListMarkSheets(w.as(w.nadia.Principal), &gradev1.ListMarkSheetsRequest{Semester: 2, ClassId: w.class})
		require.NoError(w, err)
		require.Len(w, list.GetMarkSheets(), 1)
		list, err = w.moudaris.ListMarkSheets(w.as(w.nadia.Principal), &gradev1.ListMarkSheetsRequest{ClassId: "12345A.other"})
		require.NoError(w, err)
		require.Empty(w, list.GetMarkSheets())
		list, err = w.moudaris.ListMarkSheets(w.as(w.nadia.Principal), &gradev1.ListMarkSheetsRequest{SchoolYear: "2025-2026"})
		require.NoError(w, err)
		require.Empty(w, list.GetMarkSheets())
	})
}

// The running average on a teacher's screen needs the weight that publication will stamp.
func TestASheetSaysWhatItsActivitiesWeigh(t *testing.T) {
	each(t, func(w *world) {
		sheet := w.read(w.salma.Principal, w.sheet("PC"))
		require.Equal(w, "ACT", sheet.GetColumns()[len(sheet.GetColumns())-1].GetColumn())
		require.Equal(w, "1/4", sheet.GetActivitiesWeight())
	})
}

func TestListMarkSheetsIsPaged(t *testing.T) {
	each(t, func(w *world) {
		whole, err := w.idara.ListMarkSheets(w.as(w.office), &gradev1.ListMarkSheetsRequest{PageSize: 100})
		require.NoError(w, err)
		require.Empty(w, whole.GetNextPageToken())
		var paged []string
		token := ""
		for range 20 {
			list, err := w.idara.ListMarkSheets(w.as(w.office), &gradev1.ListMarkSheetsRequest{PageSize: 3, PageToken: token})
			require.NoError(w, err)
			for _, head := range list.GetMarkSheets() {
				paged = append(paged, head.GetMarkSheetId())
			}
			if token = list.GetNextPageToken(); token == "" {
				break
			}
		}
		var all []string
		for _, head := range whole.GetMarkSheets() {
			all = append(all, head.GetMarkSheetId())
		}
		require.Equal(w, all, paged)
	})
}

// An undecided absence waits three days from its entry, or from the control where
// that is later, then counts as unjustified; what is stored stays undecided.
func TestAnUndecidedAbsenceBecomesUnjustifiedAfterItsDelay(t *testing.T) {
	for _, engine := range sqldbtest.Engines(t) {
		t.Run(string(engine), func(t *testing.T) {
			db := sqldbtest.Open(t, engine, "grade", grade.Migrations())
			w := newWorld(t, db, today)
			sheet := w.sheet("PC")
			for column, date := range map[string]string{"C1": "2026-10-12", "C2": "2026-11-24"} {
				_, err := w.moudaris.SetColumn(w.writing(w.salma.Principal), &gradev1.SetColumnRequest{MarkSheetId: sheet, Column: column, Date: date})
				require.NoError(w, err)
			}
			_, err := w.save(w.salma, sheet, w.state(0, "C1", typev1.MarkState_ABSENT, 0),
				w.state(0, "C2", typev1.MarkState_ABSENT, 0), w.state(0, "C3", typev1.MarkState_ABSENT, 0))
			require.NoError(w, err)
			text := func(day string) string {
				later := *w
				later.serve(day)
				read := later.read(w.salma.Principal, sheet)
				all := ""
				for _, column := range []string{"C1", "C2", "C3"} {
					cell := w.at(read, 0, column)
					all += cell.GetState().String()
					if cell.Justified != nil {
						all += fmt.Sprint(cell.GetJustified())
					}
					all += " "
				}
				return all
			}
			require.Equal(w, "PENDING PENDING PENDING ", text("2026-11-26"))
			require.Equal(w, "ABSENTfalse PENDING ABSENTfalse ", text("2026-11-27"))
			require.Equal(w, "ABSENTfalse ABSENTfalse ABSENTfalse ", text("2026-11-28"))
			require.Equal(w, 3, w.count(`SELECT COUNT(*) FROM cells WHERE state = 'PENDING' AND pending_since > 0`))
		})
	}
}

func TestReadingMarksOfOthersIsLogged(t *testing.T) {
	each(t, func(w *world) {
		sheet := w.sheet("PC")
		w.read(w.office, sheet)
		_, err := w.idara.ListMarkEvents(w.as(w.office), &gradev1.ListMarkEventsRequest{MarkSheetId: sheet})
		require.NoError(w, err)
		require.Eventually(w, func() bool {
			return w.count(`SELECT COUNT(*) FROM read_log WHERE account_id = $1 AND ref = $2 AND school = $3 AND role = 'school_office'`,
				w.office.AccountID, sheet, gresa) == 2
		}, 10*time.Second, 5*time.Millisecond)
	})
}

// Every reason of the pure packages has a text for the caller.
func TestReasonsExist(t *testing.T) {
	for _, reason := range []string{
		string(entry.ColumnUnknown), string(entry.ColumnLocked), string(entry.StudentNotInSheet), string(entry.StudentLeftClass),
		string(entry.StateNotWritable), string(entry.AbsentWithMark), string(entry.Twice), string(entry.TextNotAllowed),
		string(grading.NotANumber), string(grading.Negative), string(grading.AboveScale), string(grading.TooPrecise),
	} {
		require.Contains(t, errorsv1.Reason_value, reason)
	}
}
