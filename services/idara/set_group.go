package idara

import (
	"context"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
)

// SetGroup says who is in a group of a class from a day on; nobody ends the group.
func (s *Service) SetGroup(ctx context.Context, req *idarav1.SetGroupRequest) (*idarav1.GroupResponse, error) {
	out, err := s.school.SetGroup(ctx, &schoolv1.SetGroupRequest{
		ClassId:    req.GetClassId(),
		Name:       req.GetName(),
		StudentIds: req.GetStudentIds(),
		From:       req.GetFrom(),
	})
	if err != nil {
		return nil, err
	}
	return &idarav1.GroupResponse{Group: group(out)}, nil
}

func group(in *schoolv1.Group) *idarav1.Group {
	return &idarav1.Group{Name: in.GetName(), StudentIds: in.GetStudentIds()}
}
