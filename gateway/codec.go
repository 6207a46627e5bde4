package gateway

import (
	"errors"
	"io"
	"os"
	"sync"

	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"

	"github.com/massar-platform/massar/platform/errs"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
)

// codec is JSON as the API speaks it: defaults are shown, unknown fields are
// refused by name, nesting is bounded, and no byte depends on the build.
type codec struct {
	write *encoder
	read  protojson.UnmarshalOptions
}

func newCodec() *codec {
	return &codec{
		write: &encoder{slow: protojson.MarshalOptions{EmitDefaultValues: true}},
		read:  protojson.UnmarshalOptions{RecursionLimit: maxJSONDepth},
	}
}

// ContentType implements runtime.Marshaler.
func (*codec) ContentType(any) string { return "application/json" }

// Delimiter implements runtime.Delimited.
func (*codec) Delimiter() []byte { return []byte("\n") }

// Marshal implements runtime.Marshaler.
func (c *codec) Marshal(v any) ([]byte, error) {
	m, ok := v.(proto.Message)
	if !ok {
		return nil, errs.E(errs.Internal, errorsv1.Reason_INTERNAL, "encoding an answer that is no message", nil)
	}
	return c.write.encode(m.ProtoReflect())
}

// compact removes the spaces outside strings, in place. protojson puts them in or
// leaves them out depending on the build, so that nobody relies on them; ETags and
// stored answers do rely on the bytes.
func compact(b []byte) []byte {
	out := b[:0]
	quoted := false
	for i := 0; i < len(b); i++ {
		c := b[i]
		switch {
		case quoted && c == '\\':
			out = append(out, c)
			i++
			c = b[i]
		case c == '"':
			quoted = !quoted
		case c == ' ' && !quoted:
			continue
		}
		out = append(out, c)
	}
	return out
}

// Unmarshal implements runtime.Marshaler.
func (c *codec) Unmarshal(data []byte, v any) error {
	m, ok := v.(proto.Message)
	if !ok {
		return errs.E(errs.Internal, errorsv1.Reason_INTERNAL, "decoding into what is no message", nil)
	}
	if tooDeep(data, maxJSONDepth) {
		return errs.E(errs.Invalid, errorsv1.Reason_JSON_TOO_DEEP, "decoding JSON", nil)
	}
	if err := c.read.Unmarshal(data, m); err != nil {
		return explain(data, m.ProtoReflect().Descriptor(), err)
	}
	return nil
}

// NewEncoder implements runtime.Marshaler.
func (c *codec) NewEncoder(w io.Writer) runtime.Encoder {
	return runtime.EncoderFunc(func(v any) error {
		out, err := c.Marshal(v)
		if err != nil {
			return err
		}
		_, err = w.Write(append(out, '\n'))
		return err
	})
}

// NewDecoder implements runtime.Marshaler. An empty body is io.EOF, which the
// generated handlers take for an empty message.
func (c *codec) NewDecoder(r io.Reader) runtime.Decoder {
	return runtime.DecoderFunc(func(v any) error {
		raw := buffers.Get().(*[]byte)
		defer buffers.Put(raw)
		data, err := readAll((*raw)[:0], r)
		if cap(data) <= maxKept {
			*raw = data
		}
		if err != nil {
			return keepFault(r, err)
		}
		if len(data) == 0 {
			return io.EOF
		}
		return keepFault(r, c.Unmarshal(data, v))
	})
}

// keepFault leaves a typed error on the body for the error handler.
func keepFault(r io.Reader, err error) error {
	if b, ok := r.(*body); ok && err != nil && b.fault == nil {
		var known *errs.Error
		if !errors.As(err, &known) {
			err = bodyLost(err)
		}
		b.fault = err
	}
	return err
}

// bodyLost types the error of a body that did not arrive whole.
func bodyLost(err error) error {
	if errors.Is(err, os.ErrDeadlineExceeded) {
		return errs.E(errs.DeadlineExceeded, errorsv1.Reason_DEADLINE_EXCEEDED, "waiting for the body", err)
	}
	return errs.E(errs.Cancelled, errorsv1.Reason_CANCELLED, "reading the body", err)
}

// buffers hold bodies while they are decoded; decoded messages never point into them.
var buffers = sync.Pool{New: func() any { b := make([]byte, 0, 4<<10); return &b }}

func readAll(b []byte, r io.Reader) ([]byte, error) {
	for {
		if len(b) == cap(b) {
			b = append(b, 0)[:len(b)]
		}
		n, err := r.Read(b[len(b):cap(b)])
		b = b[:len(b)+n]
		if err == io.EOF {
			return b, nil
		}
		if err != nil {
			return b, err
		}
	}
}
