package rpc_test

import (
	"context"
	"net"
	"testing"

	"github.com/stretchr/testify/require"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"

	"github.com/massar-platform/massar/platform/rpc"
)

func TestEdgeHandsEveryRPCToItsHandler(t *testing.T) {
	server := rpc.NewEdge(rpc.EdgeOptions{Codec: rawCodec{}, Handler: func(_ any, s grpc.ServerStream) error {
		var in raw
		if err := s.RecvMsg(&in); err != nil {
			return err
		}
		name, _ := grpc.MethodFromServerStream(s)
		return s.SendMsg(&raw{append([]byte(name+" "), in.bytes...)})
	}})
	lis, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	done := make(chan error, 1)
	go func() { done <- server.Serve(lis) }()
	conn, err := grpc.NewClient(lis.Addr().String(), grpc.WithTransportCredentials(insecure.NewCredentials()))
	require.NoError(t, err)
	call := func(ctx context.Context, in []byte) (string, error) {
		var out raw
		err := conn.Invoke(ctx, "/any.Service/Method", &raw{in}, &out, grpc.ForceCodecV2(rawCodec{}))
		return string(out.bytes), err
	}
	answer, err := call(t.Context(), []byte("bytes"))
	require.NoError(t, err)
	require.Equal(t, "/any.Service/Method bytes", answer)
	_, err = call(t.Context(), make([]byte, 1<<20+1))
	require.ErrorContains(t, err, "ResourceExhausted")
	require.NoError(t, conn.Close())
	server.Stop()
	require.NoError(t, <-done)
}
