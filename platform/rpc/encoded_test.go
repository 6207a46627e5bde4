package rpc_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"
	"google.golang.org/grpc/metadata"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/dynamicpb"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/rpc"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
)

// TestEncodedAnswersAreTheSameBytes passes an answer on unread, over the wire and without it; errors stay errors.
func TestEncodedAnswersAreTheSameBytes(t *testing.T) {
	p, s := serve(t, access())
	fail := false
	p.handle = func(context.Context, string) error {
		if fail {
			return errs.E(errs.NotFound, errorsv1.Reason_STUDENT_NOT_FOUND, "x", nil)
		}
		return nil
	}
	wire := rpc.NewDialer(s.Server, nil, nil, rpc.WithWire())
	defer func() { require.NoError(t, wire.Close()) }()
	for name, dialer := range map[string]*rpc.Dialer{"short": s.Dialer, "wire": wire} {
		t.Run(name, func(t *testing.T) {
			conn, err := dialer.Conn("idara", "grade")
			require.NoError(t, err)
			ctx := metadata.AppendToOutgoingContext(t.Context(), "x-custom", "y")
			request := p.make(map[string]string{"text_line": "سلام"})
			plain, encoded := dynamicpb.NewMessage(p.message), dynamicpb.NewMessage(p.message)
			fail = false
			require.NoError(t, conn.Invoke(ctx, "/"+probeService+"/Public", request, plain))
			require.NoError(t, conn.Invoke(ctx, "/"+probeService+"/Public", request, encoded, rpc.Encoded()))
			require.NotEmpty(t, encoded.GetUnknown())
			require.False(t, encoded.Has(p.message.Fields().ByName("text_line")), "nobody has looked at it")
			want, err := proto.Marshal(plain)
			require.NoError(t, err)
			got, err := proto.Marshal(encoded)
			require.NoError(t, err)
			require.Equal(t, want, got)

			fail = true
			err = conn.Invoke(ctx, "/"+probeService+"/Public", request, encoded, rpc.Encoded())
			require.True(t, errs.Is(err, errorsv1.Reason_STUDENT_NOT_FOUND), "%v", err)
		})
	}
}
