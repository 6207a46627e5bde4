package idara

import (
	"context"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
)

// ListNodes lists the organisation tree below a node of the caller.
func (s *Service) ListNodes(ctx context.Context, req *idarav1.ListNodesRequest) (*idarav1.ListNodesResponse, error) {
	out, err := s.school.ListNodes(ctx, &schoolv1.ListNodesRequest{
		Parent:    req.GetParent(),
		PageSize:  req.GetPageSize(),
		PageToken: req.GetPageToken(),
	})
	if err != nil {
		return nil, err
	}
	answer := &idarav1.ListNodesResponse{NextPageToken: out.GetNextPageToken()}
	for _, node := range out.GetNodes() {
		answer.Nodes = append(answer.Nodes, &idarav1.Node{Node: node.GetNode(), Kind: node.GetKind(), Code: node.GetCode(), Name: node.GetName()})
	}
	return answer, nil
}
