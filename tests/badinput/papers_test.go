package badinput

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/clock"
	"github.com/massar-platform/massar/tests/fixtures"
	"github.com/massar-platform/massar/tests/stand"
)

// justifications: for another's child, of days that cannot be, and decided ones.
func (w *world) justifications(t *testing.T) {
	bring := func(student string, body stand.Object) func(stand.Client) stand.Answer {
		return post("/v1/waliye/children/"+student+"/justifications", body)
	}
	mine := w.Pupils[0][0]
	day := func(n int) string {
		today, err := clock.ParseDate(stand.SchoolDate)
		require.NoError(t, err)
		return today.AddDate(0, 0, n).Format(time.DateOnly)
	}
	days := func(from, to string) stand.Object { return stand.Object{"from": from, "to": to, "reason": "FAMILY"} }
	invalid := func(name, reason, field string, body stand.Object) refusal {
		return refusal{name: name, as: w.Father, ask: bring(mine, body), status: 400, code: "INVALID_ARGUMENT", reason: reason, fields: []string{field}}
	}
	w.refuses(
		t,
		refusal{name: "for another's child", as: w.Father, ask: bring(w.Pupils[1][0], days("2026-11-20", "")), status: 404, code: "NOT_FOUND", reason: "STUDENT_NOT_FOUND"},
		refusal{name: "for nobody's child", as: w.Father, ask: bring(nowhere, days("2026-11-20", "")), status: 404, code: "NOT_FOUND", reason: "STUDENT_NOT_FOUND"},
		refusal{
			name: "another's, read", as: w.Stranger, ask: get("/v1/waliye/children/" + mine + "/justifications"),
			status: 404, code: "NOT_FOUND", reason: "STUDENT_NOT_FOUND",
		},
		refusal{name: "of days that have one", as: w.Father, ask: bring(mine, days("2026-11-18", "2026-11-20")), status: 409, code: "ALREADY_EXISTS", reason: "JUSTIFICATION_EXISTS"},
		invalid("of a day that is none", "DATE_INVALID", "from", days("2026-02-30", "")),
		invalid("that ends before it begins", "DATE_INVALID", "to", days("2026-11-20", "2026-11-17")),
		invalid("months ahead", "JUSTIFICATION_TOO_EARLY", "from", days(day(61), "")),
		invalid("months later", "JUSTIFICATION_TOO_LATE", "from", days("2026-09-15", "")),
		invalid("of half a year", "JUSTIFICATION_TOO_LONG", "from", days("2026-11-25", "2027-05-25")),
		invalid("without a reason", "INVALID_REQUEST", "reason", stand.Object{"from": "2026-11-25"}),
		invalid("in words that turn around", "INVALID_REQUEST", "text", stand.Object{"from": "2026-11-25", "reason": "OTHER", "text": "a\u202eb"}),
		refusal{
			name: "decided by another school", as: w.OtherOffice, ask: post("/v1/idara/justifications/"+w.Week.Justification+":accept", stand.Object{}),
			status: 404, code: "NOT_FOUND", reason: "JUSTIFICATION_NOT_FOUND",
		},
		refusal{
			name: "refused without a reason", as: w.Office, ask: post("/v1/idara/justifications/"+w.Week.Justification+":refuse", stand.Object{}),
			status: 400, code: "INVALID_ARGUMENT", reason: "INVALID_REQUEST", fields: []string{"reason"},
		},
	)
	w.papers(t)
	w.D.As(t, w.Office).Post("/v1/idara/justifications/"+w.Week.Justification+":accept", stand.Object{}).OK()
	w.refuses(t, refusal{
		name: "a paper for one that is decided", as: w.Father, ask: w.attach(stand.Picture(t)),
		status: 400, code: "FAILED_PRECONDITION", reason: "JUSTIFICATION_DECIDED",
	})
}

func (w *world) attach(file []byte) func(stand.Client) stand.Answer {
	return post("/v1/waliye/children/"+w.Pupils[0][0]+"/justifications/"+w.Week.Justification+":attach", file)
}

// kept are the files of papers on the disk.
func (w *world) kept(t *testing.T) (list []string) {
	t.Helper()
	require.NoError(t, filepath.WalkDir(filepath.Join(w.D.Data, "documents"), func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			list = append(list, path)
		}
		return err
	}))
	return list
}

// papers: what is too large, pretends to be another thing, or is made to harm who opens it.
func (w *world) papers(t *testing.T) {
	files := w.kept(t)
	require.NotEmpty(t, files)
	jpeg := []byte("\xff\xd8\xff\xe0\x00\x10JFIF\x00")
	pdf := func(body string) []byte { return []byte("%PDF-1.4\n" + body + "\ntrailer<</Root 1 0 R>>\n%%EOF\n") }
	for name, c := range map[string]struct {
		file   []byte
		reason string
	}{
		"larger than a paper":                   {append(bytes.Clone(jpeg), make([]byte, 5<<20)...), "DOCUMENT_TOO_LARGE"},
		"larger than any file":                  {append(bytes.Clone(jpeg), make([]byte, tooLarge)...), "FILE_TOO_LARGE"},
		"nothing":                               {[]byte{}, "DOCUMENT_TYPE"},
		"a page of HTML":                        {[]byte("<!DOCTYPE html><script>alert(1)</script>"), "DOCUMENT_TYPE"},
		"a picture that is a program":           {[]byte(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`), "DOCUMENT_TYPE"},
		"a program":                             {[]byte("\x7fELF\x02\x01\x01\x00"), "DOCUMENT_TYPE"},
		"a program for Windows":                 {[]byte("MZ\x90\x00"), "DOCUMENT_TYPE"},
		"a workbook":                            {stand.ClassList(stand.SchoolName, "E", []int{1}), "DOCUMENT_TYPE"},
		"an archive that unfolds":               {fixtures.Bomb(), "DOCUMENT_TYPE"},
		"a GIF":                                 {[]byte("GIF89a\x01\x00\x01\x00\x00\x00\x00;"), "DOCUMENT_TYPE"},
		"the head of a PNG before HTML":         {[]byte("\x89PNG\r\n\x1a\n<script>alert(1)</script>"), "DOCUMENT_TYPE"},
		"the head of a JPEG before HTML":        {append(bytes.Clone(jpeg), "<script>alert(1)</script>"...), "DOCUMENT_TYPE"},
		"a PNG that is cut":                     {stand.Picture(t)[:60], "DOCUMENT_TYPE"},
		"a bomb: a PNG of 60000 by 60000":       {pngOf(60_000, 60_000), "DOCUMENT_TOO_LARGE"},
		"a bomb: a PNG of 16000 by 16000":       {pngOf(16_000, 16_000), "DOCUMENT_TOO_LARGE"},
		"a bomb: a PNG of two thousand million": {pngOf(1<<31-1, 1<<31-1), "DOCUMENT_TYPE"},
		"a PDF with a script":                   {pdf("1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj"), "DOCUMENT_TYPE"},
		"a PDF that starts a program":           {pdf("1 0 obj<</Type/Catalog/OpenAction<</S/Launch/F(cmd.exe)>>>>endobj"), "DOCUMENT_TYPE"},
		"a PDF that is only a head":             {[]byte("%PDF-1.4\n"), "DOCUMENT_TYPE"},
	} {
		w.refuses(t, refusal{name: "a paper that is " + name, as: w.Father, ask: w.attach(c.file), status: 400, code: "INVALID_ARGUMENT", reason: c.reason})
	}
	w.refuses(
		t,
		refusal{name: "a paper for another's child", as: w.Stranger, ask: w.attach(stand.Picture(t)), status: 404, code: "NOT_FOUND", reason: "JUSTIFICATION_NOT_FOUND"},
		refusal{
			name: "a paper to another's justification", as: w.Stranger,
			ask:    post("/v1/waliye/children/"+w.Pupils[1][0]+"/justifications/"+w.Week.Justification+":attach", stand.Picture(t)),
			status: 404, code: "NOT_FOUND", reason: "JUSTIFICATION_NOT_FOUND",
		},
		refusal{
			name: "the address of a paper, guessed", ask: get("/v1/waliye/files/" + strings.Repeat("A", 60)),
			status: 404, code: "NOT_FOUND", reason: "DOCUMENT_NOT_FOUND",
		},
		refusal{
			name: "the address of a paper, changed", ask: get("/v1/waliye/files/" + w.Week.Papers["waliye"][1:] + "A"),
			status: 404, code: "NOT_FOUND", reason: "DOCUMENT_NOT_FOUND",
		},
		refusal{
			name: "a link to another's paper", as: w.Stranger, ask: get("/v1/waliye/documents/" + w.Week.Document + ":link"),
			status: 404, code: "NOT_FOUND", reason: "DOCUMENT_NOT_FOUND",
		},
	)
	require.Equal(t, files, w.kept(t), "files of papers that were refused")
}

// pngOf claims to be a picture of some size and holds next to nothing.
func pngOf(width, height uint32) []byte {
	out := []byte("\x89PNG\r\n\x1a\n")
	chunk := func(kind string, data []byte) {
		out = binary.BigEndian.AppendUint32(out, uint32(len(data)))
		body := append([]byte(kind), data...)
		out = append(out, body...)
		out = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(body))
	}
	head := binary.BigEndian.AppendUint32(nil, width)
	head = binary.BigEndian.AppendUint32(head, height)
	chunk("IHDR", append(head, 8, 6, 0, 0, 0)) // eight bits, with colours and transparency
	chunk("IDAT", []byte("x\x9c\x03\x00\x00\x00\x00\x01"))
	chunk("IEND", nil)
	return out
}
