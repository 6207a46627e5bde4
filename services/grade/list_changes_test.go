package grade_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/errs"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
)

// changes asks once and gives "KIND id" of each change with the next cursor.
func (w *world) changes(client gradev1.GradeServiceClient, p auth.Principal, cursor string) ([]string, string) {
	w.Helper()
	answer, err := client.ListChanges(w.as(p), &gradev1.ListChangesRequest{Cursor: cursor})
	require.NoError(w, err)
	require.False(w, answer.GetMore())
	list := []string{}
	for _, c := range answer.GetChanges() {
		list = append(list, c.GetKind()+" "+c.GetId())
	}
	return list, answer.GetCursor()
}

func TestChangesReachThoseConcerned(t *testing.T) {
	each(t, func(w *world) {
		sheet := w.sheet("PC")
		student := auth.Principal{PersonID: w.students[0], Role: optionsv1.Role_ROLE_STUDENT}
		moutamadris := gradev1.NewGradeServiceClient(w.stack.Conn(w, "moutamadris", "grade"))
		_, ofOffice := w.changes(w.idara, w.office, "")
		_, ofSalma := w.changes(w.moudaris, w.salma.Principal, "")
		_, ofNadia := w.changes(w.moudaris, w.nadia.Principal, "")
		_, ofStudent := w.changes(moutamadris, student, "")

		_, err := w.save(w.salma, sheet, w.cell(0, "C1", "14", 0))
		require.NoError(w, err)

		want := []string{"MARK_SHEET " + sheet}
		got, next := w.changes(w.idara, w.office, ofOffice)
		require.Equal(w, want, got)
		got, _ = w.changes(w.moudaris, w.salma.Principal, ofSalma)
		require.Equal(w, want, got)
		got, _ = w.changes(w.moudaris, w.nadia.Principal, ofNadia)
		require.Empty(w, got)
		// Nothing that families may see has changed.
		got, _ = w.changes(moutamadris, student, ofStudent)
		require.Empty(w, got)
		// Told once; and again from the older cursor, which holds no state here.
		got, _ = w.changes(w.idara, w.office, next)
		require.Empty(w, got)
		got, _ = w.changes(w.idara, w.office, ofOffice)
		require.Equal(w, want, got)
	})
}

func TestABrokenCursorIsRefused(t *testing.T) {
	each(t, func(w *world) {
		_, err := w.idara.ListChanges(w.as(w.office), &gradev1.ListChangesRequest{Cursor: "nonsense"})
		require.Equal(w, errs.Invalid, errs.KindOf(err))
		require.True(w, errs.Is(err, errorsv1.Reason_PAGE_TOKEN_INVALID))
	})
}

func TestFamiliesAreToldOfReleasedControlsOnly(t *testing.T) {
	each(t, func(w *world) {
		sheet := w.sheet("PC")
		student := auth.Principal{PersonID: w.students[0], Role: optionsv1.Role_ROLE_STUDENT}
		moutamadris := gradev1.NewGradeServiceClient(w.stack.Conn(w, "moutamadris", "grade"))
		_, cursor := w.changes(moutamadris, student, "")
		_, err := w.moudaris.ReleaseColumn(w.writing(w.salma.Principal), &gradev1.ReleaseColumnRequest{MarkSheetId: sheet, Column: "C1"})
		require.NoError(w, err)
		got, cursor := w.changes(moutamadris, student, cursor)
		require.Equal(w, []string{"MARKS " + w.students[0]}, got)
		_, err = w.save(w.salma, sheet, w.cell(0, "C2", "14", 0))
		require.NoError(w, err)
		got, cursor = w.changes(moutamadris, student, cursor)
		require.Empty(w, got)
		_, err = w.save(w.salma, sheet, w.cell(0, "C1", "14", 0))
		require.NoError(w, err)
		got, _ = w.changes(moutamadris, student, cursor)
		require.Equal(w, []string{"MARKS " + w.students[0]}, got)
	})
}
