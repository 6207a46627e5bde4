package attendance_test

import (
	"context"
	"path/filepath"
	"strings"
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
	"github.com/massar-platform/massar/services/attendance"
)

func (w *world) letter(ctx context.Context, student int, from, to string) (*typev1.AbsenceLetter, error) {
	return w.idara.CreateLetter(ctx, &attendancev1.CreateLetterRequest{StudentId: w.students[student], From: from, To: to})
}

func TestALetterStaysAsItWasWritten(t *testing.T) {
	each(t, func(w *world) {
		w.absent(0, "2026-11-19", "08:30")
		w.absent(0, "2026-11-20", "08:30")
		late := w.plan(w.omar, today, "10:30", "")
		w.at(today, "10:40")
		w.save(w.omar, late, &typev1.EntryInput{StudentId: w.students[0], State: typev1.Attendance_LATE, MinutesLate: 15},
			&typev1.EntryInput{StudentId: w.students[1], State: typev1.Attendance_LATE, MinutesLate: 5})

		ctx := w.writing(w.office)
		letter, err := w.letter(ctx, 0, "2026-11-16", today)
		require.NoError(w, err)
		require.Equal(w, int32(2), letter.GetAbsences())
		require.Equal(w, "Eleve", letter.GetStudentName().GetLatin())
		again, err := w.letter(ctx, 0, "2026-11-16", today)
		require.NoError(w, err)
		require.Equal(w, letter.GetLetterId(), again.GetLetterId())
		require.Equal(w, 1, w.count(`SELECT COUNT(*) FROM letters`))
		require.Equal(w, 1, w.count(`SELECT COUNT(*) FROM audit_log WHERE rpc = 'attendance.CreateLetter' AND resource = $1`, w.students[0]))
		body := w.text(`SELECT body FROM letters`)
		require.Contains(w, body, `"answerBy":"2026-11-23"`)
		require.Contains(w, body, `"hoursUndecided":"2"`, "the absence of Thursday can no longer be justified in time")
		require.Contains(w, body, `"hoursUnjustified":"2"`)
		require.Contains(w, body, `"minutesLate":15`)
		require.Contains(w, body, "الأكاديمية الجهوية")
		require.Contains(w, body, "المديرية الإقليمية")
		require.Less(w, strings.Index(body, "2026-11-19"), strings.Index(body, `"start":"10:30"`))

		// What happens later is told in another letter.
		j := w.mustExcuse(w.guardian, 0, "2026-11-19", "2026-11-20")
		_, err = w.decide(w.office, j.GetJustificationId(), true, "")
		require.NoError(w, err)
		require.Equal(w, body, w.text(`SELECT body FROM letters`))
		w.clock.Advance(time.Minute)
		second, err := w.letter(w.writing(w.office), 0, "2026-11-16", today)
		require.NoError(w, err)

		list, err := w.idara.ListLetters(w.as(w.office), &attendancev1.ListLettersRequest{StudentId: w.students[0]})
		require.NoError(w, err)
		require.Len(w, list.GetLetters(), 2)
		require.Equal(w, second.GetLetterId(), list.GetLetters()[0].GetLetterId())

		for from, to := range map[string]string{"2026-11-20": "2026-11-19", "2026-08-01": today, "2026-11-31": today, "2026-11-01": "tomorrow 1"} {
			_, err = w.letter(w.writing(w.office), 0, from, to)
			w.fails(err, errorsv1.Reason_DATE_INVALID)
		}
		_, err = w.letter(w.writing(w.office), 0, "2026-11-16", "2026-11-18")
		w.fails(err, errorsv1.Reason_NO_ABSENCES)
		_, err = w.letter(w.writing(w.office), 1, "2026-11-16", today)
		w.fails(err, errorsv1.Reason_NO_ABSENCES)
	})
}

func (w *world) text(sql string) string {
	w.Helper()
	text := ""
	require.NoError(w, w.db.QueryRow(w.Context(), sql).Scan(&text))
	return text
}

func TestLettersOfOthers(t *testing.T) {
	each(t, func(w *world) {
		w.absent(0, "2026-11-20", "08:30")
		letter, err := w.letter(w.writing(w.office), 0, "2026-11-16", today)
		require.NoError(w, err)
		other := w.otherOffice()
		_, err = w.letter(w.writing(other), 0, "2026-11-16", today)
		w.fails(err, errorsv1.Reason_STUDENT_NOT_FOUND)
		_, err = w.idara.ListLetters(w.as(other), &attendancev1.ListLettersRequest{StudentId: w.students[0]})
		w.fails(err, errorsv1.Reason_STUDENT_NOT_FOUND)
		for _, id := range []string{letter.GetLetterId(), ids.InSchool(gresa), "x\x00"} {
			_, err = w.idara.GetLetter(w.as(other), &attendancev1.GetLetterRequest{LetterId: id})
			w.fails(err, errorsv1.Reason_LETTER_NOT_FOUND)
		}
		for _, p := range []auth.Principal{w.guardian, w.salma} {
			_, err = w.idara.GetLetter(w.as(p), &attendancev1.GetLetterRequest{LetterId: letter.GetLetterId()})
			require.Equal(w, errs.Denied, errs.KindOf(err))
		}
	})
}

func TestLettersArePrinted(t *testing.T) {
	each(t, func(w *world) {
		w.absent(0, "2026-11-20", "08:30")
		letter, err := w.letter(w.writing(w.office), 0, "2026-11-16", today)
		require.NoError(w, err)
		for _, lang := range []string{"", "fr"} {
			ctx, cancel := context.WithTimeout(w.as(w.office), time.Minute)
			defer cancel()
			var header metadata.MD
			body, err := w.idara.GetLetter(ctx, &attendancev1.GetLetterRequest{LetterId: letter.GetLetterId(), Lang: lang}, grpc.Header(&header))
			require.NoError(w, err)
			require.Equal(w, "application/pdf", body.GetContentType())
			require.True(w, strings.HasPrefix(string(body.GetData()), "%PDF-"))
			require.Regexp(w, `^absences-J134567890-[0-9A-F]{8}\.pdf$`, strings.Join(header.Get("x-massar-filename"), "|"))
		}
	})
}

func TestAMachineWithoutARendererOrAPlaceForPapers(t *testing.T) {
	each(t, func(w *world) {
		w.absent(0, "2026-11-20", "08:30")
		letter, err := w.letter(w.writing(w.office), 0, "2026-11-16", today)
		require.NoError(w, err)
		bare, err := attendance.New(attendance.Config{LetterCommand: "no-such-browser"}, w.deps)
		require.NoError(w, err)
		_, err = bare.GetLetter(w.as(w.office), &attendancev1.GetLetterRequest{LetterId: letter.GetLetterId()})
		w.fails(err, errorsv1.Reason_LETTER_RENDERER_MISSING)
		require.Equal(w, errs.Unavailable, errs.KindOf(err))

		j := w.mustExcuse(w.guardian, 0, today, "")
		document, err := w.attach(w.writing(w.guardian), w.guardian, headerOf(j), []byte(certificate))
		require.NoError(w, err)
		link, err := bare.LinkDocument(w.as(w.guardian), &attendancev1.LinkDocumentRequest{DocumentId: document.GetDocumentId()})
		require.NoError(w, err)
		token := link.GetUrl()[strings.LastIndex(link.GetUrl(), "/")+1:]
		_, err = bare.GetDocument(w.Context(), &attendancev1.GetDocumentRequest{Token: token})
		w.fails(err, errorsv1.Reason_NOT_READY)
		_, _, err = w.open(w.Context(), token)
		w.fails(err, errorsv1.Reason_DOCUMENT_NOT_FOUND) // another process, another key

		for _, cfg := range []attendance.Config{{Documents: "ftp://papers"}, {LinkKeyFile: filepath.Join(w.TempDir(), "missing")}} {
			_, err = attendance.New(cfg, w.deps)
			require.Error(w, err)
		}
	})
}
