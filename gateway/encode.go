package gateway

import (
	"strconv"
	"sync"
	"sync/atomic"
	"unicode/utf8"

	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/massar-platform/massar/platform/errs"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
)

// encoder writes messages as protojson does with EmitDefaultValues, compacted, and
// several times faster: what protojson finds out about a message type on every call
// (names, order, presence) is compiled once. Types with forms of their own
// (google.protobuf.*), maps, floats and bytes are left to protojson. A test compares
// the two on every message of the API.
type encoder struct {
	slow  protojson.MarshalOptions
	plans sync.Map // protoreflect.MessageDescriptor -> *plan
}

// plan is how one message type is written.
type plan struct {
	ready  sync.Once
	simple bool         // false: protojson writes the whole message
	size   atomic.Int64 // of the last answer of this type, to make room for the next
	fields []fieldPlan
	// What transcode asks: google.protobuf.Timestamp; a simple type that stands on the
	// wire in the order of its fields.
	timestamp, ordered bool
}

// room is how much an answer of this type will need.
func (p *plan) room() int {
	last := int(p.size.Load())
	return min(last+last/8, maxKept) + 64
}

type fieldPlan struct {
	desc     protoreflect.FieldDescriptor
	name     string // with quotes and colon
	kind     protoreflect.Kind
	list     bool
	presence bool
	enum     map[protoreflect.EnumNumber]string // quoted
	message  *plan
	// What transcode asks: the form on the wire, and the JSON of the absent field.
	number protowire.Number
	wire   protowire.Type
	zero   string
}

// encode gives the JSON of m.
func (e *encoder) encode(m protoreflect.Message) ([]byte, error) {
	p := e.planOf(m.Descriptor())
	out, encoded, err := e.encoded(m, p)
	if !encoded {
		out, err = e.message(make([]byte, 0, p.room()), m, p)
	}
	p.size.Store(int64(len(out)))
	return out, err
}

func (e *encoder) planOf(md protoreflect.MessageDescriptor) *plan {
	found, ok := e.plans.Load(md)
	if !ok {
		found, _ = e.plans.LoadOrStore(md, &plan{})
	}
	p := found.(*plan)
	p.ready.Do(func() { e.compile(p, md) })
	return p
}

func (e *encoder) compile(p *plan, md protoreflect.MessageDescriptor) {
	p.timestamp = md.FullName() == "google.protobuf.Timestamp"
	if md.FullName().Parent() == "google.protobuf" || md.ExtensionRanges().Len() > 0 {
		return
	}
	ordered, last := true, protowire.Number(0)
	fields := make([]fieldPlan, 0, md.Fields().Len())
	for i := range md.Fields().Len() {
		fd := md.Fields().Get(i)
		f := fieldPlan{
			desc: fd, name: string(appendText(nil, fd.JSONName())) + ":", kind: fd.Kind(),
			list: fd.IsList(), presence: fd.HasPresence(), number: fd.Number(),
		}
		known := false
		f.wire, known = wireOf(f.kind)
		// Of a choice between fields the last one on the wire counts; only decoding knows it.
		choice := fd.ContainingOneof() != nil && !fd.ContainingOneof().IsSynthetic()
		ordered = ordered && known && !choice && fd.Number() > last
		last = fd.Number()
		switch f.kind {
		case protoreflect.FloatKind, protoreflect.DoubleKind, protoreflect.BytesKind, protoreflect.GroupKind:
			return
		case protoreflect.EnumKind:
			if fd.Enum().FullName() == "google.protobuf.NullValue" {
				return
			}
			f.enum = map[protoreflect.EnumNumber]string{}
			for j := range fd.Enum().Values().Len() {
				v := fd.Enum().Values().Get(j)
				if _, aliased := f.enum[v.Number()]; !aliased {
					f.enum[v.Number()] = string(appendText(nil, string(v.Name())))
				}
			}
		case protoreflect.MessageKind:
			if fd.IsMap() {
				return
			}
			// Compiled when it is first met: types may hold themselves.
			sub, _ := e.plans.LoadOrStore(fd.Message(), &plan{})
			f.message = sub.(*plan)
		}
		if f.list {
			f.zero = "[]"
		} else if !f.presence {
			zero, err := e.value(nil, fd.Default(), &f)
			f.zero, ordered = string(zero), ordered && err == nil
		}
		fields = append(fields, f)
	}
	p.fields, p.simple, p.ordered = fields, true, ordered
}

func (e *encoder) message(out []byte, m protoreflect.Message, p *plan) ([]byte, error) {
	p.ready.Do(func() { e.compile(p, m.Descriptor()) })
	if !p.simple {
		text, err := e.slow.Marshal(m.Interface())
		if err != nil {
			return nil, errs.E(errs.Internal, errorsv1.Reason_INTERNAL, "encoding an answer", err)
		}
		return append(out, compact(text)...), nil
	}
	out = append(out, '{')
	begin := len(out)
	var err error
	for i := range p.fields {
		f := &p.fields[i]
		if f.presence && !m.Has(f.desc) {
			continue
		}
		if len(out) > begin {
			out = append(out, ',')
		}
		out = append(out, f.name...)
		value := m.Get(f.desc)
		if !f.list {
			if out, err = e.value(out, value, f); err != nil {
				return nil, err
			}
			continue
		}
		out = append(out, '[')
		list := value.List()
		for j := range list.Len() {
			if j > 0 {
				out = append(out, ',')
			}
			if out, err = e.value(out, list.Get(j), f); err != nil {
				return nil, err
			}
		}
		out = append(out, ']')
	}
	return append(out, '}'), nil
}

func (e *encoder) value(out []byte, v protoreflect.Value, f *fieldPlan) ([]byte, error) {
	switch f.kind {
	case protoreflect.StringKind:
		s := v.String()
		if !utf8.ValidString(s) {
			return nil, errs.E(errs.Internal, errorsv1.Reason_INTERNAL, "encoding text that is not UTF-8 in "+string(f.desc.FullName()), nil)
		}
		return appendText(out, s), nil
	case protoreflect.BoolKind:
		return strconv.AppendBool(out, v.Bool()), nil
	case protoreflect.EnumKind:
		if name, ok := f.enum[v.Enum()]; ok {
			return append(out, name...), nil
		}
		return strconv.AppendInt(out, int64(v.Enum()), 10), nil
	case protoreflect.Int32Kind, protoreflect.Sint32Kind, protoreflect.Sfixed32Kind:
		return strconv.AppendInt(out, v.Int(), 10), nil
	case protoreflect.Uint32Kind, protoreflect.Fixed32Kind:
		return strconv.AppendUint(out, v.Uint(), 10), nil
	case protoreflect.Uint64Kind, protoreflect.Fixed64Kind:
		return append(strconv.AppendUint(append(out, '"'), v.Uint(), 10), '"'), nil
	case protoreflect.MessageKind:
		return e.message(out, v.Message(), f.message)
	}
	return append(strconv.AppendInt(append(out, '"'), v.Int(), 10), '"'), nil // 64-bit numbers are text
}

const hexDigits = "0123456789abcdef"

// appendText adds a JSON string, escaping exactly what protojson escapes.
func appendText[T string | []byte](out []byte, s T) []byte {
	out = append(out, '"')
	from := 0
	for i := range len(s) {
		c := s[i]
		if c >= ' ' && c != '"' && c != '\\' {
			continue
		}
		out = append(out, s[from:i]...)
		from = i + 1
		switch c {
		case '"', '\\':
			out = append(out, '\\', c)
		case '\b':
			out = append(out, '\\', 'b')
		case '\f':
			out = append(out, '\\', 'f')
		case '\n':
			out = append(out, '\\', 'n')
		case '\r':
			out = append(out, '\\', 'r')
		case '\t':
			out = append(out, '\\', 't')
		default:
			out = append(out, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
		}
	}
	out = append(out, s[from:]...)
	return append(out, '"')
}
