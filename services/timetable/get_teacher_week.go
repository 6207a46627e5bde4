package timetable

import (
	"context"
	"errors"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/rpc"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/timetable/internal/store"
)

// GetTeacherWeek gives the lessons that a teacher holds in a week, those in place of
// others included: his own to himself, those of its staff to an office.
func (s *Service) GetTeacherWeek(ctx context.Context, req *timetablev1.GetTeacherWeekRequest) (*typev1.Week, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	week, err := s.weekOf(req.GetWeek(), r.day)
	if err != nil {
		return nil, err
	}
	staff := req.GetStaffId()
	if r.teacher() {
		if staff != "" && staff != r.caller.PersonID {
			return nil, staffNotFound()
		}
		staff = r.caller.PersonID
	}
	view, err := s.readableTeacher(ctx, r, staff)
	if err != nil {
		return nil, err
	}
	view.week, view.lang = week, rpc.Lang(ctx)
	body, err := s.week(ctx, view)
	return answer(body), err
}

// readableTeacher are the lessons of a teacher who is the caller or whom he reaches.
func (s *Service) readableTeacher(ctx context.Context, r reach, staffID string) (weekView, error) {
	if r.teacher() {
		return s.teacherView(ctx, r.caller.PersonID, "", "")
	}
	view, err := s.teacherView(ctx, staffID, "", "")
	if err != nil {
		return view, err
	}
	at, err := s.schoolNode(ctx, view.school)
	if err == nil && !r.covers(at) {
		err = staffNotFound()
	}
	return view, err
}

// teacherView is the week of a teacher at his school; STAFF_NOT_FOUND for somebody who
// is not known.
func (s *Service) teacherView(ctx context.Context, staffID, week string, lang localtext.Lang) (weekView, error) {
	school, err := s.staffSchool(ctx, staffID)
	if err == nil && school == "" {
		err = staffNotFound()
	}
	return weekView{school: school, kind: viewStaff, id: staffID, week: week, lang: lang}, err
}

// staffSchool is the school of a member of staff, empty for somebody who is not known.
func (s *Service) staffSchool(ctx context.Context, staffID string) (string, error) {
	return s.staff.get(ctx, staffID, func(ctx context.Context) (string, error) {
		staff, err := roster.FindStaff(ctx, s.db, staffID)
		if errors.Is(err, roster.ErrNotFound) {
			return "", nil
		}
		return staff.School, err
	})
}

// schoolNode is the place of a school in the organisation tree, empty for one that is
// not known: no node covers it.
func (s *Service) schoolNode(ctx context.Context, school string) (string, error) {
	version, err := s.versions.of(ctx, school)
	if errors.Is(err, store.ErrNotFound) {
		return "", nil
	}
	return version.Node, err
}

func staffNotFound() error {
	return errs.E(errs.NotFound, errorsv1.Reason_STAFF_NOT_FOUND, "finding a teacher", nil)
}
