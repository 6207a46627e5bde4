package grade_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/sqldb"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	"github.com/massar-platform/massar/services/grade/internal/store"
	"github.com/massar-platform/massar/services/grade/internal/trail"
)

// verify checks the stored trail of a sheet as an auditor would.
func (w *world) verify(sheet string) error {
	head, err := store.FindSheet(w.Context(), w.db, sheet)
	require.NoError(w, err)
	events, err := store.ListEvents(w.Context(), w.db, sheet, "", 0, 1<<20)
	require.NoError(w, err)
	v := trail.NewVerifier(sheet)
	for _, e := range events {
		if err := v.Next(e); err != nil {
			return err
		}
	}
	return v.End(head.HeadSeq, head.HeadHash)
}

func TestTheTrailTellsWhoChangedWhat(t *testing.T) {
	each(t, func(w *world) {
		sheet := w.sheet("PC")
		_, err := w.save(w.salma, sheet, w.cell(0, "C1", "14.5", 0))
		require.NoError(w, err)
		_, err = w.save(w.omar, sheet, w.cell(0, "C1", "15", 1))
		require.NoError(w, err)
		answer, err := w.idara.ListMarkEvents(w.as(w.office), &gradev1.ListMarkEventsRequest{MarkSheetId: sheet, StudentId: w.students[0]})
		require.NoError(w, err)
		require.Len(w, answer.GetEvents(), 2)
		first, second := answer.GetEvents()[0], answer.GetEvents()[1]
		require.Equal(w, "|14.50|Salma|SAVE|C1|teacher", fmt.Sprintf("%s|%s|%s|%s|%s|%s",
			first.GetBefore(), first.GetAfter(), first.GetBy(), first.GetKind(), first.GetColumn(), first.GetRole()))
		require.Equal(w, "14.50|15.00|Omar", second.GetBefore()+"|"+second.GetAfter()+"|"+second.GetBy())
		require.Len(w, first.GetHash(), 64)
		none, err := w.idara.ListMarkEvents(w.as(w.office), &gradev1.ListMarkEventsRequest{MarkSheetId: sheet, StudentId: w.students[1]})
		require.NoError(w, err)
		require.Empty(w, none.GetEvents())
	})
}

func TestTheTrailIsPaged(t *testing.T) {
	each(t, func(w *world) {
		sheet := w.sheet("PC")
		for i := range students {
			_, err := w.save(w.salma, sheet, w.cell(i, "C1", "10", 0))
			require.NoError(w, err)
		}
		var sequences []int32
		token := ""
		for range 10 {
			answer, err := w.moudaris.ListMarkEvents(w.as(w.salma.Principal), &gradev1.ListMarkEventsRequest{
				MarkSheetId: sheet, PageSize: 2, PageToken: token,
			})
			require.NoError(w, err)
			for _, e := range answer.GetEvents() {
				sequences = append(sequences, e.GetSequence())
			}
			if token = answer.GetNextPageToken(); token == "" {
				break
			}
		}
		require.Equal(w, []int32{1, 2, 3, 4, 5}, sequences)
	})
}

func TestATamperedRowIsNamed(t *testing.T) {
	each(t, func(w *world) {
		sheet := w.sheet("PC")
		for i := range 4 {
			_, err := w.save(w.salma, sheet, w.cell(i, "C1", "10", 0))
			require.NoError(w, err)
		}
		require.NoError(w, w.verify(sheet))
		for _, sql := range []string{
			`UPDATE mark_events SET after_value = '19.00' WHERE sheet_id = $1 AND seq = 3`,
			`DELETE FROM mark_events WHERE sheet_id = $1 AND seq = 3`,
		} {
			require.NoError(w, w.db.InTx(w.Context(), func(ctx context.Context, tx sqldb.Tx) error {
				_, err := tx.Exec(ctx, sql, sheet)
				return err
			}))
			var fault *trail.Fault
			require.ErrorAs(w, w.verify(sheet), &fault)
			require.Equal(w, int64(3), fault.Seq)
			require.Equal(w, sheet, fault.SheetID)
		}
	})
}
