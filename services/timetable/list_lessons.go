package timetable

import (
	"context"
	"slices"

	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/rpc"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/timetable/internal/isoweek"
	"github.com/massar-platform/massar/services/timetable/internal/pattern"
	"github.com/massar-platform/massar/services/timetable/internal/store"
)

// ListLessons gives the lessons of a day: those that the teacher who asks holds, or
// those of a school or one of its classes to the office.
func (s *Service) ListLessons(ctx context.Context, req *timetablev1.ListLessonsRequest) (*timetablev1.ListLessonsResponse, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	date, err := dayOf("date", req.GetDate(), r.day)
	if err != nil {
		return nil, err
	}
	lang := rpc.Lang(ctx)
	if !r.teacher() && req.GetClassId() == "" {
		school, err := r.school(ctx, s.db, req.GetSchoolCode())
		if err != nil {
			return nil, err
		}
		return s.schoolLessons(ctx, school.Code, date, lang)
	}
	week, err := s.weekOf(isoweek.Of(date), date)
	if err != nil {
		return nil, badDate("date", date)
	}
	var view weekView
	if r.teacher() {
		view, err = s.teacherView(ctx, r.caller.PersonID, week, lang)
	} else {
		view = weekView{
			school: roster.SchoolOf(req.GetClassId()), kind: viewClass, id: req.GetClassId(), groups: wholeClass, week: week, lang: lang,
		}
		err = s.mayReadClass(ctx, r, req.GetClassId())
		if code := req.GetSchoolCode(); err == nil && code != "" && code != view.school {
			err = classNotFound()
		}
	}
	if err != nil {
		return nil, err
	}
	shown, err := s.decodedWeek(ctx, view)
	if err != nil {
		return nil, err
	}
	lessons := slices.DeleteFunc(shown.GetLessons(), func(l *typev1.Lesson) bool { return l.GetDate() != date })
	return &timetablev1.ListLessonsResponse{Lessons: lessons}, nil
}

// schoolLessons are the lessons of a whole school on a day, read from the tables: few
// ask, and what they get is not what anybody else reads.
func (s *Service) schoolLessons(ctx context.Context, school, date string, lang localtext.Lang) (*timetablev1.ListLessonsResponse, error) {
	rows, err := s.load(ctx, s.db, store.Span{School: school, First: date, Last: date})
	if err != nil {
		return nil, err
	}
	lessons := pattern.LessonsOn(date, rows.Pattern)
	names, err := namesOf(ctx, s.db, school, lessons)
	if err != nil {
		return nil, err
	}
	answer := &timetablev1.ListLessonsResponse{Lessons: make([]*typev1.Lesson, len(lessons))}
	for i, l := range lessons {
		answer.Lessons[i] = s.editable(l, names, lang)
	}
	return answer, nil
}
