package gateway

import (
	"context"

	"google.golang.org/grpc"
	"google.golang.org/protobuf/proto"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/rpc"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
)

// readConn asks for the answers of reads as bytes, which the codec writes as JSON
// without making messages of them.
type readConn struct {
	grpc.ClientConnInterface
	reads   map[string]bool
	encoded grpc.CallOption
}

// Invoke implements grpc.ClientConnInterface.
func (c readConn) Invoke(ctx context.Context, method string, request, answer any, opts ...grpc.CallOption) error {
	if c.reads[method] {
		opts = append(opts, c.encoded)
	}
	return c.ClientConnInterface.Invoke(ctx, method, request, answer, opts...)
}

// encodedReads wraps the connections of the audiences. Left out are auth, files, whose
// fields the runtime reads, and writes, which are never the hot path.
func encodedReads(conns map[string]grpc.ClientConnInterface) map[string]grpc.ClientConnInterface {
	out := make(map[string]grpc.ClientConnInterface, len(conns))
	for name, conn := range conns {
		out[name] = conn
	}
	for _, s := range publicServices() {
		if s.conn == "identity" {
			continue
		}
		reads := map[string]bool{}
		for i := range s.desc.Methods().Len() {
			m := s.desc.Methods().Get(i)
			access, _ := proto.GetExtension(m.Options(), optionsv1.E_Access).(*optionsv1.Access)
			file := m.Output().FullName() == "google.api.HttpBody"
			if !access.GetWrite() && !file && !m.IsStreamingClient() && !m.IsStreamingServer() {
				reads[auth.FullMethod(m)] = true
			}
		}
		out[s.conn] = readConn{ClientConnInterface: conns[s.conn], reads: reads, encoded: rpc.Encoded()}
	}
	return out
}
