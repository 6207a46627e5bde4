package timetable

import (
	"context"

	"github.com/massar-platform/massar/platform/clock"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/readlog"
	"github.com/massar-platform/massar/platform/rpc"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/timetable/internal/isoweek"
)

// nextWithin is how many days ahead the next lesson is looked for.
const nextWithin = 7

// GetNow gives the lesson that runs and the next one that is held: of a student, of the
// teacher who asks, or of the one class, student, teacher or room that an office
// names. It is read from the weeks that everybody reads.
func (s *Service) GetNow(ctx context.Context, req *timetablev1.GetNowRequest) (*typev1.NowNext, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	weekOf, err := s.weeksOf(ctx, r, req)
	if err != nil {
		return nil, err
	}
	now := s.clock.Now().In(clock.Zone()).Format("2006-01-02T15:04")
	answer := &typev1.NowNext{At: now}
	last := addDays(r.day, nextWithin)
	for _, day := range []string{r.day, last} {
		week, err := s.weekOf(isoweek.Of(day), r.day)
		if err != nil {
			break // behind the last school year that the calendar knows there is nothing to come
		}
		shown, err := weekOf(week)
		if err != nil {
			return nil, err
		}
		if find(answer, shown, now, last); answer.Next != nil {
			break
		}
	}
	return answer, nil
}

// find looks for the lesson that runs and the next one in a week, whose lessons come
// in order. Lessons that are not held, or that have no hour, are neither.
func find(answer *typev1.NowNext, week *typev1.Week, now, last string) {
	for _, l := range week.GetLessons() {
		if l.GetStart() == "" || l.GetStatus() == typev1.Lesson_Status_CANCELLED || l.GetDate() > last {
			continue
		}
		start, end := l.GetDate()+"T"+l.GetStart(), l.GetDate()+"T"+l.GetEnd()
		switch {
		case start <= now && now < end:
			if answer.Now == nil {
				answer.Now = l
			} else {
				answer.AlsoNow = append(answer.AlsoNow, l)
			}
		case start > now && answer.Next == nil:
			answer.Next = l
		case start > now && l.GetDate() == answer.Next.GetDate() && l.GetStart() == answer.Next.GetStart():
			answer.AlsoNext = append(answer.AlsoNext, l)
		}
	}
}

// weeksOf gives the weeks, decoded, of what the caller asks for and reaches.
func (s *Service) weeksOf(ctx context.Context, r reach, req *timetablev1.GetNowRequest) (func(string) (*typev1.Week, error), error) {
	lang := rpc.Lang(ctx)
	office := r.caller.Role == optionsv1.Role_ROLE_SCHOOL_OFFICE
	if err := oneView(req, office); err != nil {
		return nil, err
	}
	var view weekView
	var err error
	switch {
	case !office && r.teacher() && req.GetStudentId() != "":
		return nil, studentNotFound()
	case !office && !r.teacher(), req.GetStudentId() != "":
		return s.weeksOfStudent(ctx, r, req.GetStudentId(), lang)
	case req.GetClassId() != "":
		if err = s.mayReadClass(ctx, r, req.GetClassId()); err == nil {
			view, err = s.classView(ctx, req.GetClassId(), req.GetGroup())
		}
	case req.GetRoom() != "":
		view, err = s.roomView(ctx, r, req.GetSchoolCode(), req.GetRoom())
	default:
		view, err = s.readableTeacher(ctx, r, req.GetStaffId())
	}
	if err != nil {
		return nil, err
	}
	return func(week string) (*typev1.Week, error) {
		view.week, view.lang = week, lang
		return s.decodedWeek(ctx, view)
	}, nil
}

// oneView refuses an office that does not name exactly one view, or narrows one by
// what belongs to another, and everybody else who names more than a student.
func oneView(req *timetablev1.GetNowRequest, office bool) error {
	named := 0
	for _, id := range []string{req.GetClassId(), req.GetStaffId(), req.GetRoom()} {
		if id != "" {
			named++
		}
	}
	if office && req.GetStudentId() != "" {
		named++
	}
	wanted := 0
	if office {
		wanted = 1
	}
	if named == wanted && (req.GetGroup() == "" || req.GetClassId() != "") &&
		(req.GetSchoolCode() == "" || req.GetRoom() != "") {
		return nil
	}
	return errs.E(errs.Invalid, errorsv1.Reason_INVALID_REQUEST, "choosing a view", nil)
}

// weeksOfStudent gives the weeks of a student whom the caller reaches, decoded.
func (s *Service) weeksOfStudent(ctx context.Context, r reach, student string, lang localtext.Lang) (func(string) (*typev1.Week, error), error) {
	if student == "" && !r.isStaff() {
		student = r.caller.PersonID
	}
	places, err := s.readable(ctx, r, student)
	if err != nil {
		return nil, err
	}
	if r.isStaff() {
		read := readlog.Read{School: places[len(places)-1].School, RPC: "timetable.GetNow", Ref: student}
		if err := s.reads.Add(ctx, read); err != nil {
			return nil, err
		}
	}
	return func(week string) (*typev1.Week, error) {
		return s.joinedWeek(ctx, staysIn(places, week, lang), week, lang)
	}, nil
}
