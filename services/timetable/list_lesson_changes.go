package timetable

import (
	"cmp"
	"context"
	"slices"

	"github.com/massar-platform/massar/platform/rpc"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	"github.com/massar-platform/massar/services/timetable/internal/lessonid"
	"github.com/massar-platform/massar/services/timetable/internal/pattern"
	"github.com/massar-platform/massar/services/timetable/internal/store"
)

const (
	changesSpan    = 30
	maxChangesSpan = 100
	maxChanges     = 500
)

// ListLessonChanges gives the lessons of some days that differ from the pattern, by
// the day on which they are held. A lesson that was moved out of the days, or into
// them, is among them.
func (s *Service) ListLessonChanges(ctx context.Context, req *timetablev1.ListLessonChangesRequest) (*timetablev1.ListLessonChangesResponse, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	first, last, err := spanOf(req.GetFrom(), req.GetTo(), r.day, changesSpan, maxChangesSpan)
	if err != nil {
		return nil, err
	}
	school, err := r.school(ctx, s.db, req.GetSchoolCode())
	if err != nil {
		return nil, err
	}
	loaded, err := s.load(ctx, s.db, store.Span{School: school.Code, First: first, Last: last})
	if err != nil {
		return nil, err
	}
	var lessons []pattern.Lesson
	for _, e := range loaded.Pattern.Exceptions {
		id, _ := lessonid.Lesson(e.SlotID, e.Date)
		if l, ok := pattern.Find(id, narrowed(loaded.Pattern, e)); ok {
			lessons = append(lessons, l)
		}
	}
	slices.SortFunc(lessons, func(a, b pattern.Lesson) int {
		return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.Start, b.Start), cmp.Compare(a.ID, b.ID))
	})
	lessons = lessons[:min(len(lessons), maxChanges)]
	names, err := namesOf(ctx, s.db, school.Code, lessons)
	if err != nil {
		return nil, err
	}
	answer := &timetablev1.ListLessonChangesResponse{}
	for _, l := range lessons {
		answer.Lessons = append(answer.Lessons, s.editable(l, names, rpc.Lang(ctx)))
	}
	return answer, nil
}

// narrowed is a school with the one slot and change that a lesson needs.
func narrowed(p pattern.School, e pattern.Exception) pattern.School {
	on := p
	on.Exceptions, on.Slots, on.Frozen = []pattern.Exception{e}, nil, nil
	if i := slices.IndexFunc(p.Slots, func(s pattern.Slot) bool { return s.ID == e.SlotID }); i >= 0 {
		on.Slots = p.Slots[i : i+1]
	}
	if i := slices.IndexFunc(p.Frozen, func(l pattern.Lesson) bool { return l.SlotID == e.SlotID && l.Planned == e.Date }); i >= 0 {
		on.Frozen = p.Frozen[i : i+1]
	}
	return on
}

// spanOf reads some days of a request: today and a number of days later where none
// are named, and no more than a bound.
func spanOf(from, to, today string, days, most int) (first, last string, err error) {
	if first, err = dayOf("from", from, today); err != nil {
		return "", "", err
	}
	if last, err = dayOf("to", to, addDays(first, days)); err != nil {
		return "", "", err
	}
	if last < first || last > addDays(first, most) {
		return "", "", badDate("to", last)
	}
	return first, last, nil
}
