package rpc

import (
	"fmt"

	"google.golang.org/grpc"
	"google.golang.org/grpc/mem"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// Encoded is an option of a unary call whose answer is passed on unread: the answer's bytes stand as unknown
// fields of the message, which encodes to the same bytes again, and nobody decodes them on the way. It may
// only be used where the answer's own fields are not looked at. Within a process the bytes are not copied
// either: a service that answers with bytes that it keeps must not change them, and nobody else may.
func Encoded() grpc.CallOption { return grpc.ForceCodecV2(encodedCodec{}) }

// encodedCodec writes messages as they are and reads them without looking.
type encodedCodec struct{}

// Marshal implements encoding.CodecV2.
func (encodedCodec) Marshal(v any) (mem.BufferSlice, error) {
	m, ok := v.(proto.Message)
	if !ok {
		return nil, fmt.Errorf("rpc: %T is not a protobuf message", v)
	}
	raw, err := proto.Marshal(m)
	if err != nil {
		return nil, err
	}
	return mem.BufferSlice{mem.SliceBuffer(raw)}, nil
}

// Unmarshal implements encoding.CodecV2.
func (encodedCodec) Unmarshal(data mem.BufferSlice, v any) error {
	m, ok := v.(proto.Message)
	if !ok {
		return fmt.Errorf("rpc: %T is not a protobuf message", v)
	}
	proto.Reset(m)
	m.ProtoReflect().SetUnknown(data.Materialize())
	return nil
}

// Name implements encoding.CodecV2: what goes over the wire is protobuf.
func (encodedCodec) Name() string { return "proto" }

// handOver gives an answer to a caller of this process who passes it on unread: what is encoded already is
// handed over as it is.
func handOver(to, from proto.Message) error {
	raw := encodedBytes(from)
	if raw == nil {
		var err error
		if raw, err = proto.Marshal(from); err != nil {
			return err
		}
	}
	proto.Reset(to)
	// Without room behind them, so that appending to them makes a copy.
	to.ProtoReflect().SetUnknown(raw[:len(raw):len(raw)])
	return nil
}

// encodedBytes are those of a message that holds nothing else.
func encodedBytes(m proto.Message) []byte {
	raw := m.ProtoReflect().GetUnknown()
	if len(raw) == 0 {
		return nil
	}
	whole := true
	m.ProtoReflect().Range(func(protoreflect.FieldDescriptor, protoreflect.Value) bool {
		whole = false
		return false
	})
	if !whole {
		return nil
	}
	return raw
}
