package grade_test

import (
	"errors"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

func TestAThousandDuplicatesLeaveOneSetOfEvents(t *testing.T) {
	each(t, func(w *world) {
		sheet := w.sheet("PC")
		ctx := withKey(w.as(w.salma.Principal), ids.New())
		request := &gradev1.SaveMarkSheetRequest{MarkSheetId: sheet}
		for i := range students {
			request.Cells = append(request.Cells, w.cell(i, "C1", "10", 0), w.cell(i, "C2", "11", 0))
		}
		const callers, calls = 50, 20
		answers := make([][]byte, callers*calls)
		failures := make([]error, callers)
		var wg sync.WaitGroup
		for caller := range callers {
			wg.Go(func() {
				for i := range calls {
					answer, err := w.moudaris.SaveMarkSheet(ctx, request)
					if err != nil {
						failures[caller] = err
						return
					}
					answers[caller*calls+i], failures[caller] = proto.MarshalOptions{Deterministic: true}.Marshal(answer)
				}
			})
		}
		wg.Wait()
		require.NoError(w, errors.Join(failures...))
		for _, answer := range answers {
			require.Equal(w, answers[0], answer)
		}
		result := &typev1.SaveResult{}
		require.NoError(w, proto.Unmarshal(answers[0], result))
		require.Len(w, result.GetSaved(), 2*students)
		require.Equal(w, 2*students, w.count(`SELECT COUNT(*) FROM mark_events WHERE sheet_id = $1`, sheet))
		require.Equal(w, 2*students, w.count(`SELECT entered FROM mark_sheets WHERE sheet_id = $1`, sheet))
		require.Equal(w, 1, w.count(`SELECT COUNT(*) FROM audit_log WHERE rpc = 'grade.SaveMarkSheet'`))
		require.NoError(w, w.verify(sheet))
	})
}

func TestAKeyIsForOneRequest(t *testing.T) {
	each(t, func(w *world) {
		sheet := w.sheet("PC")
		ctx := withKey(w.as(w.salma.Principal), ids.New())
		_, err := w.moudaris.SaveMarkSheet(ctx, &gradev1.SaveMarkSheetRequest{MarkSheetId: sheet, Cells: []*typev1.CellInput{w.cell(0, "C1", "10", 0)}})
		require.NoError(w, err)
		_, err = w.moudaris.SaveMarkSheet(ctx, &gradev1.SaveMarkSheetRequest{MarkSheetId: sheet, Cells: []*typev1.CellInput{w.cell(0, "C1", "11", 0)}})
		require.True(w, errs.Is(err, errorsv1.Reason_IDEMPOTENCY_KEY_REUSED))
		_, err = w.moudaris.SaveMarkSheet(w.as(w.salma.Principal), &gradev1.SaveMarkSheetRequest{MarkSheetId: sheet})
		require.True(w, errs.Is(err, errorsv1.Reason_IDEMPOTENCY_KEY_REQUIRED))
		// A call that failed has no effect and no stored answer: it may be tried again.
		failed := withKey(w.as(w.nadia.Principal), ids.New())
		request := &gradev1.SaveMarkSheetRequest{MarkSheetId: sheet, Cells: []*typev1.CellInput{w.cell(1, "C1", "9", 0)}}
		_, err = w.moudaris.SaveMarkSheet(failed, request)
		require.True(w, errs.Is(err, errorsv1.Reason_MARK_SHEET_NOT_FOUND))
		w.emit(assignmentRow(ids.InSchool(gresa), w.class, "PC", w.nadia.PersonID, "2026-09-08", "", 1))
		got, err := w.moudaris.SaveMarkSheet(failed, request)
		require.NoError(w, err)
		require.Len(w, got.GetSaved(), 1)
	})
}
