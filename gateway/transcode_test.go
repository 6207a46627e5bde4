package gateway

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/dynamicpb"
	"google.golang.org/protobuf/types/known/timestamppb"

	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// sameEncoded compares the JSON of bytes with that of the message that they decode to.
func sameEncoded(t testing.TB, c *codec, md protoreflect.Message, raw []byte) {
	t.Helper()
	decoded, still := md.New(), md.New()
	still.SetUnknown(raw)
	if err := proto.Unmarshal(raw, decoded.Interface()); err != nil {
		_, err := c.Marshal(still.Interface())
		require.Error(t, err)
		return
	}
	want, wantErr := protojson.MarshalOptions{EmitDefaultValues: true}.Marshal(decoded.Interface())
	got, err := c.Marshal(still.Interface())
	require.Equal(t, wantErr == nil, err == nil, "%v, %v", wantErr, err)
	if err == nil {
		require.Equal(t, string(compact(want)), string(got))
	}
}

// TestEncodedAnswersAreProtojson fills every message of the edge at random, encodes
// it, and damages some of the bytes in ways that decoding forgives or refuses.
func TestEncodedAnswersAreProtojson(t *testing.T) {
	c := newCodec()
	r := rand.New(rand.NewPCG(3, 4))
	for _, md := range answers() {
		kind := dynamicpb.NewMessage(md).ProtoReflect()
		for range 60 {
			m := dynamicpb.NewMessage(md)
			fill(r, m, 0)
			raw, err := proto.MarshalOptions{Deterministic: true, AllowPartial: true}.Marshal(m)
			require.NoError(t, err)
			sameEncoded(t, c, kind, raw)
			sameEncoded(t, c, kind, append(raw[:len(raw):len(raw)], raw...))
			sameEncoded(t, c, kind, protowire.AppendVarint(protowire.AppendTag(raw[:len(raw):len(raw)], 15000, protowire.VarintType), 7))
			if len(raw) > 0 {
				broken := append([]byte{}, raw...)
				broken[r.IntN(len(broken))] = byte(r.IntN(256))
				sameEncoded(t, c, kind, broken)
				sameEncoded(t, c, kind, raw[:r.IntN(len(raw))])
			}
		}
	}
}

// The hottest answer must take the short way: no message is made of it.
func TestMarksAreWrittenFromTheirBytes(t *testing.T) {
	c := newCodec()
	m := fullMarks()
	m.PublishedAt = timestamppb.New(timestamppb.Now().AsTime().Truncate(1000))
	raw, err := proto.Marshal(m)
	require.NoError(t, err)
	p := c.write.planOf(m.ProtoReflect().Descriptor())
	_, ok := c.write.transcode(nil, raw, p, 0)
	require.True(t, ok)
	sameEncoded(t, c, m.ProtoReflect(), raw)
	still := &typev1.StudentMarks{}
	still.ProtoReflect().SetUnknown(raw)
	require.LessOrEqual(t, testing.AllocsPerRun(100, func() {
		_, err = c.Marshal(still)
	}), 3.0)
	require.NoError(t, err)
}

// A field that only the service knows is not shown, as with protojson.
func TestFieldsOfANewerServiceAreLeftOut(t *testing.T) {
	m := fullMarks()
	m.ProtoReflect().SetUnknown(protowire.AppendVarint(protowire.AppendTag(nil, 15000, protowire.VarintType), 7))
	same(t, newCodec(), m)
}

// FuzzEncoded holds any bytes against decoding them.
func FuzzEncoded(f *testing.F) {
	full := fullMarks()
	full.PublishedAt = timestamppb.Now()
	for _, m := range []proto.Message{full, &typev1.StudentMarks{}, &typev1.StudentMarks{Semester: -1, Class: &typev1.ClassRef{}}} {
		raw, err := proto.Marshal(m)
		require.NoError(f, err)
		f.Add(raw)
	}
	f.Add([]byte{0x32, 0x02, 0x10, 0x01})
	c := newCodec()
	f.Fuzz(func(t *testing.T, raw []byte) {
		sameEncoded(t, c, (&typev1.StudentMarks{}).ProtoReflect(), raw)
	})
}

func BenchmarkEncodedMarks(b *testing.B) {
	raw, err := proto.Marshal(fullMarks())
	require.NoError(b, err)
	c, m := newCodec(), &typev1.StudentMarks{}
	m.ProtoReflect().SetUnknown(raw)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := c.Marshal(m); err != nil {
			b.Fatal(err)
		}
	}
}
