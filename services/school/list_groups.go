package school

import (
	"context"
	"slices"
	"strings"

	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	"github.com/massar-platform/massar/services/school/internal/store"
)

// ListGroups lists the groups of a class by name, each with those of it who are in the class today.
func (s *Service) ListGroups(ctx context.Context, req *schoolv1.ListGroupsRequest) (*schoolv1.ListGroupsResponse, error) {
	class, err := s.reachClass(ctx, s.db, req.GetClassId())
	if err != nil {
		return nil, err
	}
	members, err := store.ListGroupMembers(ctx, s.db, class.ID, s.clock.Today())
	if err != nil {
		return nil, err
	}
	return &schoolv1.ListGroupsResponse{Groups: groupsOf(members)}, nil
}

// groupsOf gathers members into their groups. They are ordered here, since engines do not agree on the order of
// names.
func groupsOf(members []store.GroupMember) []*schoolv1.Group {
	var groups []*schoolv1.Group
	byName := map[string]*schoolv1.Group{}
	for _, m := range members {
		group := byName[m.Group]
		if group == nil {
			group = &schoolv1.Group{Name: m.Group}
			byName[m.Group] = group
			groups = append(groups, group)
		}
		group.StudentIds = append(group.StudentIds, m.StudentID)
	}
	slices.SortFunc(groups, func(a, b *schoolv1.Group) int { return strings.Compare(a.GetName(), b.GetName()) })
	return groups
}
