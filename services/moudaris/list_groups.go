package moudaris

import (
	"context"

	moudarisv1 "github.com/massar-platform/massar/proto/gen/massar/moudaris/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
)

// ListGroups lists the groups of a class with their students of today.
func (s *Service) ListGroups(ctx context.Context, req *moudarisv1.ListGroupsRequest) (*moudarisv1.ListGroupsResponse, error) {
	out, err := s.school.ListGroups(ctx, &schoolv1.ListGroupsRequest{ClassId: req.GetClassId()})
	if err != nil {
		return nil, err
	}
	answer := &moudarisv1.ListGroupsResponse{}
	for _, one := range out.GetGroups() {
		answer.Groups = append(answer.Groups, &moudarisv1.Group{Name: one.GetName(), StudentIds: one.GetStudentIds()})
	}
	return answer, nil
}
