package gateway

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/dynamicpb"
	"google.golang.org/protobuf/types/known/structpb"
	"google.golang.org/protobuf/types/known/timestamppb"

	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// answers are the messages that the edge sends, and for good measure those it receives.
func answers() []protoreflect.MessageDescriptor {
	var out []protoreflect.MessageDescriptor
	for _, s := range publicServices() {
		for i := range s.desc.Methods().Len() {
			m := s.desc.Methods().Get(i)
			out = append(out, m.Output(), m.Input())
		}
	}
	return out
}

var texts = []string{"", "a", "14.50", "الرياضيات", "é\u2028\u2029\u007f", "\x00\x01\x1f", "\"\\/\b\f\n\r\t", "<&>", "😀", " two  spaces "}

// fill sets fields of a message at random, so that some are unset, some zero, some full.
func fill(r *rand.Rand, m protoreflect.Message, depth int) {
	if m.Descriptor().FullName() == "google.protobuf.Timestamp" {
		ts := timestamppb.Timestamp{Seconds: r.Int64N(4_000_000_000), Nanos: []int32{0, 1, 1000, 500_000_000}[r.IntN(4)]}
		m.Set(m.Descriptor().Fields().ByName("seconds"), protoreflect.ValueOfInt64(ts.Seconds))
		m.Set(m.Descriptor().Fields().ByName("nanos"), protoreflect.ValueOfInt32(ts.Nanos))
		return
	}
	for i := range m.Descriptor().Fields().Len() {
		fd := m.Descriptor().Fields().Get(i)
		if r.IntN(3) == 0 || depth > 5 {
			continue
		}
		switch {
		case fd.IsMap(), fd.Message() != nil && fd.Message().FullName() == "google.protobuf.Any":
		case fd.IsList():
			for range r.IntN(4) {
				list := m.Mutable(fd).List()
				if fd.Message() != nil {
					fill(r, list.AppendMutable().Message(), depth+1)
					continue
				}
				list.Append(scalar(r, fd))
			}
		case fd.Message() != nil:
			fill(r, m.Mutable(fd).Message(), depth+1)
		default:
			m.Set(fd, scalar(r, fd))
		}
	}
}

func scalar(r *rand.Rand, fd protoreflect.FieldDescriptor) protoreflect.Value {
	n := []int64{0, 1, -1, 20, 1 << 30, -1 << 31}[r.IntN(6)]
	switch fd.Kind() {
	case protoreflect.StringKind:
		return protoreflect.ValueOfString(texts[r.IntN(len(texts))])
	case protoreflect.BoolKind:
		return protoreflect.ValueOfBool(n == 1)
	case protoreflect.EnumKind:
		return protoreflect.ValueOfEnum(protoreflect.EnumNumber(r.IntN(9)))
	case protoreflect.BytesKind:
		return protoreflect.ValueOfBytes([]byte{1, 2})
	case protoreflect.Int32Kind, protoreflect.Sint32Kind, protoreflect.Sfixed32Kind:
		return protoreflect.ValueOfInt32(int32(n))
	case protoreflect.Uint32Kind, protoreflect.Fixed32Kind:
		return protoreflect.ValueOfUint32(uint32(n))
	case protoreflect.Int64Kind, protoreflect.Sint64Kind, protoreflect.Sfixed64Kind:
		return protoreflect.ValueOfInt64(n << 20)
	case protoreflect.Uint64Kind, protoreflect.Fixed64Kind:
		return protoreflect.ValueOfUint64(uint64(n))
	case protoreflect.FloatKind:
		return protoreflect.ValueOfFloat32(float32(n) / 3)
	}
	return protoreflect.ValueOfFloat64(float64(n) / 3)
}

// same compares the two encoders on one message.
func same(t testing.TB, c *codec, m proto.Message) {
	t.Helper()
	want, err := protojson.MarshalOptions{EmitDefaultValues: true}.Marshal(m)
	require.NoError(t, err)
	got, err := c.Marshal(m)
	require.NoError(t, err)
	require.Equal(t, string(compact(want)), string(got))
}

// TestEncoderIsProtojson fills every message of the edge many times at random.
func TestEncoderIsProtojson(t *testing.T) {
	c := newCodec()
	r := rand.New(rand.NewPCG(1, 2))
	for _, md := range answers() {
		for range 40 {
			m := dynamicpb.NewMessage(md)
			fill(r, m, 0)
			same(t, c, m)
		}
	}
	for range 500 { // the hottest answer, as the generated type
		m := &typev1.StudentMarks{}
		fill(r, m.ProtoReflect(), 0)
		same(t, c, m)
	}
	s, err := structpb.NewStruct(map[string]any{"a": []any{1.5, "x y", nil}})
	require.NoError(t, err)
	same(t, c, s)
}

func TestTextThatIsNotUTF8IsRefused(t *testing.T) {
	_, err := newCodec().Marshal(&typev1.StudentMarks{SchoolYear: "\xff"})
	require.Error(t, err)
}

// FuzzText compares the escaping of strings.
func FuzzText(f *testing.F) {
	for _, s := range texts {
		f.Add(s)
	}
	c := newCodec()
	f.Fuzz(func(t *testing.T, s string) {
		m := &typev1.StudentMarks{SchoolYear: s}
		want, wantErr := protojson.MarshalOptions{EmitDefaultValues: true}.Marshal(m)
		got, err := c.Marshal(m)
		require.Equal(t, wantErr == nil, err == nil)
		if err == nil {
			require.Equal(t, string(compact(want)), string(got))
		}
	})
}
