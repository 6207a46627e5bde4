package rpc_test

import (
	"context"
	"testing"

	"buf.build/gen/go/bufbuild/protovalidate/protocolbuffers/go/buf/validate"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protodesc"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"
	"google.golang.org/protobuf/types/descriptorpb"
	"google.golang.org/protobuf/types/dynamicpb"

	"github.com/massar-platform/massar/platform/rpc"
	"github.com/massar-platform/massar/platform/rpc/rpctest"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const probeService = "massar.probe.v1.ProbeService"

// probe is a service made up at run time: one unary and one streaming RPC for each access option.
type probe struct {
	files   *protoregistry.Files
	message protoreflect.MessageDescriptor
	methods []string
	// handle is what every RPC does.
	handle func(ctx context.Context, text string) error
}

// streamOf names the streaming twin of a method.
func streamOf(method string) string { return method + "Stream" }

func newProbe(t testing.TB, access map[string]*optionsv1.Access) *probe {
	t.Helper()
	p := &probe{files: new(protoregistry.Files), handle: func(context.Context, string) error { return nil }}
	service := &descriptorpb.ServiceDescriptorProto{Name: proto.String("ProbeService")}
	for name, a := range access {
		p.methods = append(p.methods, name)
		for _, full := range []string{name, streamOf(name)} {
			m := &descriptorpb.MethodDescriptorProto{
				Name: proto.String(full), ClientStreaming: proto.Bool(full != name),
				InputType: proto.String(".massar.probe.v1.Message"), OutputType: proto.String(".massar.probe.v1.Message"),
			}
			if a != nil {
				m.Options = &descriptorpb.MethodOptions{}
				proto.SetExtension(m.Options, optionsv1.E_Access, a)
			}
			service.Method = append(service.Method, m)
		}
	}
	rules := func(r *validate.FieldRules) *descriptorpb.FieldOptions {
		o := &descriptorpb.FieldOptions{}
		proto.SetExtension(o, validate.E_Field, r)
		return o
	}
	field := func(name string, number int32, o *descriptorpb.FieldOptions) *descriptorpb.FieldDescriptorProto {
		return &descriptorpb.FieldDescriptorProto{
			Name: proto.String(name), Number: proto.Int32(number), Options: o,
			Type: descriptorpb.FieldDescriptorProto_TYPE_STRING.Enum(), Label: descriptorpb.FieldDescriptorProto_LABEL_OPTIONAL.Enum(),
		}
	}
	many := field("class_ids", 3, rules(validate.FieldRules_builder{Repeated: validate.RepeatedRules_builder{MaxItems: proto.Uint64(2)}.Build()}.Build()))
	many.Label = descriptorpb.FieldDescriptorProto_LABEL_REPEATED.Enum()
	file, err := protodesc.NewFile(&descriptorpb.FileDescriptorProto{
		Syntax: proto.String("proto3"), Name: proto.String("probe.proto"), Package: proto.String("massar.probe.v1"),
		MessageType: []*descriptorpb.DescriptorProto{{
			Name: proto.String("Message"),
			Field: []*descriptorpb.FieldDescriptorProto{
				field("text_line", 1, rules(validate.FieldRules_builder{String: validate.StringRules_builder{MaxLen: proto.Uint64(10)}.Build()}.Build())),
				field("idempotency_key", 2, nil),
				many,
				field("blob", 4, nil),
			},
		}},
		Service: []*descriptorpb.ServiceDescriptorProto{service},
	}, protoregistry.GlobalFiles)
	require.NoError(t, err)
	require.NoError(t, p.files.RegisterFile(file))
	p.message = file.Messages().ByName("Message")
	return p
}

// Register implements rpc.Service as generated code would.
func (p *probe) Register(r grpc.ServiceRegistrar) {
	desc := grpc.ServiceDesc{ServiceName: probeService, HandlerType: (*any)(nil)}
	for _, name := range p.methods {
		full := "/" + probeService + "/" + name
		desc.Methods = append(desc.Methods, grpc.MethodDesc{
			MethodName: name,
			Handler: func(_ any, ctx context.Context, decode func(any) error, chain grpc.UnaryServerInterceptor) (any, error) {
				in := dynamicpb.NewMessage(p.message)
				if err := decode(in); err != nil {
					return nil, err
				}
				return chain(ctx, in, &grpc.UnaryServerInfo{FullMethod: full}, func(ctx context.Context, in any) (any, error) {
					return in, p.handle(ctx, p.text(in.(proto.Message)))
				})
			},
		})
		desc.Streams = append(desc.Streams, grpc.StreamDesc{
			StreamName: streamOf(name), ClientStreams: true,
			Handler: func(_ any, s grpc.ServerStream) error {
				in := dynamicpb.NewMessage(p.message)
				if err := s.RecvMsg(in); err != nil {
					return err
				}
				if err := p.handle(s.Context(), p.text(in)); err != nil {
					return err
				}
				return s.SendMsg(in)
			},
		})
	}
	r.RegisterService(&desc, p)
}

func (p *probe) text(m proto.Message) string {
	return m.ProtoReflect().Get(p.message.Fields().ByName("text_line")).String()
}

// make builds a message from its string fields.
func (p *probe) make(fields map[string]string) *dynamicpb.Message {
	m := dynamicpb.NewMessage(p.message)
	for name, value := range fields {
		m.Set(p.message.Fields().ByName(protoreflect.Name(name)), protoreflect.ValueOfString(value))
	}
	return m
}

// forms are the two ways to call a method of the probe; everything in front of a handler must treat them alike.
var forms = map[string]func(ctx context.Context, p *probe, conn *grpc.ClientConn, method string, in *dynamicpb.Message) error{
	"unary": func(ctx context.Context, p *probe, conn *grpc.ClientConn, method string, in *dynamicpb.Message) error {
		return conn.Invoke(ctx, "/"+probeService+"/"+method, in, dynamicpb.NewMessage(p.message))
	},
	"stream": func(ctx context.Context, p *probe, conn *grpc.ClientConn, method string, in *dynamicpb.Message) error {
		s, err := conn.NewStream(ctx, &grpc.StreamDesc{ClientStreams: true}, "/"+probeService+"/"+streamOf(method))
		if err != nil {
			return err
		}
		// The server may have refused already: the reason comes with the answer.
		_ = s.SendMsg(in)
		if err := s.CloseSend(); err != nil {
			return err
		}
		return s.RecvMsg(dynamicpb.NewMessage(p.message))
	},
}

// serve puts a probe behind the real server, as service "grade".
func serve(t testing.TB, access map[string]*optionsv1.Access, edit ...func(*rpc.Options)) (*probe, *rpctest.Stack) {
	t.Helper()
	p := newProbe(t, access)
	s := rpctest.New(t, []string{"grade"}, append(edit, func(o *rpc.Options) { o.Descriptors = p.files })...)
	s.Serve(t, p)
	return p, s
}
