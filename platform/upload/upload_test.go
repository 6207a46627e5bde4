package upload_test

import (
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/upload"
	"github.com/massar-platform/massar/platform/xlsx"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

type head struct{ name string }

type part struct {
	header *head
	chunk  []byte
}

func (p *part) GetHeader() *head {
	if p == nil {
		return nil
	}
	return p.header
}

func (p *part) GetChunk() []byte { return p.chunk }

// parts is a stream that ends with an error after its parts, io.EOF unless another is given.
type parts struct {
	list []*part
	err  error
}

func (s *parts) Recv() (*part, error) {
	if len(s.list) == 0 {
		if s.err != nil {
			return nil, s.err
		}
		return nil, io.EOF
	}
	next := s.list[0]
	s.list = s.list[1:]
	return next, nil
}

func chunks(sizes ...int) []*part {
	var list []*part
	for _, n := range sizes {
		list = append(list, &part{chunk: make([]byte, n)})
	}
	return list
}

var errLost = errors.New("lost")

func TestHeaderComesFirst(t *testing.T) {
	s := &parts{list: []*part{{header: &head{name: "x"}}, {chunk: []byte("ab")}, {chunk: []byte("c")}}}
	h, err := upload.Header(s)
	require.NoError(t, err)
	require.Equal(t, "x", h.name)
	data, err := upload.File(s)
	require.NoError(t, err)
	require.Equal(t, "abc", string(data))

	for name, s := range map[string]*parts{"a chunk": {list: chunks(1)}, "nothing": {}} {
		_, err := upload.Header(s)
		require.Equal(t, errs.Invalid, errs.KindOf(err), name)
		require.Equal(t, errorsv1.Reason_INVALID_REQUEST, errs.ReasonOf(err), name)
		var e *errs.Error
		require.ErrorAs(t, err, &e)
		require.Equal(t, "header", e.Fields[0].Name, name)
		require.Equal(t, errorsv1.Reason_FIELD_REQUIRED, e.Fields[0].Reason, name)
	}
	_, err = upload.Header(&parts{err: errLost})
	require.ErrorIs(t, err, errLost)
}

func TestFileIsBounded(t *testing.T) {
	const half = upload.MaxFile / 2
	for name, c := range map[string]struct {
		stream *parts
		size   int
		reason errorsv1.Reason
	}{
		"nothing":         {stream: &parts{}},
		"as large as can": {stream: &parts{list: chunks(half, half)}, size: upload.MaxFile},
		"one byte more":   {stream: &parts{list: chunks(half, half, 1)}, reason: errorsv1.Reason_FILE_TOO_LARGE},
		"a second header": {stream: &parts{list: []*part{{chunk: []byte("a")}, {header: &head{}}}}, reason: errorsv1.Reason_INVALID_REQUEST},
	} {
		data, err := upload.File(c.stream)
		require.Len(t, data, c.size, name)
		if c.reason == 0 {
			require.NoError(t, err, name)
			continue
		}
		require.Equal(t, errs.Invalid, errs.KindOf(err), name)
		require.Equal(t, c.reason, errs.ReasonOf(err), name)
	}
	_, err := upload.File(&parts{list: chunks(3), err: errLost})
	require.ErrorIs(t, err, errLost, "half a file is no file")

	var e *errs.Error
	require.ErrorAs(t, upload.TooLarge(), &e)
	require.Equal(t, "8388608", e.Meta["maxBytes"])
	require.Contains(t, e.UserMessage(localtext.French), "8 MB")
}

func TestRequestIsTheFile(t *testing.T) {
	of := func(header, data string) proto.Message {
		m, err := upload.Request(wrapperspb.String(header), []byte(data))
		require.NoError(t, err)
		return m
	}
	require.True(t, proto.Equal(of("h", "data"), of("h", "data")))
	require.False(t, proto.Equal(of("h", "data"), of("h", "dat")))
	require.False(t, proto.Equal(of("h", "data"), of("i", "data")))
	require.Less(t, proto.Size(of("h", strings.Repeat("x", 1<<20))), 100, "the file itself is not kept")
}

func TestRelay(t *testing.T) {
	size := func(p *part) (int, error) {
		if p.header != nil {
			return 0, errLost
		}
		return len(p.chunk), nil
	}
	var sent []int
	send := func(n int) error { sent = append(sent, n); return nil }
	finish := func() (string, error) { return "answer", nil }

	answer, err := upload.Relay(&parts{list: chunks(1, 2, 3)}, size, send, finish)
	require.NoError(t, err)
	require.Equal(t, "answer", answer)
	require.Equal(t, []int{1, 2, 3}, sent)

	_, err = upload.Relay(&parts{list: chunks(1), err: io.ErrUnexpectedEOF}, size, send, finish)
	require.ErrorIs(t, err, io.ErrUnexpectedEOF, "what was cut off is not finished")
	_, err = upload.Relay(&parts{list: []*part{{header: &head{}}}}, size, send, finish)
	require.ErrorIs(t, err, errLost, "a part that next refuses")

	refused := func() (string, error) { return "", errs.E(errs.Invalid, errorsv1.Reason_FILE_BROKEN, "", nil) }
	_, err = upload.Relay(&parts{list: chunks(1, 2)}, size, func(int) error { return io.EOF }, refused)
	require.Equal(t, errorsv1.Reason_FILE_BROKEN, errs.ReasonOf(err), "the error of the inner service is the one that counts")
}

func TestUnreadable(t *testing.T) {
	for err, reason := range map[error]errorsv1.Reason{
		&xlsx.Error{Reason: xlsx.ReasonFileIsXLS}: errorsv1.Reason_FILE_IS_XLS,
		&xlsx.Error{Reason: "NOT_IN_CATALOGUE"}:   errorsv1.Reason_FILE_BROKEN,
		errLost:                                   errorsv1.Reason_FILE_BROKEN,
	} {
		typed := upload.Unreadable(err)
		require.Equal(t, errs.Invalid, errs.KindOf(typed))
		require.Equal(t, reason, errs.ReasonOf(typed))
		require.ErrorIs(t, typed, err)
	}
}

func TestIssuesNameTheirCell(t *testing.T) {
	found := []xlsx.Issue{
		{Sheet: "S", Cell: "G18", Reason: "CELL_INVALID", Args: []string{"abc"}},
		{Sheet: "S", Cell: "G19", Reason: "CELL_CONFLICT", Args: []string{"12.00", "13.00"}},
		{Sheet: "S", Cell: "C5", Reason: "FILE_OTHER_SCHOOL", Args: []string{"12345A", "54321B"}},
		{Sheet: "S", Cell: "A1", Reason: "ROW_MISSING", Args: []string{"J134567890"}},
	}
	list := upload.Issues(found, localtext.French)
	require.Len(t, list, len(found))
	for i, said := range [][]string{{"G18"}, {"G19"}, {"C5"}, {"J134567890"}} {
		require.Equal(t, found[i].Sheet, list[i].GetSheet())
		require.Equal(t, found[i].Cell, list[i].GetCell())
		require.Equal(t, found[i].Reason, list[i].GetReason())
		for _, word := range said {
			require.Contains(t, list[i].GetMessage(), word)
		}
	}
	require.NotContains(t, list[1].GetMessage(), "12.00", "a mark is not repeated in a message")
	require.NotEqual(t, list[0].GetMessage(), upload.Issues(found[:1], localtext.Arabic)[0].GetMessage())
	require.NotNil(t, upload.Issues(nil, localtext.French), "an empty list is a list")
}

func TestShowRepeatsWhatStandsInACell(t *testing.T) {
	long := strings.Repeat("ش", 81)
	cells := map[string]string{"S G18": "abc", "S G19": long, "T G18": long[:160], "S A1": "Code", "S ": "nothing"}
	answer := &typev1.Import{
		Refused:  []*typev1.ImportIssue{{Sheet: "S", Cell: "G18"}, {Sheet: "S", Cell: "G19"}, {Sheet: "T", Cell: "G18"}},
		Warnings: []*typev1.ImportIssue{{Sheet: "S", Cell: "G18"}, {Sheet: "S", Cell: "A1", Reason: "ROW_MISSING"}, {Sheet: "S"}, {Sheet: "S", Cell: "Z9"}},
	}
	upload.Show(answer, func(sheet, cell string) string { return cells[sheet+" "+cell] })
	var got []string
	for _, issue := range append(answer.GetRefused(), answer.GetWarnings()...) {
		got = append(got, issue.GetValue())
	}
	require.Equal(t, []string{"abc", strings.Repeat("ش", 79) + "…", long[:160], "abc", "", "", ""}, got)
}
