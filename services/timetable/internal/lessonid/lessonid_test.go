package lessonid_test

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/services/timetable/internal/lessonid"
)

const (
	slot   = "3f2b6c1e-90ab-8cde-9123-456789ab0000"
	lesson = "3f2b6c1e-90ab-8cde-9123-456789ab2662"
)

func TestNewMakesSlots(t *testing.T) {
	seen := map[string]bool{}
	for range 2000 {
		id := lessonid.New()
		require.True(t, lessonid.IsSlot(id), id)
		u := uuid.MustParse(id)
		require.Equal(t, uuid.Version(8), u.Version())
		require.Equal(t, uuid.RFC4122, u.Variant())
		require.Equal(t, id, u.String())
		require.False(t, seen[id])
		seen[id] = true
	}
}

func TestTheIdOfALessonIsSlotAndDay(t *testing.T) {
	// 2026-11-23 is day 9823 = 0x265f; 2026-11-26 is 0x2662.
	got, ok := lessonid.Lesson(slot, "2026-11-26")
	require.True(t, ok)
	require.Equal(t, lesson, got)
	got, ok = lessonid.Lesson("12345A."+slot, "2026-11-26")
	require.True(t, ok)
	require.Equal(t, "12345A."+lesson, got)

	back, day, ok := lessonid.Split("12345A." + lesson)
	require.True(t, ok)
	require.Equal(t, "12345A."+slot, back)
	require.Equal(t, "2026-11-26", day)
	require.Equal(t, "12345A", lessonid.School(got))
	require.Empty(t, lessonid.School(lesson))
}

func TestEveryDayComesBack(t *testing.T) {
	seen := map[string]bool{}
	day := time.Date(2000, 1, 2, 0, 0, 0, 0, time.UTC)
	for range 1<<16 - 1 {
		text := day.Format(time.DateOnly)
		id, ok := lessonid.Lesson(slot, text)
		require.True(t, ok, text)
		require.False(t, seen[id])
		seen[id] = true
		back, got, ok := lessonid.Split(id)
		if !ok || back != slot || got != text {
			t.Fatalf("%s: %s gives %s, %s, %t", text, id, back, got, ok)
		}
		day = day.AddDate(0, 0, 1)
	}
	require.Equal(t, "2179-06-07", day.Format(time.DateOnly))
}

func TestDaysThatAnIdCannotHold(t *testing.T) {
	for _, day := range []string{"", "1999-12-31", "2000-01-01", "2179-06-07", "9999-12-31", "2026-02-30", "2026-11-26T08:00:00Z", "26/11/2026", "٢٠٢٦-11-26"} {
		_, ok := lessonid.Lesson(slot, day)
		require.False(t, ok, day)
	}
}

func TestOtherIdsAreRefused(t *testing.T) {
	for _, bad := range []string{
		"", ".", "12345A.", "12345a." + lesson, "1234A." + lesson, "12345A." + lesson + ".x", " " + lesson, lesson + "0",
		"3F2B6C1E-90AB-8CDE-9123-456789AB2662", "{" + lesson + "}", "3f2b6c1e90ab8cde9123456789ab2662",
		"3f2b6c1e-90ab-7cde-9123-456789ab2662", // version 7
		"3f2b6c1e-90ab-8cde-c123-456789ab2662", // another variant
		"3f2b6c1e-90ab-8cde-9123-456789ab266g",
	} {
		_, _, ok := lessonid.Split(bad)
		require.False(t, ok, bad)
		require.False(t, lessonid.IsSlot(bad), bad)
	}
	_, _, ok := lessonid.Split(slot)
	require.False(t, ok, "a slot is no lesson")
	_, ok = lessonid.Lesson(lesson, "2026-11-26")
	require.False(t, ok, "a lesson is no slot")
	require.False(t, lessonid.IsSlot(lesson))
}

func FuzzSplit(f *testing.F) {
	f.Add(lesson)
	f.Add("12345A." + lesson)
	f.Add(slot)
	f.Fuzz(func(t *testing.T, id string) {
		s, day, ok := lessonid.Split(id)
		if !ok {
			return
		}
		back, ok := lessonid.Lesson(s, day)
		require.True(t, ok)
		require.Equal(t, id, back)
		require.True(t, lessonid.IsSlot(s))
	})
}
