package timetable

import (
	"context"
	"errors"
	"slices"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/sqldb"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	"github.com/massar-platform/massar/refdata"
	"github.com/massar-platform/massar/services/timetable/internal/pattern"
	"github.com/massar-platform/massar/services/timetable/internal/store"
)

const planning = "planning a slot"

// slotFields are the fields by which CreateSlot and UpdateSlot describe a slot.
type slotFields interface {
	GetGroup() string
	GetSubject() string
	GetStaffId() string
	GetRoom() string
	GetWeekday() int32
	GetPeriod() int32
	GetPeriods() int32
}

// content reads the fields of a slot of a class and checks that everything they name
// is there. A teacher who is not assigned to the class yet may be planned: the office
// plans before it assigns.
func (s *Service) content(ctx context.Context, q sqldb.Querier, class roster.Class, in slotFields) (pattern.Content, error) {
	c := pattern.Content{
		Class: class.ID, Group: in.GetGroup(), Subject: in.GetSubject(), Staff: in.GetStaffId(), Room: in.GetRoom(),
		Weekday: int(in.GetWeekday()), Period: int(in.GetPeriod()), Count: int(in.GetPeriods()),
	}
	if !s.taught(class, c.Subject) {
		return c, errs.E(errs.Invalid, errorsv1.Reason_SUBJECT_UNKNOWN, planning, nil, errs.Field("subject", errorsv1.Reason_SUBJECT_UNKNOWN))
	}
	if err := requireStaff(ctx, q, class.School, c.Staff); err != nil {
		return c, err
	}
	if err := requireRoom(ctx, q, class.School, c.Room); err != nil {
		return c, err
	}
	if c.Group == "" {
		return c, nil
	}
	groups, err := roster.GroupsFrom(ctx, q, class.ID, s.clock.Today())
	if err == nil && !slices.Contains(groups, c.Group) {
		err = errs.E(errs.NotFound, errorsv1.Reason_GROUP_NOT_FOUND, planning, nil, errs.Field("group", errorsv1.Reason_GROUP_NOT_FOUND))
	}
	return c, err
}

// taught says whether a subject is taught to a class.
func (s *Service) taught(class roster.Class, subject string) bool {
	return slices.ContainsFunc(s.ref.Subjects(class.Level, class.Stream, class.SchoolYear), func(t refdata.TaughtSubject) bool {
		return t.Subject.Code == subject
	})
}

// requireStaff refuses a teacher who is not on the staff of a school now.
func requireStaff(ctx context.Context, q sqldb.Querier, school, staffID string) error {
	staff, err := roster.FindStaff(ctx, q, staffID)
	if errors.Is(err, roster.ErrNotFound) || err == nil && staff.School != school {
		return errs.E(errs.NotFound, errorsv1.Reason_STAFF_NOT_FOUND, planning, nil, errs.Field("staffId", errorsv1.Reason_STAFF_NOT_FOUND))
	}
	return err
}

// requireRoom refuses a room that the school does not have; none is fine.
func requireRoom(ctx context.Context, q sqldb.Querier, school, room string) error {
	if room == "" {
		return nil
	}
	rooms, err := store.Rooms(ctx, q, school)
	if err == nil && !slices.ContainsFunc(rooms, func(r store.Room) bool { return r.Name == room }) {
		err = errs.E(errs.NotFound, errorsv1.Reason_ROOM_NOT_FOUND, planning, nil, errs.Args(room), errs.Field("room", errorsv1.Reason_ROOM_NOT_FOUND, room))
	}
	return err
}

// classOf finds a class of a school.
func classOf(ctx context.Context, q sqldb.Querier, classID string) (roster.Class, error) {
	class, err := roster.FindClass(ctx, q, classID)
	if errors.Is(err, roster.ErrNotFound) {
		err = classNotFound()
	}
	return class, err
}

// slotDays are the first day of a slot and the first day behind it: today and the end
// of the school year where none is named, never before the year's lessons.
func (s *Service) slotDays(class roster.Class, today, from, to string) (first, end string, err error) {
	begins, _, ok := s.ref.Lessons(class.SchoolYear)
	if !ok {
		return "", "", badDate("from", from)
	}
	ends := yearEnds(class.SchoolYear)
	if first, err = dayOf("from", from, max(today, begins)); err != nil {
		return "", "", err
	}
	if end, err = dayOf("to", to, ends); err != nil {
		return "", "", err
	}
	switch {
	case first < begins || first >= ends:
		return "", "", badDate("from", first)
	case end <= first || end > ends:
		return "", "", badDate("to", end)
	}
	return first, end, nil
}
