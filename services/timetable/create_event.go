package timetable

import (
	"context"
	"errors"
	"slices"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/rpc"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/timetable/internal/pattern"
	"github.com/massar-platform/massar/services/timetable/internal/store"
)

const (
	announcing = "announcing an event"
	// maxEventDays is how much later than the first the last day may be.
	maxEventDays = 60
)

// CreateEvent announces something. Exam days and closed days suspend the lessons of
// their classes; lessons whose register is taken stay. Two events never suspend the
// same lessons, and none suspends a lesson that was moved to one of its days: it would
// be held nowhere, so it is moved elsewhere or restored first.
func (s *Service) CreateEvent(ctx context.Context, req *timetablev1.CreateEventRequest) (*typev1.SchoolEvent, error) {
	event, err := s.newEvent(req)
	if err != nil {
		return nil, err
	}
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	school, err := r.school(ctx, s.db, req.GetSchoolCode())
	if err != nil {
		return nil, err
	}
	op := write.Op{
		RPC: "timetable.CreateEvent", Resource: school.Code, Request: req,
		Detail: map[string]string{"kind": string(event.Kind), "from": event.First, "to": event.Last},
	}
	return writeSchool(ctx, s, op, school.Code, func(ctx context.Context, tx sqldb.Tx) (*typev1.SchoolEvent, error) {
		if err := requireClasses(ctx, tx, school.Code, event.Classes); err != nil {
			return nil, err
		}
		others, err := store.EventsBetween(ctx, tx, school.Code, event.First, event.Last)
		if err != nil {
			return nil, err
		}
		for _, other := range others {
			if suspendBoth(event.Event, other.Event) {
				return nil, errs.E(errs.AlreadyExists, errorsv1.Reason_EVENT_EXISTS, announcing, nil, errs.Meta("eventId", other.ID))
			}
		}
		if err := s.checkArrivals(ctx, tx, school, event.Event); err != nil {
			return nil, err
		}
		event.ID = ids.InSchool(school.Code)
		if err := store.InsertEvent(ctx, tx, school.Code, event); err != nil {
			return nil, err
		}
		return eventOf(event, rpc.Lang(ctx)), nil
	})
}

func (s *Service) newEvent(req *timetablev1.CreateEventRequest) (e store.Event, err error) {
	e.Kind = pattern.EventKind(req.GetKind().String())
	for field, title := range map[string]struct {
		asked string
		clean *string
	}{"titleAr": {req.GetTitleAr(), &e.TitleAr}, "titleFr": {req.GetTitleFr(), &e.TitleFr}} {
		if *title.clean, err = localtext.CleanName(title.asked); err != nil {
			return e, errs.E(errs.Invalid, errorsv1.Reason_TEXT_NOT_ALLOWED, announcing, err, errs.Field(field, errorsv1.Reason_TEXT_NOT_ALLOWED))
		}
	}
	if e.TitleAr == "" && e.TitleFr == "" {
		return e, errs.E(errs.Invalid, errorsv1.Reason_INVALID_REQUEST, announcing, nil, errs.Field("titleAr", errorsv1.Reason_FIELD_REQUIRED))
	}
	if e.First, err = dayOf("from", req.GetFrom(), ""); err != nil {
		return e, err
	}
	if e.Last, err = dayOf("to", req.GetTo(), e.First); err != nil {
		return e, err
	}
	switch {
	case !s.years[s.yearOf(e.First)]:
		return e, badDate("from", e.First)
	case e.Last < e.First || e.Last > addDays(e.First, maxEventDays):
		return e, badDate("to", e.Last)
	}
	e.Classes = slices.Clone(req.GetClassIds())
	slices.Sort(e.Classes)
	e.Classes = slices.Compact(e.Classes)
	return e, nil
}

// suspendBoth says whether two events suspend lessons of one class on one day.
func suspendBoth(a, b pattern.Event) bool {
	day := max(a.First, b.First)
	if len(a.Classes) == 0 {
		a, b = b, a
	}
	if len(a.Classes) == 0 {
		return a.Suspends("", day) && b.Suspends("", day)
	}
	return slices.ContainsFunc(a.Classes, func(class string) bool { return a.Suspends(class, day) && b.Suspends(class, day) })
}

// checkArrivals refuses an event that would suspend a lesson that was moved to one of
// its days from another one, and names that lesson.
func (s *Service) checkArrivals(ctx context.Context, q sqldb.Querier, school roster.School, event pattern.Event) error {
	if event.Kind == pattern.EventOnly {
		return nil
	}
	d, err := s.openDesk(ctx, q, school, s.yearOf(event.First), event.First)
	if err != nil {
		return err
	}
	for _, e := range d.pattern.Exceptions {
		if e.Kind != pattern.Moved || e.ToDate == e.Date {
			continue
		}
		for _, l := range lessonsOn(d.pattern, e.ToDate) {
			if l.SlotID == e.SlotID && l.Planned == e.Date && !l.Frozen && event.Suspends(l.Class, l.Date) {
				return d.refuse([]pattern.Conflict{{Kind: pattern.ClassConflict, A: asSlot(l), B: asSlot(l), Period: l.Period, Date: l.Date}})
			}
		}
	}
	return nil
}

// requireClasses refuses a class that the school does not have.
func requireClasses(ctx context.Context, q sqldb.Querier, school string, classes []string) error {
	known, err := store.ClassLabels(ctx, q, school, classes)
	if err == nil && len(known) != len(classes) {
		err = errs.E(errs.NotFound, errorsv1.Reason_CLASS_NOT_FOUND, announcing, nil, errs.Field("classIds", errorsv1.Reason_CLASS_NOT_FOUND))
	}
	return err
}

// findEvent reads an event of a school with its days.
func findEvent(ctx context.Context, q sqldb.Querier, school roster.School, id string) (store.Event, error) {
	missing := errs.E(errs.NotFound, errorsv1.Reason_EVENT_NOT_FOUND, "finding an event", nil)
	first, last, err := store.FindEventDays(ctx, q, school.Code, id)
	if errors.Is(err, store.ErrNotFound) {
		return store.Event{}, missing
	}
	if err != nil {
		return store.Event{}, err
	}
	events, err := store.EventsBetween(ctx, q, school.Code, first, last)
	for _, e := range events {
		if e.ID == id {
			return e, err
		}
	}
	if err == nil {
		err = missing
	}
	return store.Event{}, err
}
