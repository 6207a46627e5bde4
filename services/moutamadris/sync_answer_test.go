package moutamadris_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/mirror"
	moutamadrisv1 "github.com/massar-platform/massar/proto/gen/massar/moutamadris/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// An audience's answer holds what lacks, each item in the field of its type; an item that it has no field for is said,
// not left out: its tag alone would make the app believe that it holds it.
func TestSyncAnswer(t *testing.T) {
	at := time.Date(2026, 11, 23, 19, 1, 18, 0, time.FixedZone("", 3600))
	now := mirror.Gathered{
		Docs: []mirror.Doc{
			mirror.Week("", &typev1.Week{Week: "2026-W48", Lessons: []*typev1.Lesson{{LessonId: "l", Date: "2026-11-23"}}}),
			{Name: "path"},
		},
		Unread: []string{"absences"},
	}
	held := []*typev1.HeldPart{{Name: "absences", Tags: "abcdefgh"}, {Name: "path", Tags: "abcdefgh"}, {Name: "week/2026-W47"}}
	got, err := mirror.Answer(now, held, at, &moutamadrisv1.SyncResponse{})
	require.NoError(t, err)
	require.Equal(t, "2026-11-23T19:01:18+01:00", got.GetSchoolTime())
	require.Equal(t, []string{"week/2026-W47"}, got.GetGone())
	require.Equal(t, []string{"absences"}, got.GetStale())
	require.Len(t, got.GetParts(), 2)
	require.Equal(t, "path", got.GetParts()[0].GetName())
	require.Equal(t, "abcdefgh", got.GetParts()[0].GetRemoved())
	require.Empty(t, got.GetParts()[0].GetItems())
	week := got.GetParts()[1].GetItems()
	require.Len(t, week, 2)
	require.Equal(t, "2026-W48", week[0].GetWeek().GetWeek())
	require.Equal(t, "l", week[1].GetLesson().GetLessonId())
	require.NotEmpty(t, week[1].GetOrder())
	require.Len(t, week[1].GetTag(), mirror.TagSize)

	stranger := mirror.Gathered{Docs: []mirror.Doc{mirror.Whole[*typev1.Name]("me")(&typev1.Name{})}}
	_, err = mirror.Answer(stranger, nil, at, &moutamadrisv1.SyncResponse{})
	require.Equal(t, errs.Internal, errs.KindOf(err))
	require.ErrorContains(t, err, "massar.type.v1.Name")
}
