package timetable

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"

	"google.golang.org/protobuf/proto"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/sqldb"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/timetable/internal/isoweek"
	"github.com/massar-platform/massar/services/timetable/internal/pattern"
	"github.com/massar-platform/massar/services/timetable/internal/store"
)

// loadWeek makes the week of a view from the tables and encodes it.
func (s *Service) loadWeek(ctx context.Context, v weekView, version int64) ([]byte, error) {
	days := weekDays(v.week)
	span := store.Span{School: v.school, First: days[0], Last: days[6]}
	switch v.kind {
	case viewClass:
		if err := requireClass(ctx, s.db, v.id); err != nil {
			return nil, err
		}
		span.Class = v.id
	case viewStaff:
		span.Staff = v.id
	case viewRoom:
		span.Room = v.id
	}
	loaded, err := s.load(ctx, s.db, span)
	if err != nil {
		return nil, err
	}
	lessons := slices.DeleteFunc(pattern.Between(span.First, span.Last, loaded.Pattern), func(l pattern.Lesson) bool {
		return !v.holds(l)
	})
	names, err := namesOf(ctx, s.db, v.school, lessons)
	if err != nil {
		return nil, err
	}
	week := &typev1.Week{Week: v.week, Version: versionText(version, v.key(0, s.data))}
	for _, l := range lessons {
		week.Lessons = append(week.Lessons, s.lessonOf(l, names, v.lang))
	}
	for _, day := range days {
		week.Days = append(week.Days, s.schoolDay(day, span.Class, loaded.Events, v.lang))
	}
	for _, e := range loaded.Events {
		if span.Class == "" || len(e.Classes) == 0 || slices.Contains(e.Classes, span.Class) {
			week.Events = append(week.Events, eventOf(e, v.lang))
		}
	}
	body, err := proto.MarshalOptions{Deterministic: true}.Marshal(week)
	if err != nil {
		return nil, fmt.Errorf("encoding a week: %w", err)
	}
	return body, nil
}

// holds says whether a lesson as it is held belongs to the view: a substitute has it
// in his week, and the replaced teacher has not.
func (v weekView) holds(l pattern.Lesson) bool {
	switch v.kind {
	case viewStaff:
		return l.Staff == v.id
	case viewRoom:
		return l.Room == v.id
	}
	return l.Class == v.id && v.shows(l.Group)
}

// load reads some days of a school, with its calendar and hours.
func (s *Service) load(ctx context.Context, q sqldb.Querier, span store.Span) (store.Rows, error) {
	school, err := roster.FindSchool(ctx, q, span.School)
	if errors.Is(err, roster.ErrNotFound) {
		return store.Rows{}, schoolNotFound()
	}
	if err != nil {
		return store.Rows{}, err
	}
	rows, err := store.Load(ctx, q, span)
	if err != nil {
		return store.Rows{}, err
	}
	rows.Pattern = s.withHours(rows.Pattern, school, rows.Bells)
	return rows, nil
}

// requireClass refuses a class that is not there.
func requireClass(ctx context.Context, q sqldb.Querier, classID string) error {
	_, err := roster.FindClass(ctx, q, classID)
	if errors.Is(err, roster.ErrNotFound) {
		return classNotFound()
	}
	return err
}

func classNotFound() error {
	return errs.E(errs.NotFound, errorsv1.Reason_CLASS_NOT_FOUND, "finding a class", nil)
}

// versionText is the version of a week as clients compare it: that of the school,
// and what is shown.
func versionText(version int64, shown string) string {
	return strconv.FormatInt(version, 36) + "-" + hashed(shown)
}

// hashed stands for a text in a version.
func hashed(text string) string {
	h := fnv.New32a()
	_, _ = h.Write([]byte(text))
	return strconv.FormatUint(uint64(h.Sum32()), 36)
}

// weekDays are the days of a week that was parsed before, from Monday.
func weekDays(week string) []string {
	monday, _ := isoweek.Monday(week)
	return isoweek.Days(monday, 7)
}

// weekOf reads the week of a request: the current one where none is named. A text
// that names no week, and a week of which the calendar knows no school year, is refused.
func (s *Service) weekOf(week, today string) (string, error) {
	if week == "" {
		week = isoweek.Of(today)
	}
	monday, ok := isoweek.Monday(week)
	if ok {
		for _, day := range []string{monday, isoweek.Days(monday, 7)[6]} {
			if year, known := s.ref.SchoolYear(day); known && s.years[year] {
				return week, nil
			}
		}
	}
	return "", errs.E(errs.Invalid, errorsv1.Reason_WEEK_INVALID, "reading a week", nil, errs.Field("week", errorsv1.Reason_WEEK_INVALID))
}

// answer is an encoded week as an answer: fields that the message does not know are
// sent as they are, and nobody decodes them on this side.
func answer(body []byte) *typev1.Week {
	week := &typev1.Week{}
	week.ProtoReflect().SetUnknown(body)
	return week
}

// emptyWeek is the week of somebody who is in no class, by the calendar alone.
func (s *Service) emptyWeek(week string, lang localtext.Lang) *typev1.Week {
	empty := &typev1.Week{Week: week, Version: "0"}
	for _, day := range weekDays(week) {
		empty.Days = append(empty.Days, s.nationalDay(day, lang))
	}
	return empty
}
