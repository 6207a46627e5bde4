package badinput

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"

	"github.com/massar-platform/massar/platform/errs"
	authv1 "github.com/massar-platform/massar/proto/gen/massar/auth/v1"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	moudarisv1 "github.com/massar-platform/massar/proto/gen/massar/moudaris/v1"
	moutamadrisv1 "github.com/massar-platform/massar/proto/gen/massar/moutamadris/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	waliyev1 "github.com/massar-platform/massar/proto/gen/massar/waliye/v1"
)

// grpc: the native listener refuses as the JSON one does, with the same reasons in the details.
func (w *world) grpc(t *testing.T) {
	conn, err := grpc.NewClient("passthrough:///"+w.D.GRPC, grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithDefaultCallOptions(grpc.MaxCallSendMsgSize(64<<20)))
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, conn.Close()) })
	save := func(cells ...*typev1.CellInput) func(context.Context) error {
		return func(ctx context.Context) error {
			_, err := moudarisv1.NewMoudarisServiceClient(conn).SaveMarkSheet(ctx, &moudarisv1.SaveMarkSheetRequest{MarkSheetId: w.french, Cells: cells})
			return err
		}
	}
	marks := func(ctx context.Context) error {
		_, err := moutamadrisv1.NewMoutamadrisServiceClient(conn).ListMarks(ctx, &moutamadrisv1.ListMarksRequest{Semester: 1})
		return err
	}
	one := &typev1.CellInput{StudentId: w.Pupils[0][0], Column: "C1", Mark: proto.String("19"), Version: 1}
	for name, c := range map[string]struct {
		meta   []string
		ask    func(context.Context) error
		kind   errs.Kind
		reason errorsv1.Reason
	}{
		"no token":             {nil, marks, errs.Unauthenticated, errorsv1.Reason_UNAUTHENTICATED},
		"forged token":         {w.bearer(w.Students[0].Token + "A"), marks, errs.Unauthenticated, errorsv1.Reason_TOKEN_INVALID},
		"token of another app": {w.bearer(w.Teacher.Token), marks, errs.Denied, errorsv1.Reason_ACCESS_DENIED},
		"two tokens":           {append(w.bearer(w.Students[0].Token), w.bearer(w.Students[1].Token)...), marks, errs.Invalid, errorsv1.Reason_INVALID_REQUEST},
		"someone else's child": {w.bearer(w.Father.Token), func(ctx context.Context) error {
			_, err := waliyev1.NewWaliyeServiceClient(conn).ListChildMarks(ctx, &waliyev1.ListChildMarksRequest{StudentId: w.Pupils[1][0], Semester: 1})
			return err
		}, errs.NotFound, errorsv1.Reason_STUDENT_NOT_FOUND},
		"submitted sheet": {w.bearer(w.Teacher.Token, "idempotency-key", uuid.NewString()), save(one), errs.FailedPrecondition, errorsv1.Reason_MARK_SHEET_SUBMITTED},
		"key missing":     {w.bearer(w.Teacher.Token), save(one), errs.Invalid, errorsv1.Reason_IDEMPOTENCY_KEY_REQUIRED},
		"field out of shape": {
			w.bearer(w.Teacher.Token, "idempotency-key", uuid.NewString()),
			save(&typev1.CellInput{StudentId: "me", Column: "C1", Mark: proto.String("19")}), errs.Invalid, errorsv1.Reason_INVALID_REQUEST,
		},
		"an inner RPC": {w.bearer(w.Students[0].Token), func(ctx context.Context) error {
			_, err := gradev1.NewGradeServiceClient(conn).GetStudentMarks(ctx, &gradev1.GetStudentMarksRequest{StudentId: w.Pupils[0][0]})
			return err
		}, errs.Unimplemented, errorsv1.Reason_UNSUPPORTED},
		"an RPC of nobody": {nil, func(ctx context.Context) error {
			return conn.Invoke(ctx, "/massar.idara.v1.IdaraService/DropEverything", &authv1.GetJwksRequest{}, &authv1.GetJwksResponse{})
		}, errs.Unimplemented, errorsv1.Reason_UNSUPPORTED},
		"wrong password": {nil, func(ctx context.Context) error {
			_, err := authv1.NewAuthServiceClient(conn).CreateSession(ctx, &authv1.CreateSessionRequest{Identifier: "nobody@stand.example", Password: wrongPassword, App: "idara"})
			return err
		}, errs.Unauthenticated, errorsv1.Reason_CREDENTIALS_INVALID},
		"too large": {w.bearer(w.Teacher.Token, "idempotency-key", uuid.NewString()), func(ctx context.Context) error {
			_, err := moudarisv1.NewMoudarisServiceClient(conn).SaveMarkSheet(ctx, &moudarisv1.SaveMarkSheetRequest{MarkSheetId: strings.Repeat("x", 5<<20)})
			return err
		}, errs.ResourceExhausted, errorsv1.Reason_BODY_TOO_LARGE},
		"an identity smuggled as metadata": {[]string{"x-massar-peer", "gateway", "x-massar-account", w.Students[0].AccountID}, marks, errs.Unauthenticated, errorsv1.Reason_UNAUTHENTICATED},
	} {
		t.Run(name, func(t *testing.T) {
			before := w.rows(t)
			said := map[string]string{}
			for _, lang := range []string{"fr", "ar"} {
				err := c.ask(metadata.AppendToOutgoingContext(t.Context(), append(c.meta, "accept-language", lang)...))
				require.Error(t, err)
				var e *errs.Error
				require.True(t, errors.As(errs.FromStatus(err), &e), "%v", err)
				require.Equal(t, c.kind, e.Kind, "%v", err)
				require.Equal(t, c.reason, e.Reason, "%v", err)
				said[lang] = localized(t, err)
				if c.kind != errs.ResourceExhausted { // said by grpc itself, before anybody has read a header
					inLanguage(t, lang, said[lang])
				}
			}
			w.unchanged(t, before, tried...)
		})
	}
}

// bearer is the metadata of a signed-in caller.
func (w *world) bearer(token string, more ...string) []string {
	return append([]string{"authorization", "Bearer " + token}, more...)
}

// localized is the message of the details, which must name the reason too.
func localized(t *testing.T, err error) string {
	t.Helper()
	message, reason := "", ""
	for _, detail := range status.Convert(err).Details() {
		switch d := detail.(type) {
		case *errdetails.LocalizedMessage:
			message = d.GetMessage()
		case *errdetails.ErrorInfo:
			require.Equal(t, "massar", d.GetDomain())
			reason = d.GetReason()
		}
	}
	require.Equal(t, message == "", reason == "", "a reason and a message come together: %v", err)
	return message
}
