package gateway

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/mem"
	"google.golang.org/grpc/metadata"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/emptypb"

	"github.com/massar-platform/massar/platform/cache"
	"github.com/massar-platform/massar/platform/errs"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	moutamadrisv1 "github.com/massar-platform/massar/proto/gen/massar/moutamadris/v1"
)

func dial(t testing.TB, g *Gateway) *grpc.ClientConn {
	t.Helper()
	conn, err := grpc.NewClient(g.GRPCAddr(), grpc.WithTransportCredentials(insecure.NewCredentials()))
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, conn.Close()) })
	return conn
}

func withGRPC(c *Config, _ *Deps) { c.GRPCListen = "127.0.0.1:0" }

func TestGRPCUnary(t *testing.T) {
	b := &backend{marks: someMarks()}
	g := start(t, b, withGRPC)
	client := moutamadrisv1.NewMoutamadrisServiceClient(dial(t, g))
	ctx := metadata.NewOutgoingContext(t.Context(), metadata.Pairs(
		"authorization", "Bearer mine", "accept-language", "fr", "x-request-id", "my-request-1",
		"x-massar-peer", "grade", "x-massar-refresh-cookie", "forged", "x-forwarded-for", "10.0.0.1", "x-anything-bin", "\x00\x01"))
	got, err := client.ListMarks(ctx, &moutamadrisv1.ListMarksRequest{})
	require.NoError(t, err)
	require.True(t, proto.Equal(b.marks, got))
	seen := b.metadata()
	for _, own := range []string{":authority", "content-type", "user-agent", "grpc-accept-encoding"} {
		delete(seen, own)
	}
	require.Equal(t, metadata.MD{
		"authorization": {"Bearer mine"}, "accept-language": {"fr"}, "x-request-id": {"my-request-1"}, "x-forwarded-for": {"127.0.0.1"},
	}, seen)
}

func TestGRPCErrorsKeepTheirDetails(t *testing.T) {
	b := &backend{fail: errs.E(errs.Invalid, errorsv1.Reason_INVALID_REQUEST, "x", nil, errs.Field("semester", errorsv1.Reason_FIELD_OUT_OF_RANGE), errs.Meta("k", "v"))}
	g := start(t, b, withGRPC)
	client := moutamadrisv1.NewMoutamadrisServiceClient(dial(t, g))
	ctx := metadata.AppendToOutgoingContext(t.Context(), "accept-language", "fr")
	_, err := client.ListMarks(ctx, &moutamadrisv1.ListMarksRequest{})
	var e *errs.Error
	require.ErrorAs(t, errs.FromStatus(err), &e)
	require.Equal(t, errs.Invalid, e.Kind)
	require.Equal(t, "semester", e.Fields[0].Name)
	require.Equal(t, map[string]string{"k": "v"}, e.Meta)
	require.NotRegexp(t, `\p{Arabic}`, e.UserMessage("ar"), "the text that came over the wire is French")
}

func TestGRPCUpload(t *testing.T) {
	b := &backend{}
	g := start(t, b, withGRPC)
	stream, err := idarav1.NewIdaraServiceClient(dial(t, g)).CreateImport(t.Context())
	require.NoError(t, err)
	require.NoError(t, stream.Send(&idarav1.CreateImportRequest{Part: &idarav1.CreateImportRequest_Header_{Header: &idarav1.CreateImportRequest_Header{Kind: "CLASS_LIST"}}}))
	file := randomBytes(1 << 20)
	for len(file) > 0 {
		n := min(len(file), 200_000)
		require.NoError(t, stream.Send(&idarav1.CreateImportRequest{Part: &idarav1.CreateImportRequest_Chunk{Chunk: file[:n]}}))
		file = file[n:]
	}
	res, err := stream.CloseAndRecv()
	require.NoError(t, err)
	require.Equal(t, int32(35), res.GetImport().GetAccepted())
	require.Equal(t, randomBytes(1<<20), b.file)
	require.Equal(t, "CLASS_LIST", b.head.GetKind())
}

func TestGRPCRefusesAStreamInTheMiddle(t *testing.T) {
	g := start(t, &backend{fail: errs.E(errs.Denied, errorsv1.Reason_ACCESS_DENIED, "x", nil)}, withGRPC)
	stream, err := idarav1.NewIdaraServiceClient(dial(t, g)).CreateImport(t.Context())
	require.NoError(t, err)
	_, err = stream.CloseAndRecv()
	require.True(t, errs.Is(errs.FromStatus(err), errorsv1.Reason_ACCESS_DENIED), "%v", err)
}

// TestGRPCGarbage sends bytes that are no message.
func TestGRPCGarbage(t *testing.T) {
	b := &backend{marks: someMarks()}
	conn := dial(t, start(t, b, withGRPC))
	garbage := &rawMessage{data: mem.BufferSlice{mem.SliceBuffer("\xff\xff\xff")}}
	err := conn.Invoke(t.Context(), moutamadrisv1.MoutamadrisService_ListMarks_FullMethodName, garbage, &rawMessage{}, grpc.ForceCodecV2(rawCodec{}))
	require.Equal(t, errs.Internal, errs.KindOf(errs.FromStatus(err)), "%v", err)
	require.Nil(t, b.metadata())
}

// TestGRPCReachesTheEdgePackagesOnly asks for inner services, probes, reflection and odd paths.
func TestGRPCReachesTheEdgePackagesOnly(t *testing.T) {
	b := &backend{marks: someMarks()}
	conn := dial(t, start(t, b, withGRPC))
	for _, method := range []string{
		"/massar.grade.v1.GradeService/GetReportCard",
		"/massar.identity.v1.IdentityService/ResolveScope",
		"/massar.school.v1.SchoolService/ListChanges",
		"/grpc.health.v1.Health/Check",
		"/grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
		"/massar.moutamadris.v1.MoutamadrisService/Nothing",
		"/massar.moutamadris.v1.MoutamadrisService",
		"/massar.moutamadris.v1.MoutamadrisService/ListMarks/",
		"//massar.moutamadris.v1.MoutamadrisService/ListMarks",
		"/MoutamadrisService/ListMarks",
	} {
		err := conn.Invoke(t.Context(), method, &emptypb.Empty{}, &emptypb.Empty{})
		require.Equal(t, errs.Unimplemented, errs.KindOf(errs.FromStatus(err)), "%s: %v", method, err)
	}
	require.Nil(t, b.metadata())
}

func TestGRPCLimits(t *testing.T) {
	b := &backend{marks: someMarks()}
	g := start(t, b, func(c *Config, d *Deps) {
		withGRPC(c, d)
		c.AccountLimit = cache.Limit{Rate: 1, Per: time.Hour, Burst: 2}
	})
	client := moutamadrisv1.NewMoutamadrisServiceClient(dial(t, g))
	_, err := client.ListMarks(t.Context(), &moutamadrisv1.ListMarksRequest{SchoolYear: string(make([]byte, maxBody+1))})
	require.Equal(t, errs.ResourceExhausted, errs.KindOf(errs.FromStatus(err)))
	ctx := metadata.AppendToOutgoingContext(t.Context(), "authorization", "Bearer one")
	for range 2 {
		_, err = client.ListMarks(ctx, &moutamadrisv1.ListMarksRequest{})
		require.NoError(t, err)
	}
	_, err = client.ListMarks(ctx, &moutamadrisv1.ListMarksRequest{})
	require.True(t, errs.Is(errs.FromStatus(err), errorsv1.Reason_OVERLOADED), "%v", err)
	twice := metadata.AppendToOutgoingContext(t.Context(), "authorization", "Bearer two", "authorization", "Bearer three")
	_, err = client.ListMarks(twice, &moutamadrisv1.ListMarksRequest{})
	require.Equal(t, errs.Invalid, errs.KindOf(errs.FromStatus(err)))
}
