package errs_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"
	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/localtext"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
)

// everyReason lists the reasons of reason.proto but the unspecified one.
func everyReason(t *testing.T) []errorsv1.Reason {
	t.Helper()
	var all []errorsv1.Reason
	for n := range errorsv1.Reason_name {
		if n != 0 {
			all = append(all, errorsv1.Reason(n))
		}
	}
	require.Greater(t, len(all), 100)
	return all
}

func TestEveryReasonHasItsOwnMessageInBothLanguages(t *testing.T) {
	seen := map[string]errorsv1.Reason{}
	for _, r := range everyReason(t) {
		for _, lang := range []localtext.Lang{localtext.Arabic, localtext.French} {
			bare := errs.Message(r, lang)
			require.NotEmpty(t, bare, "%s %s", r, lang)
			other, twice := seen[bare]
			require.False(t, twice, "%s and %s share a message in %s", r, other, lang)
			seen[bare] = r
			for _, text := range []string{bare, errs.Message(r, lang, "A1"), errs.Message(r, lang, "A1", "B2")} {
				require.False(t, strings.ContainsAny(text, "[]{}"), "%s %s: %q", r, lang, text)
				require.NotContains(t, text, "  ", "%s %s", r, lang)
				require.NotContains(t, text, " .", "%s %s", r, lang)
				require.True(t, strings.HasSuffix(text, "."), "%s %s ends with a full stop: %q", r, lang, text)
				require.Equal(t, strings.Count(text, "("), strings.Count(text, ")"), "%s: %q", r, text)
				require.Less(t, len([]rune(text)), 200, "%s %s is too long to read", r, lang)
			}
		}
	}
}

// A left-to-right run inside an Arabic sentence moves the punctuation around it unless it is isolated.
func TestArabicMessagesKeepTheirOrder(t *testing.T) {
	for _, r := range everyReason(t) {
		text := errs.Message(r, localtext.Arabic, "G18", "2BACSPF-1")
		first, _ := firstStrong(text)
		require.True(t, unicode.Is(unicode.Arabic, first), "%s starts with %q", r, first)
		depth := 0
		for _, c := range text {
			switch {
			case c == '\u2068':
				depth++
			case c == '\u2069':
				depth--
			case depth == 0 && unicode.IsLetter(c):
				require.True(t, unicode.Is(unicode.Arabic, c), "%s: %q outside an isolate in %q", r, c, text)
			case depth == 0:
				require.False(t, unicode.IsDigit(c), "%s: digit outside an isolate in %q", r, text)
				require.NotContains(t, ",;?", string(c), "%s: Latin punctuation in %q", r, text)
			}
		}
		require.Zero(t, depth, "%s: isolates do not close in %q", r, text)
	}
}

func firstStrong(s string) (rune, bool) {
	for _, c := range s {
		if unicode.IsLetter(c) {
			return c, true
		}
	}
	return 0, false
}

func TestMessageFillsItsPlaces(t *testing.T) {
	r := errorsv1.Reason_MARK_ABOVE_SCALE
	require.Equal(t, "La note dépasse le barème. Corrigez-la.", errs.Message(r, localtext.French))
	require.Equal(t, "La note dépasse le barème, qui est de 20. Corrigez-la.", errs.Message(r, localtext.French, 20))
	require.Equal(t, "النقطة أكبر من سلم التنقيط. المرجو تصحيحها.", errs.Message(r, localtext.Arabic))
	require.Equal(t, "النقطة أكبر من سلم التنقيط الذي هو \u206820\u2069. المرجو تصحيحها.", errs.Message(r, localtext.Arabic, 20))
	require.Equal(t, "Ce fichier est celui d'une autre classe, d'après la cellule I9. Choisissez le bon fichier.",
		errs.Message(errorsv1.Reason_FILE_OTHER_CLASS, localtext.French, "I9"))
	require.Equal(t, "Ce fichier est celui d'une autre classe, d'après la cellule I9 : {1}[x]. Choisissez le bon fichier.",
		errs.Message(errorsv1.Reason_FILE_OTHER_CLASS, localtext.French, "I9", "{1}[x]"), "an argument is never a template")
	require.Equal(t, errs.Message(errorsv1.Reason_INTERNAL, localtext.French), errs.Message(9999, localtext.French))
	require.Equal(t, errs.Message(r, localtext.Arabic), errs.Message(r, "zz"), "Arabic is the default")
}

func TestKindsAreTheCanonicalCodes(t *testing.T) {
	want := map[errs.Kind]struct {
		name string
		code codes.Code
		http int
	}{
		errs.Invalid:            {"INVALID_ARGUMENT", codes.InvalidArgument, 400},
		errs.NotFound:           {"NOT_FOUND", codes.NotFound, 404},
		errs.Denied:             {"PERMISSION_DENIED", codes.PermissionDenied, 403},
		errs.Unauthenticated:    {"UNAUTHENTICATED", codes.Unauthenticated, 401},
		errs.FailedPrecondition: {"FAILED_PRECONDITION", codes.FailedPrecondition, 400},
		errs.Aborted:            {"ABORTED", codes.Aborted, 409},
		errs.AlreadyExists:      {"ALREADY_EXISTS", codes.AlreadyExists, 409},
		errs.ResourceExhausted:  {"RESOURCE_EXHAUSTED", codes.ResourceExhausted, 429},
		errs.Unavailable:        {"UNAVAILABLE", codes.Unavailable, 503},
		errs.DeadlineExceeded:   {"DEADLINE_EXCEEDED", codes.DeadlineExceeded, 504},
		errs.Cancelled:          {"CANCELLED", codes.Canceled, 499},
		errs.Unimplemented:      {"UNIMPLEMENTED", codes.Unimplemented, 501},
		errs.OutOfRange:         {"OUT_OF_RANGE", codes.OutOfRange, 400},
		errs.Internal:           {"INTERNAL", codes.Internal, 500},
		errs.Unknown:            {"UNKNOWN", codes.Unknown, 500},
		errs.DataLoss:           {"DATA_LOSS", codes.DataLoss, 500},
	}
	require.Len(t, want, 16)
	for kind, w := range want {
		err := errs.E(kind, 0, "", nil)
		require.Equal(t, w.name, kind.String())
		require.Equal(t, w.http, kind.HTTPStatus())
		require.NotEqual(t, errorsv1.Reason_REASON_UNSPECIFIED, err.Reason, kind)
		require.Equal(t, w.code, errs.ToStatus(err, localtext.French).Code())
		require.Equal(t, kind, errs.KindOf(errs.FromStatus(status.Error(w.code, "x"))))
	}
}

func TestTypedErrorSurvivesTheWire(t *testing.T) {
	sent := errs.E(errs.Invalid, errorsv1.Reason_IMPORT_REFUSED, "importing NotesCC", errors.New("secret detail"),
		errs.Field("cells[3].mark", errorsv1.Reason_MARK_ABOVE_SCALE, 20),
		errs.Field("cells[4].mark", errorsv1.Reason_MARK_TOO_PRECISE),
		errs.Meta("retryAfterSeconds", "30"))
	wire := errs.ToStatusError(fmt.Errorf("outer: %w", sent), localtext.French, "req-1")

	got := errs.FromStatus(wire)
	var e *errs.Error
	require.ErrorAs(t, got, &e)
	require.Equal(t, errs.Invalid, e.Kind)
	require.Equal(t, errorsv1.Reason_IMPORT_REFUSED, e.Reason)
	require.Equal(t, map[string]string{"retryAfterSeconds": "30"}, e.Meta)
	require.Len(t, e.Fields, 2)
	require.Equal(t, "cells[3].mark", e.Fields[0].Name)
	require.Equal(t, errorsv1.Reason_MARK_ABOVE_SCALE, e.Fields[0].Reason)
	require.Equal(t, "La note dépasse le barème, qui est de 20. Corrigez-la.", e.Fields[0].UserMessage(localtext.French))

	// The next hop passes on exactly the same thing, arguments included.
	again := errs.ToStatusError(got, localtext.French, "req-1")
	first, second := status.Convert(wire).Proto(), status.Convert(again).Proto()
	require.True(t, proto.Equal(first, second), "%v\n%v", first, second)
	require.NotContains(t, first.String(), "secret")

	var ids []string
	for _, d := range status.Convert(wire).Details() {
		if info, ok := d.(*errdetails.RequestInfo); ok {
			ids = append(ids, info.GetRequestId())
		}
	}
	require.Equal(t, []string{"req-1"}, ids)
}

func TestUnclassifiedErrorsSayNothing(t *testing.T) {
	for name, err := range map[string]error{
		"plain":   errors.New("pq: password for user massar"),
		"wrapped": fmt.Errorf("x: %w", errors.New("pq: password for user massar")),
		"typed":   errs.E(errs.Internal, 0, "password lookup", errors.New("pq: password for user massar")),
	} {
		st := errs.ToStatus(err, localtext.Arabic)
		require.Equal(t, codes.Internal, st.Code(), name)
		require.NotContains(t, st.Proto().String(), "password", name)
		require.Equal(t, errorsv1.Reason_INTERNAL, errs.ReasonOf(err), name)
		require.Contains(t, err.Error(), "password", "the operator still sees it")
	}
}

func TestErrorsOfContextAndOfGrpcItself(t *testing.T) {
	for _, c := range []struct {
		err    error
		kind   errs.Kind
		reason errorsv1.Reason
	}{
		{context.DeadlineExceeded, errs.DeadlineExceeded, errorsv1.Reason_DEADLINE_EXCEEDED},
		{fmt.Errorf("reading: %w", context.Canceled), errs.Cancelled, errorsv1.Reason_CANCELLED},
		{status.Error(codes.ResourceExhausted, "grpc: received message larger than max"), errs.ResourceExhausted, errorsv1.Reason_BODY_TOO_LARGE},
		{status.Error(codes.Unimplemented, "unknown method Foo"), errs.Unimplemented, errorsv1.Reason_UNSUPPORTED},
		{status.Error(codes.Unavailable, "connection refused 10.0.0.1"), errs.Unavailable, errorsv1.Reason_UNAVAILABLE},
		{status.Error(codes.Code(77), "private number"), errs.Unknown, errorsv1.Reason_INTERNAL},
		{errs.E(errs.NotFound, errorsv1.Reason_STUDENT_NOT_FOUND, "", context.Canceled), errs.NotFound, errorsv1.Reason_STUDENT_NOT_FOUND},
	} {
		require.Equal(t, c.kind, errs.KindOf(c.err), c.err)
		require.Equal(t, c.reason, errs.ReasonOf(c.err), c.err)
		require.True(t, errs.Is(c.err, c.reason))
		require.NotContains(t, errs.ToStatus(c.err, localtext.French).Proto().String(), "10.0.0.1")
	}
	require.Equal(t, errs.None, errs.KindOf(nil))
	require.False(t, errs.Is(nil, errorsv1.Reason_REASON_UNSPECIFIED))
	require.NoError(t, errs.FromStatus(nil))
	require.Equal(t, codes.OK, errs.ToStatus(nil, localtext.French).Code())
}

// A stranger's LocalizedMessage or field list must not be shown as ours.
func TestDetailsOfAnotherDomainAreIgnored(t *testing.T) {
	st, err := status.New(codes.NotFound, "x").WithDetails(
		&errdetails.ErrorInfo{Domain: "other", Reason: "STUDENT_NOT_FOUND"},
		&errdetails.LocalizedMessage{Message: "click here"})
	require.NoError(t, err)
	got := errs.FromStatus(st.Err())
	require.Equal(t, errorsv1.Reason_NOT_FOUND, errs.ReasonOf(got))
	require.NotContains(t, errs.ToStatus(got, localtext.French).Proto().String(), "click here")
}

// Details travel in trailers: a hundred bad fields must not break the client's header limit.
func TestManyFieldsStayUnderTheHeaderLimit(t *testing.T) {
	var opts []errs.Option
	for i := range 500 {
		opts = append(opts, errs.Field(fmt.Sprintf("cells[%d].mark", i), errorsv1.Reason_MARK_ABOVE_SCALE, 20))
	}
	st := errs.ToStatus(errs.E(errs.Invalid, 0, "", nil, opts...), localtext.Arabic)
	require.Less(t, proto.Size(st.Proto())*4/3, 8<<10)
	var e *errs.Error
	require.ErrorAs(t, errs.FromStatus(st.Err()), &e)
	require.NotEmpty(t, e.Fields)
	require.Equal(t, fmt.Sprint(500-len(e.Fields)), e.Meta["fieldsLeftOut"])
}

func TestOperatorText(t *testing.T) {
	err := errs.E(errs.Invalid, errorsv1.Reason_INVALID_REQUEST, "saving cells", errors.New("boom"),
		errs.Field("a", errorsv1.Reason_FIELD_REQUIRED), errs.Field("b", errorsv1.Reason_FIELD_FORMAT))
	require.EqualError(t, err, "saving cells: INVALID_REQUEST [a: FIELD_REQUIRED, b: FIELD_FORMAT]: boom")
	require.EqualError(t, errors.Unwrap(err), "boom")
}

func FuzzMessageArguments(f *testing.F) {
	f.Add("G18", "{2}")
	f.Add("[", "]")
	f.Fuzz(func(t *testing.T, a, b string) {
		text := errs.Message(errorsv1.Reason_FILE_OTHER_CLASS, localtext.French, a, b)
		require.Contains(t, text, a)
		require.Contains(t, text, b)
	})
}
