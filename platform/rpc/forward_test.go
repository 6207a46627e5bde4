package rpc

import (
	"testing"

	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/proto"

	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// TestForwardedBytesAreThoseOfTheWire compares what is handed over with what the wire would carry.
func TestForwardedBytesAreThoseOfTheWire(t *testing.T) {
	week := &typev1.Week{Week: "2026-W48", Version: "7", Lessons: []*typev1.Lesson{{LessonId: "a"}, {LessonId: "b"}}}
	body, err := proto.MarshalOptions{Deterministic: true}.Marshal(week)
	require.NoError(t, err)
	encoded := func(raw []byte) *typev1.Week {
		m := &typev1.Week{}
		m.ProtoReflect().SetUnknown(raw)
		return m
	}
	mixed := proto.CloneOf(week)
	mixed.ProtoReflect().SetUnknown(protowire.AppendString(protowire.AppendTag(nil, 99, protowire.BytesType), "newer"))
	for name, answer := range map[string]*typev1.Week{
		"a message": week, "encoded": encoded(body), "a message with fields that are newer": mixed, "nothing": {},
	} {
		t.Run(name, func(t *testing.T) {
			want, err := proto.Marshal(answer)
			require.NoError(t, err)
			into := &typev1.Week{Week: "of the call before"}
			x := exchange{codec: encodedCodec{}, into: into}
			require.NoError(t, x.encode(answer))
			got, err := proto.Marshal(into)
			require.NoError(t, err)
			require.Equal(t, want, got)
			require.Empty(t, into.GetWeek(), "nobody has looked at it")
		})
	}
}

// TestForwardedBytesAreShared: a week that a service keeps is not copied for each reader, and no reader can
// write behind it.
func TestForwardedBytesAreShared(t *testing.T) {
	room := append(make([]byte, 0, 64), protowire.AppendString(protowire.AppendTag(nil, 1, protowire.BytesType), "2026-W48")...)
	kept, into := &typev1.Week{}, &typev1.Week{}
	kept.ProtoReflect().SetUnknown(room)
	require.NoError(t, (&exchange{codec: encodedCodec{}, into: into}).encode(kept))
	got := into.ProtoReflect().GetUnknown()
	require.Same(t, &room[0], &got[0])
	require.Equal(t, len(got), cap(got))
	proto.Merge(into, kept)
	require.Zero(t, room[:cap(room)][len(room)], "merging made a copy")
}
