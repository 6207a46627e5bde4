package idara

import (
	"context"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
)

// ListOfficers lists the accounts of officers and of school offices at a place.
func (s *Service) ListOfficers(ctx context.Context, req *idarav1.ListOfficersRequest) (*idarav1.ListOfficersResponse, error) {
	out, err := s.identity.ListOfficers(ctx, &identityv1.ListOfficersRequest{
		Node: req.GetNode(), PageSize: req.GetPageSize(), PageToken: req.GetPageToken(),
	})
	if err != nil {
		return nil, err
	}
	answer := &idarav1.ListOfficersResponse{NextPageToken: out.GetNextPageToken()}
	for _, one := range out.GetOfficers() {
		answer.Officers = append(answer.Officers, &idarav1.Officer{
			AccountId: one.GetAccountId(), Name: one.GetName(), Email: one.GetEmail(), Role: one.GetRole(),
			Active: one.GetActive(), Suspended: one.GetSuspended(),
		})
	}
	return answer, nil
}
