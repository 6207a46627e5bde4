package timetable

import (
	"context"
	"slices"
	"strings"

	"google.golang.org/protobuf/proto"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/roster"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// placesOf are the stays of a student in classes of schools that are known, oldest first.
func (s *Service) placesOf(ctx context.Context, student string) ([]roster.Place, error) {
	return s.places.get(ctx, student, func(ctx context.Context) ([]roster.Place, error) {
		places, err := roster.Places(ctx, s.db, student)
		return slices.DeleteFunc(places, func(p roster.Place) bool { return p.Node == "" }), err
	})
}

// readable are the stays of a student that the caller may read: all for himself and
// his guardians, those at their schools for staff. A student whom the caller does not
// reach looks like one who is not there.
func (s *Service) readable(ctx context.Context, r reach, student string) ([]roster.Place, error) {
	family := false
	switch r.caller.Role {
	case optionsv1.Role_ROLE_STUDENT:
		family = r.caller.PersonID == student
	case optionsv1.Role_ROLE_GUARDIAN:
		family = slices.Contains(r.nodes.GetStudentIds(), student)
	case optionsv1.Role_ROLE_SCHOOL_OFFICE:
		places, err := s.placesOf(ctx, student)
		if err != nil {
			return nil, err
		}
		var covered []roster.Place
		for _, p := range places {
			if r.covers(p.Node) {
				covered = append(covered, p)
			}
		}
		if len(covered) == 0 {
			return nil, studentNotFound()
		}
		return covered, nil
	}
	if !family {
		return nil, studentNotFound()
	}
	return s.placesOf(ctx, student)
}

func studentNotFound() error {
	return errs.E(errs.NotFound, errorsv1.Reason_STUDENT_NOT_FOUND, "finding a student", nil)
}

// stay is one class and its groups with days, one after the other, on which a student is there.
type stay struct {
	view weekView
	days []string
}

// staysIn are the classes of a student in a week, by first day.
func staysIn(places []roster.Place, week string, lang localtext.Lang) []stay {
	stays := staysOn(places, weekDays(week))
	for i := range stays {
		stays[i].view.week, stays[i].view.lang = week, lang
	}
	return stays
}

// staysOn are the classes of a student on some days, in order. While a move is on its
// way two stays may hold: the later one counts.
func staysOn(places []roster.Place, days []string) []stay {
	var stays []stay
	before := -2
	for n, day := range days {
		place := -1
		for i, p := range places {
			if p.On(day) {
				place = i
			}
		}
		if place < 0 {
			continue
		}
		p := places[place]
		view := weekView{school: p.School, kind: viewClass, id: p.ClassID, groups: groupsKey(p.GroupsOn(day))}
		if last := len(stays) - 1; last >= 0 && before == n-1 && stays[last].view == view {
			stays[last].days = append(stays[last].days, day)
		} else {
			stays = append(stays, stay{view: view, days: []string{day}})
		}
		before = n
	}
	return stays
}

// studentWeek is the week of a student by his stays. Almost always it is one class:
// then its bytes are the answer.
func (s *Service) studentWeek(ctx context.Context, places []roster.Place, week string, lang localtext.Lang) (*typev1.Week, error) {
	stays := staysIn(places, week, lang)
	if len(stays) == 1 && len(stays[0].days) == 7 {
		body, err := s.week(ctx, stays[0].view)
		return answer(body), err
	}
	return s.joinedWeek(ctx, stays, week, lang)
}

// joinedWeek puts the week of a student together, decoded, from his stays.
func (s *Service) joinedWeek(ctx context.Context, stays []stay, week string, lang localtext.Lang) (*typev1.Week, error) {
	joined := s.emptyWeek(week, lang)
	versions, days := make([]string, 0, len(stays)+1), []string{}
	for _, stay := range stays {
		part, err := s.decodedWeek(ctx, stay.view)
		if err != nil {
			return nil, err
		}
		join(joined, part, stay.days)
		versions, days = append(versions, part.GetVersion()), append(append(days, stay.days...), "|")
	}
	if len(versions) > 0 {
		// The same classes on other days are another week.
		joined.Version = strings.Join(append(versions, hashed(strings.Join(days, ""))), "-")
	}
	return joined, nil
}

// join puts the days of a class into a week that has it for some days only.
func join(week, part *typev1.Week, days []string) {
	for _, lesson := range part.GetLessons() {
		if slices.Contains(days, lesson.GetDate()) {
			week.Lessons = append(week.Lessons, lesson)
		}
	}
	for i, day := range part.GetDays() {
		if slices.Contains(days, day.GetDate()) {
			week.Days[i] = day
		}
	}
	for _, event := range part.GetEvents() {
		touches := event.GetFrom() <= days[len(days)-1] && event.GetTo() >= days[0]
		known := slices.ContainsFunc(week.GetEvents(), func(e *typev1.SchoolEvent) bool { return e.GetEventId() == event.GetEventId() })
		if touches && !known {
			week.Events = append(week.Events, event)
		}
	}
}

// decodedWeek is the week of a view for those who look into it.
func (s *Service) decodedWeek(ctx context.Context, v weekView) (*typev1.Week, error) {
	body, err := s.week(ctx, v)
	if err != nil {
		return nil, err
	}
	week := &typev1.Week{}
	return week, proto.Unmarshal(body, week)
}
