package waliye

import (
	"context"

	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	waliyev1 "github.com/massar-platform/massar/proto/gen/massar/waliye/v1"
)

// custody is the restriction of a guardian whom a custody decision keeps from a child.
const custody = "CUSTODY"

// ListChildren lists the guardian's children, in two calls however many there are. A child under a custody deny
// is named by its id and relation only: the guardian learns that the decision stands, and nothing about the
// child. So is one that school does not know of, or not yet as this guardian's.
func (s *Service) ListChildren(ctx context.Context, _ *waliyev1.ListChildrenRequest) (*waliyev1.ListChildrenResponse, error) {
	links, err := s.identity.ListChildren(ctx, &identityv1.ListChildrenRequest{})
	if err != nil {
		return nil, err
	}
	places, err := s.places(ctx, links.GetChildren())
	if err != nil {
		return nil, err
	}
	answer := &waliyev1.ListChildrenResponse{}
	for _, link := range links.GetChildren() {
		child := &waliyev1.Child{StudentId: link.GetStudentId(), Relation: link.GetRelation()}
		if link.GetCustodyDenied() {
			child.Restrictions = []string{custody}
		} else if place := places[link.GetStudentId()]; place != nil {
			child.Name, child.Class, child.School = place.GetStudent().GetName(), place.GetStudent().GetClass(), place.GetSchool()
		}
		answer.Children = append(answer.Children, child)
	}
	return answer, nil
}

// places asks school for the children who are not denied.
func (s *Service) places(ctx context.Context, links []*identityv1.ChildLink) (map[string]*schoolv1.StudentPlace, error) {
	ask := &schoolv1.ListStudentsRequest{}
	for _, link := range links {
		if !link.GetCustodyDenied() {
			ask.StudentIds = append(ask.StudentIds, link.GetStudentId())
		}
	}
	if len(ask.GetStudentIds()) == 0 {
		return nil, nil
	}
	found, err := s.school.ListStudents(ctx, ask)
	if err != nil {
		return nil, err
	}
	places := make(map[string]*schoolv1.StudentPlace, len(found.GetStudents()))
	for _, place := range found.GetStudents() {
		places[place.GetStudent().GetStudentId()] = place
	}
	return places, nil
}
