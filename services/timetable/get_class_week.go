package timetable

import (
	"context"

	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/rpc"
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
	view := weekView{
		school: roster.SchoolOf(req.GetClassId()), kind: viewClass, id: req.GetClassId(), groups: wholeClass, week: week, lang: rpc.Lang(ctx),
	}
	if req.GetGroup() != "" {
		view.groups = groupsKey([]string{req.GetGroup()})
	}
	body, err := s.week(ctx, view)
	return answer(body), err
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
