package timetable

import (
	"context"
	"errors"
	"strconv"
	"time"

	"google.golang.org/genproto/googleapis/api/httpbody"

	"github.com/massar-platform/massar/platform/clock"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/localtext"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	"github.com/massar-platform/massar/services/timetable/internal/ics"
	"github.com/massar-platform/massar/services/timetable/internal/isoweek"
	"github.com/massar-platform/massar/services/timetable/internal/store"
)

const (
	// calendarBack is how many days a calendar looks back, calendarMost how many it holds.
	calendarBack = 4 * 7
	calendarMost = 54 * 7
	// calendarRefresh is how often a program is asked to come back.
	calendarRefresh = time.Hour
	// calendarPolls is how often an address may be read in a minute.
	calendarPolls = 30

	calendarType = "text/calendar; charset=utf-8"
)

// GetCalendar gives the weeks behind a private address, from four weeks back to the
// end of the school year. The address is the whole right to read, so it is as good as
// what its owner may read now: identity is asked each time, three seconds apart at
// most. Whether an address never was, was ended, or lost its owner is not told. The
// lessons are made once for all who have the same, and again when the school changes
// its timetable; an address is read 30 times a minute at most (TOO_MANY_TRIES).
func (s *Service) GetCalendar(ctx context.Context, req *timetablev1.GetCalendarRequest) (*httpbody.HttpBody, error) {
	// Whatever the text is, it is hashed and looked up in the same way.
	feed, err := store.FeedBySecret(ctx, s.db, hashToken(req.GetToken()))
	if errors.Is(err, store.ErrNotFound) {
		return nil, feedNotFound()
	}
	if err != nil {
		return nil, err
	}
	if err := s.mayPoll(ctx, feed); err != nil {
		return nil, err
	}
	role := optionsv1.Role(feed.Role)
	owner, err := s.owners.get(ctx, feed.Account+"|"+strconv.Itoa(int(feed.Role)), func(ctx context.Context) (*identityv1.ResolveAccountResponse, error) {
		return s.identity.ResolveAccount(ctx, &identityv1.ResolveAccountRequest{AccountId: feed.Account, Role: role})
	})
	if err != nil {
		return nil, err
	}
	if !owner.GetActive() || owner.GetPersonId() != feed.Person || !mayFollow(role, feed.Student, owner.GetStudentIds()) {
		return nil, feedNotFound()
	}
	stays, err := s.calendarStays(ctx, feed)
	if err != nil {
		return nil, err
	}
	lang := localtext.Lang(feed.Lang)
	body, err := s.calendarBody(ctx, stays, lang)
	if err != nil {
		return nil, err
	}
	name := feed.Label
	if name == "" {
		name = inLang(lang, "استعمال الزمن", "Emploi du temps")
	}
	return &httpbody.HttpBody{ContentType: calendarType, Data: append(ics.Head(ics.Calendar{Name: name}), body...)}, nil
}

// calendarBody is all of a calendar but its name, as it was made for whoever has the same lessons.
func (s *Service) calendarBody(ctx context.Context, stays []stay, lang localtext.Lang) ([]byte, error) {
	key := string(lang)
	for _, stay := range stays {
		version, err := s.versionOf(ctx, stay.view.school)
		if err != nil {
			return nil, err
		}
		key += "\n" + stay.view.key(version.Version, s.data) + "|" + stay.days[0] + "|" + stay.days[len(stay.days)-1]
	}
	return s.calendars.get(ctx, key, func(ctx context.Context) ([]byte, error) {
		events, err := s.calendarEvents(ctx, stays, lang)
		if err != nil {
			return nil, err
		}
		return ics.Body(ics.Calendar{Language: string(lang), Location: clock.Zone(), Refresh: calendarRefresh, Events: events})
	})
}

// mayPoll counts a reading of an address: programs come once an hour, and a school
// year must not be sent out as fast as somebody can ask.
func (s *Service) mayPoll(ctx context.Context, feed store.Feed) error {
	polled := s.polls.Allow(ctx, feed.ID)
	if polled.Allowed {
		return nil
	}
	seconds := int64((polled.RetryAfter + time.Second - 1) / time.Second)
	return errs.E(errs.ResourceExhausted, errorsv1.Reason_TOO_MANY_TRIES, "counting the readings of a calendar", nil,
		errs.Args(seconds), errs.Meta("retryAfterSeconds", strconv.FormatInt(seconds, 10)))
}

// calendarStays says whose lessons a calendar shows on which days.
func (s *Service) calendarStays(ctx context.Context, feed store.Feed) ([]stay, error) {
	days := s.calendarDays()
	if optionsv1.Role(feed.Role) == optionsv1.Role_ROLE_TEACHER {
		view, err := s.teacherView(ctx, feed.Person, "", "")
		if err != nil {
			return nil, err
		}
		return []stay{{view: view, days: days}}, nil
	}
	student := feed.Person
	if feed.Student != "" {
		student = feed.Student
	}
	places, err := s.placesOf(ctx, student)
	if err != nil {
		return nil, err
	}
	return staysOn(places, days), nil
}

// calendarDays are the days of a calendar: from the Monday four weeks back to the
// last lessons of the school year. In the summer it looks ahead into the next year,
// where the calendar of the country has it.
func (s *Service) calendarDays() []string {
	today := s.clock.Today()
	monday := weekDays(isoweek.Of(today))[0]
	first, last := addDays(monday, -calendarBack), today
	for _, day := range []string{today, addDays(today, 62)} {
		year, _ := s.ref.SchoolYear(day)
		if _, end, ok := s.ref.Lessons(year); ok && s.years[year] {
			last = max(last, end)
		}
	}
	var days []string
	for _, day := range isoweek.Days(first, calendarMost) {
		if day <= last {
			days = append(days, day)
		}
	}
	return days
}
