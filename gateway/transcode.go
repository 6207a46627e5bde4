package gateway

import (
	"strconv"
	"time"
	"unicode/utf8"

	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/massar-platform/massar/platform/errs"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
)

// encoded gives the JSON of a message that came encoded: its bytes stand as unknown
// fields. It is false for every other message. The bytes are written as JSON directly
// where they are as our services write them, and are decoded first where they are not.
func (e *encoder) encoded(m protoreflect.Message, p *plan) ([]byte, bool, error) {
	raw := m.GetUnknown()
	if len(raw) == 0 {
		return nil, false, nil
	}
	whole := true
	m.Range(func(protoreflect.FieldDescriptor, protoreflect.Value) bool {
		whole = false
		return false
	})
	if !whole {
		return nil, false, nil // ours is older than the service: what is unknown is not shown
	}
	out, ok := e.transcode(make([]byte, 0, p.room()), raw, p, 0)
	if ok {
		return out, true, nil
	}
	decoded := m.New()
	if err := proto.Unmarshal(raw, decoded.Interface()); err != nil {
		return nil, true, errs.E(errs.Internal, errorsv1.Reason_INTERNAL, "decoding an answer", err)
	}
	out, err := e.message(make([]byte, 0, p.room()), decoded, p)
	return out, true, err
}

// maxTranscodeDepth is far below what decoding allows and far above what the API has.
const maxTranscodeDepth = 16

// transcode writes encoded fields as JSON. It knows them in the order of the schema,
// each once, of types with a plain form; for anything else, in which decoding might
// decide otherwise, it gives up.
func (e *encoder) transcode(out, raw []byte, p *plan, depth int) ([]byte, bool) {
	if p.timestamp {
		return transcodeTimestamp(out, raw)
	}
	if !p.ordered || depth > maxTranscodeDepth {
		return nil, false
	}
	out = append(out, '{')
	begin := len(out)
	next := 0
	for len(raw) > 0 {
		number, wire, n := protowire.ConsumeTag(raw)
		if n < 0 {
			return nil, false
		}
		raw = raw[n:]
		for ; next < len(p.fields) && p.fields[next].number < number; next++ {
			out = absent(out, begin, &p.fields[next])
		}
		if next == len(p.fields) || p.fields[next].number != number {
			return nil, false // unknown, a second time, or out of order
		}
		f := &p.fields[next]
		if f.wire != wire || f.list && f.wire != protowire.BytesType {
			return nil, false
		}
		next++
		if len(out) > begin {
			out = append(out, ',')
		}
		out = append(out, f.name...)
		var ok bool
		if f.list {
			out, raw, ok = e.transcodeList(append(out, '['), raw, f, depth)
		} else {
			out, raw, ok = e.transcodeValue(out, raw, f, depth)
		}
		if !ok {
			return nil, false
		}
	}
	for ; next < len(p.fields); next++ {
		out = absent(out, begin, &p.fields[next])
	}
	return append(out, '}'), true
}

// absent writes a field that is not on the wire: its default, or nothing where presence counts.
func absent(out []byte, begin int, f *fieldPlan) []byte {
	if f.presence {
		return out
	}
	if len(out) > begin {
		out = append(out, ',')
	}
	return append(append(out, f.name...), f.zero...)
}

// transcodeList writes the elements that follow each other; the first tag is read already.
func (e *encoder) transcodeList(out, raw []byte, f *fieldPlan, depth int) (written, rest []byte, ok bool) {
	for {
		if out, raw, ok = e.transcodeValue(out, raw, f, depth); !ok {
			return nil, nil, false
		}
		number, wire, n := protowire.ConsumeTag(raw)
		if n < 0 || number != f.number || wire != f.wire {
			return append(out, ']'), raw, true // what follows is looked at by the caller
		}
		out, raw = append(out, ','), raw[n:]
	}
}

func (e *encoder) transcodeValue(out, raw []byte, f *fieldPlan, depth int) (written, rest []byte, ok bool) {
	if f.wire == protowire.VarintType {
		v, n := protowire.ConsumeVarint(raw)
		if n < 0 {
			return nil, nil, false
		}
		return appendVarint(out, v, f), raw[n:], true
	}
	v, n := protowire.ConsumeBytes(raw)
	if n < 0 {
		return nil, nil, false
	}
	if f.kind == protoreflect.MessageKind {
		f.message.ready.Do(func() { e.compile(f.message, f.desc.Message()) })
		out, ok = e.transcode(out, v, f.message, depth+1)
		return out, raw[n:], ok
	}
	if !utf8.Valid(v) {
		return nil, nil, false
	}
	return appendText(out, v), raw[n:], true
}

func appendVarint(out []byte, v uint64, f *fieldPlan) []byte {
	switch f.kind {
	case protoreflect.BoolKind:
		return strconv.AppendBool(out, v != 0)
	case protoreflect.EnumKind:
		if name, ok := f.enum[protoreflect.EnumNumber(int32(v))]; ok {
			return append(out, name...)
		}
		return strconv.AppendInt(out, int64(int32(v)), 10)
	case protoreflect.Int32Kind:
		return strconv.AppendInt(out, int64(int32(v)), 10)
	case protoreflect.Uint32Kind:
		return strconv.AppendUint(out, uint64(uint32(v)), 10)
	case protoreflect.Uint64Kind:
		return append(strconv.AppendUint(append(out, '"'), v, 10), '"')
	}
	return append(strconv.AppendInt(append(out, '"'), int64(v), 10), '"')
}

// wireOf is how values of a kind stand on the wire, among those that transcode knows.
func wireOf(kind protoreflect.Kind) (protowire.Type, bool) {
	switch kind {
	case protoreflect.StringKind, protoreflect.MessageKind:
		return protowire.BytesType, true
	case protoreflect.BoolKind, protoreflect.EnumKind, protoreflect.Int32Kind, protoreflect.Uint32Kind,
		protoreflect.Int64Kind, protoreflect.Uint64Kind:
		return protowire.VarintType, true
	}
	return 0, false
}

// The instants that protojson writes: the years 1 to 9999.
const (
	firstSecond = -62135596800
	lastSecond  = 253402300799
)

// transcodeTimestamp writes an instant as protojson does: with no fraction, or one of 3, 6 or 9 digits.
func transcodeTimestamp(out, raw []byte) ([]byte, bool) {
	var seconds, nanos int64
	for i, into := range []*int64{&seconds, &nanos} {
		if len(raw) == 0 || protowire.Number(raw[0]>>3) != protowire.Number(i+1) {
			continue
		}
		if raw[0]&7 != byte(protowire.VarintType) || raw[0] >= 0x80 {
			return nil, false
		}
		v, n := protowire.ConsumeVarint(raw[1:])
		if n < 0 {
			return nil, false
		}
		*into, raw = int64(v), raw[1+n:]
	}
	nanos = int64(int32(nanos))
	if len(raw) > 0 || seconds < firstSecond || seconds > lastSecond || nanos < 0 || nanos >= int64(time.Second) {
		return nil, false
	}
	out = time.Unix(seconds, nanos).UTC().AppendFormat(append(out, '"'), "2006-01-02T15:04:05.000000000")
	for _, zeros := range []string{"000", "000", ".000"} {
		if cut := len(out) - len(zeros); string(out[cut:]) == zeros {
			out = out[:cut]
			continue
		}
		break
	}
	return append(out, `Z"`...), true
}
