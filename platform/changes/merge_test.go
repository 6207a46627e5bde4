package changes_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/changes"
	"github.com/massar-platform/massar/platform/errs"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// told is a source that says one thing for each cursor it is asked with, in order.
func told(name string, answers map[string]changes.Page) changes.Source {
	return changes.Source{Name: name, Since: func(_ context.Context, cursor string) (changes.Page, error) {
		page, ok := answers[cursor]
		if !ok {
			return changes.Page{}, errs.E(errs.Invalid, errorsv1.Reason_PAGE_TOKEN_INVALID, "reading a cursor", nil)
		}
		return page, nil
	}}
}

func change(kind, at string) *typev1.Change { return &typev1.Change{Kind: kind, Id: kind, At: at} }

func kinds(page changes.Page) string {
	var out []string
	for _, c := range page.Changes {
		out = append(out, c.GetKind())
	}
	return strings.Join(out, " ")
}

func TestMergeKeepsTheCursorOfEachSource(t *testing.T) {
	marks := told("marks", map[string]changes.Page{
		"":   {Cursor: "m1"},
		"m1": {Cursor: "m2", Changes: []*typev1.Change{change("MARKS", "2026-11-23T10:00:02Z")}, More: true},
		"m2": {Cursor: "m2"},
	})
	absences := told("absences", map[string]changes.Page{
		"":   {Cursor: "a1"},
		"a1": {Cursor: "a1", Changes: []*typev1.Change{change("ABSENCES", "2026-11-23T10:00:01Z")}},
	})
	first, err := changes.Merge(t.Context(), "", marks, absences)
	require.NoError(t, err)
	require.Empty(t, first.Changes)
	second, err := changes.Merge(t.Context(), first.Cursor, marks, absences)
	require.NoError(t, err)
	require.Equal(t, "ABSENCES MARKS", kinds(second), "oldest first over all sources")
	require.True(t, second.More)
	third, err := changes.Merge(t.Context(), second.Cursor, marks, absences)
	require.NoError(t, err)
	require.Equal(t, "ABSENCES", kinds(third))
	require.False(t, third.More)
}

func TestASourceThatIsAwayIsAskedAgain(t *testing.T) {
	var fault error
	marks := told("marks", map[string]changes.Page{"": {Cursor: "m1"}, "m1": {Cursor: "m1", Changes: []*typev1.Change{change("MARKS", "1")}}})
	absences := changes.Source{Name: "absences", Since: func(_ context.Context, cursor string) (changes.Page, error) {
		if fault != nil {
			return changes.Page{}, fault
		}
		return changes.Page{Cursor: cursor + "+", Changes: []*typev1.Change{change("ABSENCES"+cursor, "2")}}, nil
	}}
	first, err := changes.Merge(t.Context(), "", marks, absences)
	require.NoError(t, err)

	fault = errs.E(errs.Unavailable, errorsv1.Reason_UNAVAILABLE, "asking", errors.New("connection refused"))
	second, err := changes.Merge(t.Context(), first.Cursor, marks, absences)
	require.NoError(t, err)
	require.Equal(t, "MARKS", kinds(second))
	_, err = changes.Merge(t.Context(), "", marks, absences)
	require.True(t, errs.Is(err, errorsv1.Reason_UNAVAILABLE), "a first cursor without a place would lose changes")

	fault = nil
	third, err := changes.Merge(t.Context(), second.Cursor, marks, absences)
	require.NoError(t, err)
	require.Equal(t, "MARKS ABSENCES+", kinds(third), "from where it was before it went away")

	fault = errs.E(errs.NotFound, errorsv1.Reason_ACCOUNT_NOT_FOUND, "asking", nil)
	_, err = changes.Merge(t.Context(), third.Cursor, marks, absences)
	require.True(t, errs.Is(err, errorsv1.Reason_ACCOUNT_NOT_FOUND), "a refusal is told")
}

func TestCursorsThatAreNone(t *testing.T) {
	marks := told("marks", map[string]changes.Page{"": {Cursor: "m1"}})
	for _, cursor := range []string{"x", "bm90IGpzb24", "e30", strings.Repeat("A", 4096), "WzFd", "bnVsbA"} {
		_, err := changes.Merge(t.Context(), cursor, marks)
		require.True(t, errs.Is(err, errorsv1.Reason_PAGE_TOKEN_INVALID), cursor)
	}
}

func FuzzMerge(f *testing.F) {
	f.Add("eyJtYXJrcyI6Im0xIn0")
	f.Add("e30")
	marks := told("marks", map[string]changes.Page{"": {Cursor: "m1"}, "m1": {Cursor: "m1"}})
	f.Fuzz(func(t *testing.T, cursor string) {
		page, err := changes.Merge(t.Context(), cursor, marks)
		if err != nil {
			require.True(t, errs.Is(err, errorsv1.Reason_PAGE_TOKEN_INVALID))
			return
		}
		_, err = changes.Merge(t.Context(), page.Cursor, marks)
		require.NoError(t, err)
	})
}
