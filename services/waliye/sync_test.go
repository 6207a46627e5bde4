package waliye_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"google.golang.org/grpc"

	"github.com/massar-platform/massar/platform/clock"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/rpc/rpctest"
	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	waliyev1 "github.com/massar-platform/massar/proto/gen/massar/waliye/v1"
	"github.com/massar-platform/massar/services/waliye"
)

// household is identity with the children of one guardian, who may be asked for the others.
type household struct {
	links
	asked []string
}

func (h *household) Register(r grpc.ServiceRegistrar) { identityv1.RegisterIdentityServiceServer(r, h) }

func (h *household) GetAccount(context.Context, *identityv1.GetAccountRequest) (*identityv1.GetAccountResponse, error) {
	return &identityv1.GetAccountResponse{AccountId: "a"}, nil
}

func (h *household) ListChildGuardians(_ context.Context, req *identityv1.ListChildGuardiansRequest) (*identityv1.ListChildGuardiansResponse, error) {
	h.asked = append(h.asked, req.GetStudentId())
	return &identityv1.ListChildGuardiansResponse{Guardians: []*typev1.ChildGuardian{{Relation: typev1.Relation_MOTHER, Self: true}}}, nil
}

// papers is attendance with two justifications of one second.
type papers struct {
	attendancev1.UnimplementedAttendanceServiceServer
}

func (p papers) Register(r grpc.ServiceRegistrar) { attendancev1.RegisterAttendanceServiceServer(r, p) }

func (papers) ListJustifications(context.Context, *attendancev1.ListJustificationsRequest) (*attendancev1.ListJustificationsResponse, error) {
	return &attendancev1.ListJustificationsResponse{Justifications: []*typev1.AbsenceJustification{
		{JustificationId: "c", SubmittedAt: "2026-11-23T19:25:48.9Z"}, {JustificationId: "b", SubmittedAt: "2026-11-23T19:25:48Z"},
		{JustificationId: "a", SubmittedAt: "2026-11-20T08:00:00Z"},
	}}, nil
}

// A child that custody denies is its line and nothing more, also on a phone that held more; children whom nobody can
// list at the moment stay as they are.
func TestSync(t *testing.T) {
	// Grade and timetable are away from the beginning.
	stack := rpctest.New(t, []string{"waliye", "identity", "school", "attendance"})
	family, school := &household{}, &classes{known: map[string]bool{}}
	conn := func(to string) *grpc.ClientConn { return stack.Conn(t, "waliye", to) }
	away := func(context.Context, string, any, any, ...grpc.CallOption) error {
		return errs.E(errs.Unavailable, errorsv1.Reason_UNAVAILABLE, "calling", nil)
	}
	stack.Serve(t, family, school, papers{}, waliye.New(waliye.Deps{
		Identity: identityv1.NewIdentityServiceClient(conn("identity")), School: schoolv1.NewSchoolServiceClient(conn("school")),
		Attendance: attendancev1.NewAttendanceServiceClient(conn("attendance")),
		Grade:      gradev1.NewGradeServiceClient(noService(away)), Timetable: timetablev1.NewTimetableServiceClient(noService(away)),
		Clock: clock.NewSchool(clock.NewFake(time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)), 0),
	}))
	client := waliyev1.NewWaliyeServiceClient(stack.Conn(t, "gateway", "waliye"))
	ctx := stack.AsRole(t, t.Context(), optionsv1.Role_ROLE_GUARDIAN, ids.New())
	child := ids.New()
	school.known[child] = true
	family.children = []*identityv1.ChildLink{{StudentId: child, Relation: typev1.Relation_MOTHER}}

	first, err := client.Sync(ctx, &waliyev1.SyncRequest{})
	require.NoError(t, err)
	base := "child/" + child + "/"
	var held []*typev1.HeldPart
	for _, part := range first.GetParts() {
		var tags strings.Builder
		for _, item := range part.GetItems() {
			tags.WriteString(item.GetTag())
		}
		held = append(held, &typev1.HeldPart{Name: part.GetName(), Tags: tags.String()})
	}
	require.Len(t, first.GetParts(), 4)
	require.Equal(t, base+"guardians", first.GetParts()[0].GetName())
	justifications := first.GetParts()[1].GetItems()
	require.Len(t, justifications, 3)
	for i, item := range justifications {
		require.Equal(t, string(rune('c'-i)), item.GetJustification().GetJustificationId())
		require.True(t, i == 0 || justifications[i-1].GetOrder() < item.GetOrder(), "newest first")
	}
	require.Equal(t, []string{base + "absences", base + "marks/", base + "path", base + "week/2026-W48", base + "week/2026-W49"}, first.GetStale())

	school.down = true
	answer, err := client.Sync(ctx, &waliyev1.SyncRequest{Held: held})
	require.NoError(t, err)
	require.Empty(t, answer.GetGone())
	require.Empty(t, answer.GetParts())
	require.Equal(t, []string{base + "guardians", base + "justifications", "children"}, answer.GetStale())
	school.down = false

	family.asked = nil
	family.children[0].CustodyDenied = true
	answer, err = client.Sync(ctx, &waliyev1.SyncRequest{Held: append(held, &typev1.HeldPart{Name: base + "marks/2026-2027/1", Tags: "AAAAAAAA"})})
	require.NoError(t, err)
	require.Equal(t, []string{base + "guardians", base + "justifications", base + "marks/2026-2027/1"}, answer.GetGone(), "the phone forgets it")
	require.Empty(t, answer.GetStale())
	require.Len(t, answer.GetParts(), 1)
	line := answer.GetParts()[0].GetItems()[0].GetChild()
	require.Equal(t, []string{"CUSTODY"}, line.GetRestrictions())
	require.Nil(t, line.GetName())
	require.Empty(t, family.asked, "nothing is asked about a child who is denied")
}

// noService is a connection behind which nobody is.
type noService func(context.Context, string, any, any, ...grpc.CallOption) error

func (n noService) Invoke(ctx context.Context, method string, args, reply any, opts ...grpc.CallOption) error {
	return n(ctx, method, args, reply, opts...)
}

func (n noService) NewStream(ctx context.Context, _ *grpc.StreamDesc, method string, opts ...grpc.CallOption) (grpc.ClientStream, error) {
	return nil, n(ctx, method, nil, nil, opts...)
}
