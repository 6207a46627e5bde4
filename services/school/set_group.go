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

// SetGroup makes the named students of a class the members of one of its groups from a day on; none of them ends the
// group.
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
		key := store.Group{ClassID: class.ID, Name: called}
		held, err := store.ListMemberships(ctx, tx, key)
		if err != nil {
			return nil, err
		}
		from, err := s.groupDay(req.GetFrom(), class, len(held) == 0)
		if err != nil {
			return nil, err
		}
		// Who is in the class by then can be named; who has left it keeps the days that he had.
		by := max(from, s.clock.Today())
		named, err := s.members(ctx, tx, class, req.GetStudentIds(), by)
		if err != nil {
			return nil, err
		}
		members := regroup(held, named, from, by)
		if err := store.ReplaceGroup(ctx, tx, class, called, members); err != nil {
			return nil, err
		}
		group := &schoolv1.Group{Name: called}
		for _, m := range named {
			group.StudentIds = append(group.StudentIds, m.StudentID)
		}
		version, err := store.NextGroupVersion(ctx, tx, class, called)
		if err != nil {
			return nil, err
		}
		return group, emit(ctx, tx, groupRow(key, version, members))
	})
	s.sequencer.Wake()
	return answer, err
}

// groupDay is the day from which a group is set. One that nobody was in yet is that of all lessons of the year: an
// office may come to write down late who has been in it since September.
func (s *Service) groupDay(asked string, class store.Class, isNew bool) (string, error) {
	begins := s.firstLesson(class.Year)
	fallback := max(s.clock.Today(), begins)
	if isNew {
		fallback = begins
	}
	from, err := day(asked, fallback, "from")
	if err != nil {
		return "", err
	}
	return from, s.inYear(from, class.Year, "from")
}

// members are the stays of the named students in list order, who must all be in the class on a day.
func (s *Service) members(ctx context.Context, tx sqldb.Tx, class store.Class, studentIDs []string, by string) ([]store.Membership, error) {
	if len(studentIDs) == 0 {
		return nil, nil
	}
	enrolled, err := store.ListEnrolled(ctx, tx, class.ID, by)
	if err != nil {
		return nil, err
	}
	wanted := make(map[string]bool, len(studentIDs))
	for _, id := range studentIDs {
		wanted[id] = true
	}
	members := slices.DeleteFunc(enrolled, func(m store.Membership) bool { return !wanted[m.StudentID] })
	if len(members) != len(wanted) {
		return nil, errs.E(errs.NotFound, errorsv1.Reason_STUDENT_NOT_FOUND, grouping, nil)
	}
	return members, nil
}

// regroup gives the memberships of a group of which the named are the members from a day on. What was before that day
// stays, and so do the members whose stay in the class has ended by the day by.
func regroup(held, named []store.Membership, from, by string) []store.Membership {
	var members []store.Membership
	before := map[string]int{} // the enrolments that are members up to the day, by their place in members
	for _, m := range held {
		if m.StayTo == "" || m.StayTo > by {
			if m.From >= from {
				continue
			}
			if m.To == "" || m.To >= from {
				m.To = from
				before[m.EnrolmentID] = len(members)
			}
		}
		members = append(members, m)
	}
	for _, m := range named {
		if i, ok := before[m.EnrolmentID]; ok {
			members[i].To = ""
			continue
		}
		m.From, m.To = max(from, m.From), ""
		members = append(members, m)
	}
	return members
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
