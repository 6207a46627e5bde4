package grade_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
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

// Guardians who see the marks an hour later hear of them an hour later.
func TestTheFeedKeepsToTheReadersHour(t *testing.T) {
	each(t, func(w *world) {
		student := auth.Principal{PersonID: w.students[0], Role: optionsv1.Role_ROLE_STUDENT}
		guardian := auth.Principal{AccountID: ids.New(), PersonID: ids.New(), Role: optionsv1.Role_ROLE_GUARDIAN}
		w.scopes[guardian.AccountID] = &typev1.Scope{StudentIds: w.students[:2]}
		moutamadris := gradev1.NewGradeServiceClient(w.stack.Conn(w, "moutamadris", "grade"))
		waliye := gradev1.NewGradeServiceClient(w.stack.Conn(w, "waliye", "grade"))
		_, ofStudent := w.changes(moutamadris, student, "")
		_, ofGuardian := w.changes(waliye, guardian, "")
		var missing []*gradev1.MissingSheet
		listed, err := w.idara.ListMarkSheets(w.as(w.office), &gradev1.ListMarkSheetsRequest{ClassId: w.class, Semester: 1, PageSize: 100})
		require.NoError(w, err)
		for _, head := range listed.GetMarkSheets() {
			missing = append(missing, &gradev1.MissingSheet{MarkSheetId: head.GetMarkSheetId(), Reason: "sans notes"})
		}
		_, err = w.idara.PublishClass(w.writing(w.office), &gradev1.PublishClassRequest{
			ClassId: w.class, Semester: 1, Missing: missing, GuardianDelay: "3600s",
		})
		require.NoError(w, err)
		got, _ := w.changes(moutamadris, student, ofStudent)
		require.Equal(w, []string{"MARKS " + w.students[0]}, got)
		got, _ = w.changes(waliye, guardian, ofGuardian)
		require.Empty(w, got)

		// What everybody sees, everybody hears: a control that is shown in the next semester.
		second, err := w.idara.ListMarkSheets(w.as(w.office), &gradev1.ListMarkSheetsRequest{ClassId: w.class, Semester: 2, PageSize: 100})
		require.NoError(w, err)
		for _, head := range second.GetMarkSheets() {
			if head.GetSubject().GetCode() == "PC" {
				_, err = w.moudaris.ReleaseColumn(w.writing(w.salma.Principal), &gradev1.ReleaseColumnRequest{MarkSheetId: head.GetMarkSheetId(), Column: "C1"})
				require.NoError(w, err)
			}
		}
		got, _ = w.changes(waliye, guardian, ofGuardian)
		require.Equal(w, []string{"MARKS " + w.students[0], "MARKS " + w.students[1]}, got)
	})
}
