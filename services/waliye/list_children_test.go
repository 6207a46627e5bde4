package waliye_test

import (
	"context"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"
	"google.golang.org/grpc"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/rpc/rpctest"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	waliyev1 "github.com/massar-platform/massar/proto/gen/massar/waliye/v1"
	"github.com/massar-platform/massar/services/waliye"
)

// links is identity with the children of one guardian.
type links struct {
	identityv1.UnimplementedIdentityServiceServer
	children []*identityv1.ChildLink
}

func (l *links) Register(r grpc.ServiceRegistrar) { identityv1.RegisterIdentityServiceServer(r, l) }

func (l *links) ListChildren(context.Context, *identityv1.ListChildrenRequest) (*identityv1.ListChildrenResponse, error) {
	return &identityv1.ListChildrenResponse{Children: l.children}, nil
}

// classes is school, which knows some students and counts how often it is asked.
type classes struct {
	schoolv1.UnimplementedSchoolServiceServer
	known map[string]bool
	asked atomic.Int32
	down  bool
}

func (c *classes) Register(r grpc.ServiceRegistrar) { schoolv1.RegisterSchoolServiceServer(r, c) }

func (c *classes) ListStudents(_ context.Context, req *schoolv1.ListStudentsRequest) (*schoolv1.ListStudentsResponse, error) {
	c.asked.Add(1)
	if c.down {
		return nil, errs.E(errs.Unavailable, errorsv1.Reason_UNAVAILABLE, "listing students", nil)
	}
	answer := &schoolv1.ListStudentsResponse{}
	for _, id := range req.GetStudentIds() {
		if c.known[id] {
			answer.Students = append(answer.Students, &schoolv1.StudentPlace{
				Student: &typev1.Student{StudentId: id, Name: &typev1.Name{Latin: "Alaoui Sara"}, Class: &typev1.ClassRef{Label: "2APIC-1"}},
				School:  &typev1.SchoolRef{SchoolCode: "12345A", Name: "Collège Annakhil"},
			})
		}
	}
	return answer, nil
}

func TestListChildren(t *testing.T) {
	stack := rpctest.New(t, []string{"waliye", "identity", "school"})
	family, school := &links{}, &classes{known: map[string]bool{}}
	stack.Serve(t, family, school, waliye.New(waliye.Deps{
		Identity: identityv1.NewIdentityServiceClient(stack.Conn(t, "waliye", "identity")),
		School:   schoolv1.NewSchoolServiceClient(stack.Conn(t, "waliye", "school")),
	}))
	client := waliyev1.NewWaliyeServiceClient(stack.Conn(t, "gateway", "waliye"))
	ctx := stack.AsRole(t, t.Context(), optionsv1.Role_ROLE_GUARDIAN, ids.New())
	read := func() []*waliyev1.Child {
		answer, err := client.ListChildren(ctx, &waliyev1.ListChildrenRequest{})
		require.NoError(t, err)
		return answer.GetChildren()
	}
	require.Empty(t, read())
	require.Zero(t, school.asked.Load(), "nobody to ask for")

	denied := ids.New()
	family.children = append(family.children, &identityv1.ChildLink{StudentId: denied, Relation: typev1.Relation_FATHER, CustodyDenied: true})
	school.known[denied] = true
	read()
	require.Zero(t, school.asked.Load(), "nothing is asked about a child who is denied")
	for i := range 9 {
		id := ids.New()
		school.known[id] = i != 4
		family.children = append(family.children, &identityv1.ChildLink{StudentId: id, Relation: typev1.Relation_FATHER})
	}
	children := read()
	require.EqualValues(t, 1, school.asked.Load(), "one question for all of them")
	require.Len(t, children, 10)
	for i, child := range children {
		require.Equal(t, family.children[i].GetStudentId(), child.GetStudentId(), "in the order of identity")
		require.Equal(t, typev1.Relation_FATHER, child.GetRelation())
		if i == 0 || i == 5 {
			require.Nil(t, child.GetName())
			require.Nil(t, child.GetSchool())
			require.Nil(t, child.GetClass())
			continue
		}
		require.Equal(t, "Alaoui Sara", child.GetName().GetLatin())
		require.Equal(t, "Collège Annakhil", child.GetSchool().GetName())
		require.Equal(t, "2APIC-1", child.GetClass().GetLabel())
		require.Empty(t, child.GetRestrictions())
	}
	require.Equal(t, []string{"CUSTODY"}, children[0].GetRestrictions())
	school.down = true
	_, err := client.ListChildren(ctx, &waliyev1.ListChildrenRequest{})
	require.Equal(t, errs.Unavailable, errs.KindOf(err), "%v", err)
}
