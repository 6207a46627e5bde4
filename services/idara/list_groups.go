package idara

import (
	"context"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
)

// ListGroups lists the groups of a class with their students of today.
func (s *Service) ListGroups(ctx context.Context, req *idarav1.ListGroupsRequest) (*idarav1.ListGroupsResponse, error) {
	out, err := s.school.ListGroups(ctx, &schoolv1.ListGroupsRequest{ClassId: req.GetClassId()})
	if err != nil {
		return nil, err
	}
	answer := &idarav1.ListGroupsResponse{}
	for _, one := range out.GetGroups() {
		answer.Groups = append(answer.Groups, group(one))
	}
	return answer, nil
}
