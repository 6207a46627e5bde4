package school

import (
	"context"
	"slices"
	"strconv"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	"github.com/massar-platform/massar/services/school/internal/store"
)

const grouping = "setting a group"

// SetGroup makes the named students of a class the members of one of its groups; none of them ends the group.
func (s *Service) SetGroup(ctx context.Context, req *schoolv1.SetGroupRequest) (*schoolv1.Group, error) {
	called, err := groupName(req.GetName())
	if err != nil {
		return nil, err
	}
	nodes, err := s.officeNodes(ctx)
	if err != nil {
		return nil, err
	}
	op := write.Op{
		RPC: "school.SetGroup", Resource: req.GetClassId(), Request: req,
		Detail: map[string]string{"group": called, "students": strconv.Itoa(len(req.GetStudentIds()))},
	}
	answer, err := write.Do(ctx, s.db, op, func(ctx context.Context, tx sqldb.Tx) (*schoolv1.Group, error) {
		class, err := s.classUnder(ctx, tx, nodes, req.GetClassId())
		if err != nil {
			return nil, err
		}
		if now, _ := s.ref.SchoolYear(s.clock.Today()); class.Year < now {
			return nil, errs.E(errs.FailedPrecondition, errorsv1.Reason_SCHOOL_YEAR_CLOSED, grouping, nil)
		}
		// A move or a class list must not change meanwhile who is in the class, nor another call the group.
		if err := store.LockSchool(ctx, tx, class.School); err != nil {
			return nil, err
		}
		members, err := s.members(ctx, tx, class, req.GetStudentIds())
		if err != nil {
			return nil, err
		}
		if err := store.ReplaceGroup(ctx, tx, class, called, members); err != nil {
			return nil, err
		}
		group := &schoolv1.Group{Name: called}
		var enrolments []string
		for _, m := range members {
			group.StudentIds = append(group.StudentIds, m.StudentID)
			enrolments = append(enrolments, m.EnrolmentID)
		}
		version, err := store.NextGroupVersion(ctx, tx, class, called)
		if err != nil {
			return nil, err
		}
		return group, emit(ctx, tx, groupRow(class.ID, called, version, enrolments))
	})
	s.sequencer.Wake()
	return answer, err
}

// members are the named students in list order, who must all be in the class today.
func (s *Service) members(ctx context.Context, tx sqldb.Tx, class store.Class, studentIDs []string) ([]store.GroupMember, error) {
	if len(studentIDs) == 0 {
		return nil, nil
	}
	enrolled, err := store.ListEnrolled(ctx, tx, class.ID, s.clock.Today())
	if err != nil {
		return nil, err
	}
	wanted := make(map[string]bool, len(studentIDs))
	for _, id := range studentIDs {
		wanted[id] = true
	}
	members := slices.DeleteFunc(enrolled, func(m store.GroupMember) bool { return !wanted[m.StudentID] })
	if len(members) != len(wanted) {
		return nil, errs.E(errs.NotFound, errorsv1.Reason_STUDENT_NOT_FOUND, grouping, nil)
	}
	return members, nil
}

// groupName gives the name of a group as it is stored: one line, without control or direction characters.
func groupName(asked string) (string, error) {
	called, err := localtext.CleanName(asked)
	if err != nil {
		return "", badName("name", err)
	}
	if called == "" {
		return "", errs.E(errs.Invalid, errorsv1.Reason_NAME_MISSING, grouping, nil, errs.Field("name", errorsv1.Reason_NAME_MISSING))
	}
	return called, nil
}
