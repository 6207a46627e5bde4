package waliye

import (
	"context"

	"golang.org/x/sync/errgroup"

	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	waliyev1 "github.com/massar-platform/massar/proto/gen/massar/waliye/v1"
)

// custody is the restriction of a guardian whom a custody decision keeps from a child.
const custody = "CUSTODY"

// ListChildren lists the guardian's children. A child under a custody deny is named by its id and relation
// only: the guardian learns that the decision stands, and nothing about the child.
func (s *Service) ListChildren(ctx context.Context, _ *waliyev1.ListChildrenRequest) (*waliyev1.ListChildrenResponse, error) {
	links, err := s.identity.ListChildren(ctx, &identityv1.ListChildrenRequest{})
	if err != nil {
		return nil, err
	}
	children := make([]*waliyev1.Child, len(links.GetChildren()))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(4)
	for i, link := range links.GetChildren() {
		if link.GetCustodyDenied() {
			children[i] = &waliyev1.Child{StudentId: link.GetStudentId(), Relation: link.GetRelation(), Restrictions: []string{custody}}
			continue
		}
		group.Go(func() error {
			child, err := s.child(ctx, link.GetStudentId())
			if err != nil {
				return err
			}
			child.Relation = link.GetRelation()
			children[i] = child
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	return &waliyev1.ListChildrenResponse{Children: children}, nil
}

// child composes a child's line from school.
func (s *Service) child(ctx context.Context, studentID string) (*waliyev1.Child, error) {
	student, err := s.school.GetStudent(ctx, &schoolv1.GetStudentRequest{StudentId: studentID})
	if err != nil {
		return nil, err
	}
	place, err := s.school.GetSchool(ctx, &schoolv1.GetSchoolRequest{SchoolCode: student.GetSchoolCode()})
	if err != nil {
		return nil, err
	}
	return &waliyev1.Child{
		StudentId: student.GetStudentId(),
		Name:      student.GetName(),
		School:    place.GetRef(),
		Class:     student.GetClass(),
	}, nil
}
