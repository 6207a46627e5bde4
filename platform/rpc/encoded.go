package rpc

import (
	"fmt"

	"google.golang.org/grpc"
	"google.golang.org/grpc/mem"
	"google.golang.org/protobuf/proto"
)

// Encoded is an option of a unary call whose answer is passed on unread: the answer's bytes stand as unknown
// fields of the message, which encodes to the same bytes again, and nobody decodes them on the way. It may
// only be used where the answer's own fields are not looked at.
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
