package timetable

import (
	"context"

	"github.com/massar-platform/massar/platform/clock"
	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/rpc"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/timetable/internal/isoweek"
)

// nextWithin is how many days ahead the next lesson is looked for.
const nextWithin = 7

// GetNow gives the lesson that runs and the next one that is held, of a student or of
// the teacher who asks. It is read from the weeks that everybody reads.
func (s *Service) GetNow(ctx context.Context, req *timetablev1.GetNowRequest) (*typev1.NowNext, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	lang := rpc.Lang(ctx)
	weekOf := func(week string) (*typev1.Week, error) {
		view, err := s.teacherView(ctx, r.caller.PersonID, week, lang)
		if err != nil {
			return nil, err
		}
		return s.decodedWeek(ctx, view)
	}
	if !r.teacher() {
		if weekOf, err = s.weeksOfStudent(ctx, r, req.GetStudentId(), lang); err != nil {
			return nil, err
		}
	} else if id := req.GetStudentId(); id != "" {
		return nil, studentNotFound()
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
			answer.Now = l
		case start > now && answer.Next == nil:
			answer.Next = l
		}
	}
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
	return func(week string) (*typev1.Week, error) {
		return s.joinedWeek(ctx, staysIn(places, week, lang), week, lang)
	}, nil
}
