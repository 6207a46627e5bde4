package attendance_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/attendance/internal/absencesheet"
	"github.com/massar-platform/massar/tests/fixtures"
)

func (w *world) export(p auth.Principal) (*absencesheet.File, []byte, string) {
	w.Helper()
	var header metadata.MD
	body, err := w.idara.ExportAbsences(w.as(p), &attendancev1.ExportAbsencesRequest{ClassId: w.class}, grpc.Header(&header))
	require.NoError(w, err)
	file, err := absencesheet.Read(body.GetData())
	require.NoError(w, err)
	require.Empty(w, file.Issues)
	return file, body.GetData(), strings.Join(header.Get("x-massar-filename"), "|")
}

func (w *world) importSheet(ctx context.Context, header *attendancev1.ImportAbsencesRequest_Header, data []byte) (*typev1.Import, error) {
	w.Helper()
	stream, err := w.idara.ImportAbsences(ctx)
	require.NoError(w, err)
	header.ClassId = w.class
	err = stream.Send(&attendancev1.ImportAbsencesRequest{Part: &attendancev1.ImportAbsencesRequest_Header_{Header: header}})
	for len(data) > 0 && err == nil {
		n := min(len(data), 64<<10)
		err = stream.Send(&attendancev1.ImportAbsencesRequest{Part: &attendancev1.ImportAbsencesRequest_Chunk{Chunk: data[:n]}})
		data = data[n:]
	}
	if !errors.Is(err, io.EOF) {
		require.NoError(w, err)
	}
	return stream.CloseAndRecv()
}

// mustImport is importSheet of the office.
func (w *world) mustImport(data []byte) *typev1.Import {
	w.Helper()
	answer, err := w.importSheet(w.writing(w.office), &attendancev1.ImportAbsencesRequest_Header{}, data)
	require.NoError(w, err)
	return answer
}

// pupil4 is a line of a sheet about a student, with the four cells of some months.
func (w *world) pupil4(student int, months map[string][4]any) fixtures.AbsencePupil {
	return fixtures.AbsencePupil{Code: fmt.Sprintf("J%09d", 134567890+student), Family: "العلمي", First: "سلمى", Months: months}
}

func four(a, b, c, d string) [4]any {
	var cells [4]any
	for i, text := range []string{a, b, c, d} {
		if text != "" {
			cells[i] = fixtures.Num(text)
		}
	}
	return cells
}

func sheetOf(pupils ...fixtures.AbsencePupil) []byte {
	return fixtures.AbsenceSheet(fixtures.AbsenceSheetOptions{Pupils: pupils})
}

// figures are the four figures of a student's month in a file, "-" for an empty one.
func figures(file *absencesheet.File, student int, month time.Month) string {
	for _, row := range file.Rows {
		if row.MassarCode != fmt.Sprintf("J%09d", 134567890+student) {
			continue
		}
		f := row.Months[month]
		var texts []string
		for _, n := range []absencesheet.Figure{f.JustifiedDays, f.JustifiedHours, f.UnjustifiedDays, f.UnjustifiedHours} {
			text := n.String()
			if text == "" {
				text = "-"
			}
			texts = append(texts, text)
		}
		return strings.Join(texts, " ")
	}
	return "no line"
}

// findingsOf are reasons by cell.
func findingsOf(list []*typev1.ImportIssue) []string {
	var found []string
	for _, i := range list {
		found = append(found, i.GetCell()+" "+i.GetReason())
	}
	return found
}

func TestMonthsBeforeTheRegistersAreImportedAndExported(t *testing.T) {
	each(t, func(w *world) {
		w.absent(0, "2026-11-20", "08:30") // two hours, the only ones of the morning
		data := sheetOf(
			w.pupil4(0, map[string][4]any{"شتنبر": four("0.5", "2", "", "1"), "أكتوبر": four("", "", "3", "")}),
			w.pupil4(1, map[string][4]any{"أكتوبر": four("0", "0", "0", "0"), "نونبر": four("0", "0", "0", "0")}),
		)
		dry, err := w.importSheet(w.writing(w.office), &attendancev1.ImportAbsencesRequest_Header{DryRun: true}, data)
		require.NoError(w, err)
		require.True(w, dry.GetDryRun())
		require.Equal(w, typev1.Import_State_DONE, dry.GetState())
		require.Equal(w, int32(12), dry.GetAccepted())
		require.Zero(w, w.count(`SELECT COUNT(*) FROM imported_months`))

		done := w.mustImport(data)
		require.Equal(w, typev1.Import_State_DONE, done.GetState(), "%v", done.GetRefused())
		require.Equal(w, int32(12), done.GetAccepted())
		require.Equal(w, "ABSENCES", done.GetKind())
		require.Equal(w, 3, w.count(`SELECT COUNT(*) FROM imported_months`), "November belongs to the registers")
		again, err := w.idara.GetImport(w.as(w.office), &attendancev1.GetImportRequest{ImportId: done.GetImportId()})
		require.NoError(w, err)
		require.Equal(w, done.String(), again.String())

		file, exported, name := w.export(w.office)
		require.Equal(w, "export_abs_2BACSPF-1.xlsx", name)
		require.Len(w, file.Rows, students)
		require.Equal(w, "0.5 2 - 1", figures(file, 0, time.September))
		require.Equal(w, "- - 3 -", figures(file, 0, time.October))
		require.Equal(w, "0 0 0.5 2", figures(file, 0, time.November), "undecided counts as unjustified in this sheet")
		require.Equal(w, "0 0 0 0", figures(file, 1, time.October))
		require.Equal(w, "0 0 0 0", figures(file, 4, time.November))
		require.Equal(w, "- - - -", figures(file, 4, time.December))

		// What was exported goes in again, and changes nothing.
		same := w.mustImport(exported)
		require.Equal(w, typev1.Import_State_DONE, same.GetState(), "%v", same.GetRefused())
		require.Empty(w, same.GetWarnings())
		_, twice, _ := w.export(w.office)
		before, err := absencesheet.Read(exported)
		require.NoError(w, err)
		after, err := absencesheet.Read(twice)
		require.NoError(w, err)
		require.Equal(w, before, after)

		// A newer file writes over the older one, and says so; an empty cell clears nothing.
		over := w.mustImport(sheetOf(w.pupil4(0, map[string][4]any{"شتنبر": four("1", "2", "", "")})))
		require.Equal(w, []string{"F4 FIGURE_REPLACED"}, findingsOf(over.GetWarnings()))
		require.Contains(w, over.GetWarnings()[0].GetMessage(), "0.5", "the older figure can be found again")
		file, _, _ = w.export(w.office)
		require.Equal(w, "1 2 - 1", figures(file, 0, time.September))

		// A decision moves the figures of the registers.
		j := w.mustExcuse(w.guardian, 0, "2026-11-20", "")
		_, err = w.decide(w.office, j.GetJustificationId(), true, "")
		require.NoError(w, err)
		file, _, _ = w.export(w.office)
		require.Equal(w, "0.5 2 0 0", figures(file, 0, time.November))
	})
}

// Two of the office hand in parts of one sheet at the same moment: no cell of either is lost.
func TestImportsAtTheSameMoment(t *testing.T) {
	each(t, func(w *world) {
		for _, month := range []string{"شتنبر", "أكتوبر"} {
			var work sync.WaitGroup
			for i := range 4 {
				cells := [4]any{}
				cells[i] = fixtures.Num(fmt.Sprint(i + 1))
				data := sheetOf(w.pupil4(0, map[string][4]any{month: cells}))
				work.Go(func() {
					answer, err := w.importSheet(w.writing(w.office), &attendancev1.ImportAbsencesRequest_Header{}, data)
					if err != nil || answer.GetAccepted() != 1 || len(answer.GetWarnings()) > 0 {
						w.Errorf("%v %v", answer, err)
					}
				})
			}
			work.Wait()
		}
		file, _, _ := w.export(w.office)
		require.Equal(w, "1 2 3 4", figures(file, 0, time.September))
		require.Equal(w, "1 2 3 4", figures(file, 0, time.October))
	})
}

func TestOneBadCellRefusesTheSheet(t *testing.T) {
	each(t, func(w *world) {
		w.absent(0, "2026-11-20", "08:30")
		data := sheetOf(
			w.pupil4(0, map[string][4]any{
				"شتنبر": four("0.25", "2", "30.5", "1"), "أكتوبر": four("32", "", "31", ""),
				"نونبر": four("0", "0", "1.5", "2"), "دجنبر": four("0", "3", "", ""),
			}),
			w.pupil4(1, map[string][4]any{"أكتوبر": four("", "", "-1", "")}),
			w.pupil4(77, map[string][4]any{"أكتوبر": four("1", "", "", "")}),
		)
		answer := w.mustImport(data)
		require.Equal(w, typev1.Import_State_REFUSED, answer.GetState())
		require.Zero(w, answer.GetAccepted())
		require.Equal(w, []string{
			"F4 NUMBER_INVALID", "H4 NUMBER_INVALID", "J4 NUMBER_INVALID", "P4 MONTH_HAS_REGISTERS", "S4 NUMBER_INVALID",
			"L5 NUMBER_INVALID", "C6 ROW_UNKNOWN",
		}, findingsOf(answer.GetRefused()))
		require.Contains(w, answer.GetRefused()[3].GetMessage(), "0.5")
		var values []string
		for _, issue := range answer.GetRefused() {
			values = append(values, issue.GetValue())
		}
		require.Equal(w, []string{"0.25", "30.5", "32", "1.5", "3", "-1"}, values[:6])
		require.Zero(w, w.count(`SELECT COUNT(*) FROM imported_months`))
		require.Equal(w, 1, w.count(`SELECT COUNT(*) FROM imports`))

		for _, broken := range [][]byte{nil, []byte("not a workbook"), fixtures.ListEleve(fixtures.ListEleveOptions{})} {
			_, err := w.importSheet(w.writing(w.office), &attendancev1.ImportAbsencesRequest_Header{}, broken)
			require.Equal(w, errs.Invalid, errs.KindOf(err), "%v", err)
		}
		// The name of a file speaks of another class: odd, and no more.
		answer, err := w.importSheet(w.writing(w.office), &attendancev1.ImportAbsencesRequest_Header{FileName: "export_abs_2BACSPF-11.xlsx"},
			sheetOf(w.pupil4(0, map[string][4]any{"أكتوبر": four("1", "", "", "")})))
		require.NoError(w, err)
		require.Equal(w, typev1.Import_State_DONE, answer.GetState())
		require.Equal(w, []string{" FILE_OTHER_CLASS"}, findingsOf(answer.GetWarnings()))
	})
}

func TestWhoHandsInSheets(t *testing.T) {
	each(t, func(w *world) {
		other := w.otherOffice()
		data := sheetOf(w.pupil4(0, map[string][4]any{"أكتوبر": four("1", "", "", "")}))
		key := ids.New()
		ctx := withKey(w.as(w.office), key)
		first, err := w.importSheet(ctx, &attendancev1.ImportAbsencesRequest_Header{}, data)
		require.NoError(w, err)
		again, err := w.importSheet(ctx, &attendancev1.ImportAbsencesRequest_Header{}, data)
		require.NoError(w, err)
		require.Equal(w, first.GetImportId(), again.GetImportId())
		require.Equal(w, 1, w.count(`SELECT COUNT(*) FROM imports`))

		_, err = w.importSheet(w.writing(other), &attendancev1.ImportAbsencesRequest_Header{}, data)
		w.fails(err, errorsv1.Reason_CLASS_NOT_FOUND)
		_, err = w.idara.ExportAbsences(w.as(other), &attendancev1.ExportAbsencesRequest{ClassId: w.class})
		w.fails(err, errorsv1.Reason_CLASS_NOT_FOUND)
		for _, id := range []string{first.GetImportId(), ids.InSchool(gresa), "x\x00"} {
			_, err = w.idara.GetImport(w.as(other), &attendancev1.GetImportRequest{ImportId: id})
			w.fails(err, errorsv1.Reason_IMPORT_NOT_FOUND)
		}
		_, err = w.idara.ExportAbsences(w.as(w.salma), &attendancev1.ExportAbsencesRequest{ClassId: w.class})
		require.Equal(w, errs.Denied, errs.KindOf(err))

		// Who left the class keeps his line; who never was in it has none.
		w.emit(enrolmentRow(w.enrolments[4], w.students[4], w.class, 5, "2026-09-08", "2026-10-15", 2))
		file, _, _ := w.export(w.office)
		require.Len(w, file.Rows, students)
		require.True(w, slices.IsSortedFunc(file.Rows, func(a, b absencesheet.Row) int { return strings.Compare(a.MassarCode, b.MassarCode) }))
	})
}
