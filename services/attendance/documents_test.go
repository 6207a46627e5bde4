package attendance_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"image"
	"image/png"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"google.golang.org/genproto/googleapis/api/httpbody"
	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/sqldb/sqldbtest"
	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/attendance"
)

const certificate = "%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"

// attach sends a file in chunks of 64 KB.
func (w *world) attach(ctx context.Context, p auth.Principal, header *attendancev1.AttachDocumentRequest_Header, data []byte) (*typev1.JustificationDocument, error) {
	w.Helper()
	stream, err := w.client(p).AttachDocument(ctx)
	require.NoError(w, err)
	send := func(part *attendancev1.AttachDocumentRequest) bool {
		err := stream.Send(part)
		if !errors.Is(err, io.EOF) {
			require.NoError(w, err)
		}
		return err == nil
	}
	if send(&attendancev1.AttachDocumentRequest{Part: &attendancev1.AttachDocumentRequest_Header_{Header: header}}) {
		for len(data) > 0 {
			n := min(len(data), 64<<10)
			if !send(&attendancev1.AttachDocumentRequest{Part: &attendancev1.AttachDocumentRequest_Chunk{Chunk: data[:n]}}) {
				break
			}
			data = data[n:]
		}
	}
	return stream.CloseAndRecv()
}

func headerOf(j *typev1.AbsenceJustification) *attendancev1.AttachDocumentRequest_Header {
	return &attendancev1.AttachDocumentRequest_Header{JustificationId: j.GetJustificationId()}
}

// files are the names of everything in the bucket.
func (w *world) files() []string {
	w.Helper()
	var names []string
	require.NoError(w, filepath.WalkDir(w.papers, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			names = append(names, path)
		}
		return err
	}))
	return names
}

func (w *world) link(p auth.Principal, document string) (string, error) {
	answer, err := w.client(p).LinkDocument(w.as(p), &attendancev1.LinkDocumentRequest{DocumentId: document})
	return answer.GetUrl()[strings.LastIndex(answer.GetUrl(), "/")+1:], err
}

func (w *world) open(ctx context.Context, token string) (*httpbody.HttpBody, string, error) {
	var header metadata.MD
	body, err := w.waliye.GetDocument(ctx, &attendancev1.GetDocumentRequest{Token: token}, grpc.Header(&header))
	return body, strings.Join(header.Get("x-massar-filename"), "|"), err
}

func photo(t testing.TB) []byte {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, png.Encode(&out, image.NewRGBA(image.Rect(0, 0, 30, 20))))
	return out.Bytes()
}

func TestAPaperIsKeptAndOpenedForFiveMinutes(t *testing.T) {
	each(t, func(w *world) {
		j := w.mustExcuse(w.guardian, 0, today, "")
		header := headerOf(j)
		header.StudentId = w.students[0]
		document, err := w.attach(w.writing(w.guardian), w.guardian, header, []byte(certificate))
		require.NoError(w, err)
		require.Equal(w, "application/pdf", document.GetContentType())
		require.Equal(w, int32(len(certificate)), document.GetSize())
		picture, err := w.attach(w.writing(w.office), w.office, headerOf(j), photo(w))
		require.NoError(w, err)
		require.Equal(w, "image/png", picture.GetContentType())

		answer, err := w.waliye.ListJustifications(w.as(w.guardian), &attendancev1.ListJustificationsRequest{StudentId: w.students[0]})
		require.NoError(w, err)
		require.Len(w, answer.GetJustifications()[0].GetDocuments(), 2)
		require.Equal(w, document.GetDocumentId(), answer.GetJustifications()[0].GetDocuments()[0].GetDocumentId())

		// What lies in the folder: two files under names that nobody guesses, with the digests of the rows.
		files := w.files()
		require.Len(w, files, 2)
		for _, file := range files {
			data, err := os.ReadFile(file)
			require.NoError(w, err)
			sum := sha256.Sum256(data)
			require.Equal(w, 1, w.count(`SELECT COUNT(*) FROM documents WHERE sha256 = $1`, hex.EncodeToString(sum[:])))
			require.Len(w, filepath.Base(file), 36+1+32)
		}

		full, err := w.waliye.LinkDocument(w.as(w.guardian), &attendancev1.LinkDocumentRequest{DocumentId: document.GetDocumentId()})
		require.NoError(w, err)
		require.True(w, strings.HasPrefix(full.GetUrl(), "/v1/waliye/files/"), full.GetUrl())
		expires, err := time.Parse(time.RFC3339, full.GetExpiresAt())
		require.NoError(w, err)
		require.InDelta(w, 5*time.Minute, expires.Sub(w.clock.Now()), float64(2*time.Second))
		token := strings.TrimPrefix(full.GetUrl(), "/v1/waliye/files/")

		// A browser comes without a token of its own; the answer is to be saved.
		body, name, err := w.open(w.Context(), token)
		require.NoError(w, err)
		require.Equal(w, certificate, string(body.GetData()))
		require.Equal(w, "application/pdf", body.GetContentType())
		require.Equal(w, "document.pdf", name)

		officeLink, err := w.idara.LinkDocument(w.as(w.office), &attendancev1.LinkDocumentRequest{DocumentId: document.GetDocumentId()})
		require.NoError(w, err)
		require.True(w, strings.HasPrefix(officeLink.GetUrl(), "/v1/idara/files/"))

		w.clock.Advance(5*time.Minute + time.Second)
		_, _, err = w.open(w.Context(), token)
		w.fails(err, errorsv1.Reason_DOCUMENT_NOT_FOUND)

		require.Eventually(w, func() bool {
			return w.count(`SELECT COUNT(*) FROM read_log WHERE rpc = 'attendance.GetDocument' AND account_id = $1 AND ref = $2`,
				w.guardian.AccountID, document.GetDocumentId()) == 1 &&
				w.count(`SELECT COUNT(*) FROM read_log WHERE rpc = 'attendance.LinkDocument'`) == 2
		}, 5*time.Second, 20*time.Millisecond)
	})
}

func TestPapersOfOthers(t *testing.T) {
	each(t, func(w *world) {
		j := w.mustExcuse(w.guardian, 0, today, "")
		document, err := w.attach(w.writing(w.guardian), w.guardian, headerOf(j), []byte(certificate))
		require.NoError(w, err)
		stranger := person(optionsv1.Role_ROLE_GUARDIAN)
		w.scopes[stranger.AccountID] = &typev1.Scope{StudentIds: []string{w.students[1]}}
		other := w.otherOffice()
		for _, p := range []auth.Principal{stranger, other} {
			_, err = w.attach(w.writing(p), p, headerOf(j), []byte(certificate))
			w.fails(err, errorsv1.Reason_JUSTIFICATION_NOT_FOUND)
			for _, id := range []string{document.GetDocumentId(), ids.InSchool(gresa), "x", "12345A.\x00"} {
				_, err = w.link(p, id)
				w.fails(err, errorsv1.Reason_DOCUMENT_NOT_FOUND)
			}
		}
		// His own justification, under another child's name.
		header := headerOf(j)
		header.StudentId = w.students[1]
		_, err = w.attach(w.writing(w.guardian), w.guardian, header, []byte(certificate))
		w.fails(err, errorsv1.Reason_JUSTIFICATION_NOT_FOUND)

		token, err := w.link(w.guardian, document.GetDocumentId())
		require.NoError(w, err)
		for _, forged := range []string{"A" + token[1:], token[:len(token)-2] + "AA", token + "A", strings.Repeat("A", 100)} {
			_, _, err = w.open(w.Context(), forged)
			w.fails(err, errorsv1.Reason_DOCUMENT_NOT_FOUND)
		}
		_, _, err = w.open(w.Context(), token)
		require.NoError(w, err)
	})
}

func TestFilesThatAreNoPapers(t *testing.T) {
	each(t, func(w *world) {
		j := w.mustExcuse(w.guardian, 0, today, "")
		for name, c := range map[string]struct {
			data []byte
			want errorsv1.Reason
		}{
			"a page":             {[]byte("<html><script>alert(1)</script>"), errorsv1.Reason_DOCUMENT_TYPE},
			"nothing":            {nil, errorsv1.Reason_DOCUMENT_TYPE},
			"a PDF by its name":  {[]byte("%PDF-1.4 but nothing else"), errorsv1.Reason_DOCUMENT_TYPE},
			"a PDF with script":  {[]byte(strings.Replace(certificate, "/Catalog", "/Catalog /OpenAction << /S /JavaScript >>", 1)), errorsv1.Reason_DOCUMENT_TYPE},
			"a PDF of five MB":   {append([]byte(certificate), make([]byte, 5<<20)...), errorsv1.Reason_DOCUMENT_TOO_LARGE},
			"a PDF of nine MB":   {append([]byte(certificate), make([]byte, 9<<20)...), errorsv1.Reason_DOCUMENT_TOO_LARGE},
			"a picture cut":      {photo(w)[:40], errorsv1.Reason_DOCUMENT_TYPE},
			"a program, renamed": {[]byte("\x7fELF"), errorsv1.Reason_DOCUMENT_TYPE},
		} {
			_, err := w.attach(w.writing(w.guardian), w.guardian, headerOf(j), c.data)
			require.True(w, errs.Is(err, c.want), "%s: %v", name, err)
		}
		require.Empty(w, w.files())
		require.Zero(w, w.count(`SELECT COUNT(*) FROM documents`))
	})
}

func TestFivePapersAndNoneAfterTheDecision(t *testing.T) {
	each(t, func(w *world) {
		j := w.mustExcuse(w.guardian, 0, today, "")
		var ctx context.Context
		var last *typev1.JustificationDocument
		for range 5 {
			ctx = w.writing(w.guardian)
			var err error
			last, err = w.attach(ctx, w.guardian, headerOf(j), []byte(certificate))
			require.NoError(w, err)
		}
		_, err := w.attach(w.writing(w.guardian), w.guardian, headerOf(j), []byte(certificate))
		w.fails(err, errorsv1.Reason_TOO_MANY_ITEMS)
		// The fifth again, with its key, is answered and kept once.
		again, err := w.attach(ctx, w.guardian, headerOf(j), []byte(certificate))
		require.NoError(w, err)
		require.Equal(w, last.GetDocumentId(), again.GetDocumentId())
		_, err = w.attach(ctx, w.guardian, headerOf(j), photo(w))
		w.fails(err, errorsv1.Reason_IDEMPOTENCY_KEY_REUSED)
		require.Len(w, w.files(), 5)

		_, err = w.decide(w.office, j.GetJustificationId(), true, "")
		require.NoError(w, err)
		_, err = w.attach(w.writing(w.guardian), w.guardian, headerOf(j), []byte(certificate))
		w.fails(err, errorsv1.Reason_JUSTIFICATION_DECIDED)
		again, err = w.attach(ctx, w.guardian, headerOf(j), []byte(certificate))
		require.NoError(w, err)
		require.Equal(w, last.GetDocumentId(), again.GetDocumentId())
		require.Len(w, w.files(), 5)
	})
}

func TestEightPapersAtTheSameMoment(t *testing.T) {
	each(t, func(w *world) {
		j := w.mustExcuse(w.guardian, 0, today, "")
		var (
			group sync.WaitGroup
			kept  atomic.Int32
		)
		for range 8 {
			ctx := w.writing(w.guardian)
			group.Go(func() {
				_, err := w.attach(ctx, w.guardian, headerOf(j), []byte(certificate))
				if err == nil {
					kept.Add(1)
				} else if !errs.Is(err, errorsv1.Reason_TOO_MANY_ITEMS) {
					w.Errorf("%v", err)
				}
			})
		}
		group.Wait()
		require.Equal(w, int32(5), kept.Load())
		require.Equal(w, 5, w.count(`SELECT COUNT(*) FROM documents`))
		require.Len(w, w.files(), 5, "what was refused at the last moment does not stay")
	})
}

func TestAPaperWithoutARowIsSweptAndNoOther(t *testing.T) {
	each(t, func(w *world) {
		j := w.mustExcuse(w.guardian, 0, today, "")
		document, err := w.attach(w.writing(w.guardian), w.guardian, headerOf(j), []byte(certificate))
		require.NoError(w, err)
		kept := w.files()[0]
		// What a process leaves that ends between file and row, also one of a paper that was written again.
		orphan := filepath.Join(w.papers, gresa, ids.New()+"-"+strings.Repeat("ab", 16))
		second := filepath.Join(w.papers, gresa, strings.TrimPrefix(document.GetDocumentId(), gresa+".")+"-"+strings.Repeat("cd", 16))
		young := filepath.Join(w.papers, gresa, ids.New()+"-"+strings.Repeat("ef", 16))
		foreign := filepath.Join(w.papers, gresa, "somebody-elses")
		old := w.clock.Now().Add(-25 * time.Hour)
		half := kept + ".18a3f0c2b4d5e6f7.tmp"
		for _, name := range []string{orphan, second, young, foreign, half} {
			require.NoError(w, os.WriteFile(name, []byte("x"), 0o600))
		}
		require.NoError(w, os.Chtimes(young, w.clock.Now(), w.clock.Now()))
		for _, name := range []string{orphan, second, kept, foreign, half} {
			require.NoError(w, os.Chtimes(name, old, old))
		}
		require.Eventually(w, func() bool { return len(w.files()) == 3 }, 5*time.Second, 20*time.Millisecond)
		require.ElementsMatch(w, []string{kept, young, foreign}, w.files())

		token, err := w.link(w.guardian, document.GetDocumentId())
		require.NoError(w, err)
		body, _, err := w.open(w.Context(), token)
		require.NoError(w, err)
		require.Equal(w, certificate, string(body.GetData()))
	})
}

// What was taken back leaves no paper: nobody opens it from that moment, and the sweep removes the file.
func TestThePapersOfAWithdrawnJustificationGo(t *testing.T) {
	each(t, func(w *world) {
		j := w.mustExcuse(w.guardian, 0, today, "")
		document, err := w.attach(w.writing(w.guardian), w.guardian, headerOf(j), []byte(certificate))
		require.NoError(w, err)
		token, err := w.link(w.guardian, document.GetDocumentId())
		require.NoError(w, err)
		require.NoError(w, w.withdraw(w.guardian, 0, j.GetJustificationId()))
		_, err = w.link(w.guardian, document.GetDocumentId())
		w.fails(err, errorsv1.Reason_DOCUMENT_NOT_FOUND)
		_, _, err = w.open(w.Context(), token)
		w.fails(err, errorsv1.Reason_DOCUMENT_NOT_FOUND)
		old := w.clock.Now().Add(-25 * time.Hour)
		require.NoError(w, os.Chtimes(w.files()[0], old, old))
		require.Eventually(w, func() bool { return len(w.files()) == 0 }, 5*time.Second, 20*time.Millisecond)
	})
}

// A process whose database is not that of the papers removes nothing: almost every paper looks like one too many.
func TestNoPaperIsSweptWhereMostLookLikeIt(t *testing.T) {
	sqldbtest.Each(t, "attendance", attendance.Migrations(), func(t *testing.T, db sqldb.DB) {
		said := &transcript{}
		w := newWorld(t, db, students, func(w *world) { w.log = slog.New(slog.NewTextHandler(said, nil)) })
		// They are there all at once, as they are for a process that starts.
		beside := w.TempDir()
		old := w.clock.Now().Add(-25 * time.Hour)
		const orphans = 21
		for range orphans {
			name := filepath.Join(beside, ids.New()+"-"+strings.Repeat("ab", 16))
			require.NoError(w, os.WriteFile(name, []byte("x"), 0o600))
			require.NoError(w, os.Chtimes(name, old, old))
		}
		require.NoError(w, os.Rename(beside, filepath.Join(w.papers, "23456B")))
		require.Eventually(w, func() bool { return said.has("level=ERROR", "orphans=21 papers=21") }, 5*time.Second, 20*time.Millisecond)
		require.Len(w, w.files(), orphans)

		// So few may be what processes left.
		require.NoError(w, os.Remove(w.files()[0]))
		require.Eventually(w, func() bool { return len(w.files()) == 0 }, 5*time.Second, 20*time.Millisecond)
	})
}

// transcript keeps what is written from several goroutines.
type transcript struct {
	mu   sync.Mutex
	text strings.Builder
}

func (t *transcript) Write(line []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.text.Write(line)
}

func (t *transcript) has(parts ...string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return !slices.ContainsFunc(parts, func(part string) bool { return !strings.Contains(t.text.String(), part) })
}

func TestAPaperThatWasChangedDoesNotOpen(t *testing.T) {
	each(t, func(w *world) {
		j := w.mustExcuse(w.guardian, 0, today, "")
		document, err := w.attach(w.writing(w.guardian), w.guardian, headerOf(j), []byte(certificate))
		require.NoError(w, err)
		token, err := w.link(w.guardian, document.GetDocumentId())
		require.NoError(w, err)
		require.NoError(w, os.WriteFile(w.files()[0], []byte(strings.ToUpper(certificate)), 0o600))
		_, _, err = w.open(w.Context(), token)
		require.Equal(w, errs.DataLoss, errs.KindOf(err), "%v", err)
		require.NoError(w, os.Remove(w.files()[0]))
		_, _, err = w.open(w.Context(), token)
		w.fails(err, errorsv1.Reason_UNAVAILABLE)
	})
}
