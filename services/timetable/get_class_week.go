package timetable

import (
	"context"
	"slices"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/rpc"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// GetClassWeek gives a week of a class with all its groups, or with one of them, to a
// teacher of the school and to offices and officers above it. Where any process has
// made this week since the last write of the school, its bytes are the answer.
func (s *Service) GetClassWeek(ctx context.Context, req *timetablev1.GetClassWeekRequest) (*typev1.Week, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	week, err := s.weekOf(req.GetWeek(), r.day)
	if err != nil {
		return nil, err
	}
	if err := s.mayReadClass(ctx, r, req.GetClassId()); err != nil {
		return nil, err
	}
	view, err := s.classView(ctx, req.GetClassId(), req.GetGroup())
	if err != nil {
		return nil, err
	}
	view.week, view.lang = week, rpc.Lang(ctx)
	body, err := s.week(ctx, view)
	return answer(body), err
}

// classView is a class with all its groups, or with one of them; GROUP_NOT_FOUND for a
// group that it has not: whatever text is sent must not become a week of its own.
func (s *Service) classView(ctx context.Context, classID, group string) (weekView, error) {
	view := weekView{school: roster.SchoolOf(classID), kind: viewClass, id: classID, groups: wholeClass}
	if group == "" {
		return view, nil
	}
	groups, err := s.groups.get(ctx, classID, func(ctx context.Context) ([]string, error) {
		if err := requireClass(ctx, s.db, classID); err != nil {
			return nil, err
		}
		return roster.Groups(ctx, s.db, classID)
	})
	if err == nil && !slices.Contains(groups, group) {
		err = errs.E(errs.NotFound, errorsv1.Reason_GROUP_NOT_FOUND, "finding a group", nil)
	}
	view.groups = groupsKey([]string{group})
	return view, err
}

// mayReadClass refuses a class of a school that the caller does not reach as one that
// is not there. Whether the class itself is there shows when it is read.
func (s *Service) mayReadClass(ctx context.Context, r reach, classID string) error {
	school := roster.SchoolOf(classID)
	if school == "" {
		return classNotFound()
	}
	may := false
	if r.teacher() {
		own, err := s.staffSchool(ctx, r.caller.PersonID)
		if err != nil {
			return err
		}
		may = own == school
	} else {
		at, err := s.schoolNode(ctx, school)
		if err != nil {
			return err
		}
		may = r.covers(at)
	}
	if !may {
		return classNotFound()
	}
	return nil
}

// isStaff says whether what this caller reads of others is written down.
func (r reach) isStaff() bool {
	return r.caller.Role != optionsv1.Role_ROLE_STUDENT && r.caller.Role != optionsv1.Role_ROLE_GUARDIAN
}
