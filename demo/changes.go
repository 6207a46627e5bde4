package demo

import (
	"context"
	"fmt"
	"slices"
	"time"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// daysAhead are the next days of lessons after today, within the year.
func (p *plan) daysAhead(n int) []string {
	_, last, _ := p.ref.Lessons(p.year)
	var days []string
	for date := day(p.today).AddDate(0, 0, 1); len(days) < n; date = date.AddDate(0, 0, 1) {
		text := date.Format(time.DateOnly)
		if text > last {
			break
		}
		if p.ref.IsSchoolDay(text) {
			days = append(days, text)
		}
	}
	return days
}

// busy says whether a class, teacher or room has a lesson in the pattern at a period.
func (s *school) busy(weekday, period int, is func(weekSlot) bool) bool {
	return slices.ContainsFunc(s.slots, func(slot weekSlot) bool {
		return slot.weekday == weekday && slot.period <= period && period < slot.period+slot.count && is(slot)
	})
}

// free says whether all periods of a slot are free of those lessons.
func (s *school) free(slot weekSlot, is func(weekSlot) bool) bool {
	for i := range slot.count {
		if s.busy(slot.weekday, slot.period+i, is) {
			return false
		}
	}
	return true
}

// substitute finds a colleague who is free for a lesson, of the same subject where there is one.
func (s *school) substitute(slot weekSlot) *teacher {
	var other *teacher
	for _, t := range s.teachers {
		if t.email == slot.teacher || !s.free(slot, func(o weekSlot) bool { return o.teacher == t.email }) {
			continue
		}
		if slices.ContainsFunc(t.duties, func(d duty) bool { return d.subject == slot.subject }) {
			return t
		}
		other = t
	}
	return other
}

// otherPlace finds another hour for a lesson, on its day or else on one after it, when its class, teacher and room
// are free.
func (p *plan) otherPlace(s *school, slot weekSlot, date string) (to string, period int, ok bool) {
	for _, to := range append([]string{date}, p.daysAhead(5)...) {
		if to < date {
			continue
		}
		moved := slot
		moved.weekday = int(day(to).Weekday())
		for moved.period = 1; moved.period <= len(p.ref.BellSchedule(s.cycle, to)); moved.period++ {
			if moved != slot && p.oneHalf(s, moved, to) &&
				s.free(moved, func(o weekSlot) bool {
					return o.class == slot.class || o.teacher == slot.teacher || o.room == slot.room
				}) {
				return to, moved.period, true
			}
		}
	}
	return "", 0, false
}

// oneHalf says whether a lesson lies within one half day.
func (p *plan) oneHalf(s *school, slot weekSlot, date string) bool {
	first, last := slot, slot
	first.count, last.period, last.count = 1, slot.period+slot.count-1, 1
	begins, ok := p.hourOf(s, first, date)
	ends, also := p.hourOf(s, last, date)
	return ok && also && begins.half == ends.half
}

// changeWeek makes this week differ from the pattern: in the class whose averages are shown a lesson is cancelled
// tomorrow, one is given by a colleague and one is moved on the days after; the class that closes has an exam, and
// the school a day for visitors. The class that awaits its last sheet loses a lesson.
func (d *seeder) changeWeek(ctx context.Context, s *school) error {
	days := d.plan.daysAhead(5)
	var gone gap
	err := d.changeLessons(ctx, s.at(published)[0], days, []func(*school, weekSlot, string) lessonChange{d.cancelLesson, d.replaceLesson, func(s *school, slot weekSlot, date string) lessonChange {
		return d.moveLesson(s, slot, date, gone)
	}}, func(slot weekSlot, date string) {
		if gone.date == "" {
			gone = gap{slot, date}
		}
	})
	if err != nil {
		return err
	}
	if err := d.changeLessons(ctx, s.at(awaiting)[0], days, []func(*school, weekSlot, string) lessonChange{d.cancelLesson}, func(weekSlot, string) {}); err != nil {
		return err
	}
	return d.announce(ctx, s, days)
}

// changeLessons makes so many changes of a class's lessons, one a day so that none stands in the way of another, and
// tells of each before it is made.
func (d *seeder) changeLessons(
	ctx context.Context, c *class, days []string, changes []func(*school, weekSlot, string) lessonChange, tell func(weekSlot, string),
) error {
	for _, date := range days {
		if len(changes) == 0 {
			break
		}
		slot, change := c.lastSlot(date, changes[0])
		if change == nil {
			continue
		}
		tell(slot, date)
		changes = changes[1:]
		lessons, err := d.lessonsOn(ctx, c.school, date)
		if err != nil {
			return err
		}
		// A lesson that is not as planned was changed by an earlier run.
		at := slices.IndexFunc(lessons, func(l heldLesson) bool { return l.slot == slot })
		if at < 0 {
			continue
		}
		if err := change(ctx, lessons[at].id); err != nil {
			return err
		}
	}
	return nil
}

// gap is an hour that fell out: that of a cancelled lesson.
type gap struct {
	slot weekSlot
	date string
}

// lessonChange changes one lesson.
type lessonChange func(ctx context.Context, lessonID string) error

// lastSlot is the last lesson of the whole class on a date of which something can become.
func (c *class) lastSlot(date string, what func(*school, weekSlot, string) lessonChange) (weekSlot, lessonChange) {
	for _, slot := range slices.Backward(c.slots) {
		if slot.weekday != int(day(date).Weekday()) || slot.group != "" {
			continue
		}
		if change := what(c.school, slot, date); change != nil {
			return slot, change
		}
	}
	return weekSlot{}, nil
}

func (d *seeder) cancelLesson(s *school, _ weekSlot, _ string) lessonChange {
	return func(ctx context.Context, id string) error {
		_, err := do(ctx, d.offices[s], "cancel "+id, d.api.idara.CancelLesson, &idarav1.CancelLessonRequest{LessonId: id, Note: "الأستاذ(ة) في تكوين"})
		return err
	}
}

func (d *seeder) replaceLesson(s *school, slot weekSlot, _ string) lessonChange {
	colleague := s.substitute(slot)
	if colleague == nil {
		return nil
	}
	return func(ctx context.Context, id string) error {
		_, err := do(ctx, d.offices[s], "replace "+id, d.api.idara.ReplaceLesson, &idarav1.ReplaceLessonRequest{
			LessonId: id, StaffId: colleague.id, Note: "رخصة مرض",
		})
		return err
	}
}

func (d *seeder) moveLesson(s *school, slot weekSlot, date string, gone gap) lessonChange {
	to, period, ok := d.plan.otherPlace(s, slot, date)
	if !ok {
		// A week that is full has the hour that fell out.
		if gone.slot.teacher != slot.teacher || gone.slot.room != slot.room || gone.slot.count < slot.count {
			return nil
		}
		to, period = gone.date, gone.slot.period
	}
	return func(ctx context.Context, id string) error {
		_, err := do(ctx, d.offices[s], "move "+id, d.api.idara.MoveLesson, &idarav1.MoveLessonRequest{
			LessonId: id, Date: to, Period: int32(period), Note: "تغيير موعد الحصة هذا الأسبوع",
		})
		return err
	}
}

// announce makes the events of the days to come.
func (d *seeder) announce(ctx context.Context, s *school, days []string) error {
	if len(days) < 3 {
		return nil
	}
	exam := &idarav1.CreateEventRequest{
		SchoolCode: s.code, Kind: typev1.SchoolEvent_Kind_EXAM, TitleAr: "امتحان تجريبي", TitleFr: "Examen blanc", From: days[2],
	}
	for _, c := range s.classes {
		if c.stage == closing {
			exam.ClassIds = append(exam.ClassIds, c.id)
		}
	}
	visit := &idarav1.CreateEventRequest{
		SchoolCode: s.code, Kind: typev1.SchoolEvent_Kind_EVENT, TitleAr: "الأبواب المفتوحة", TitleFr: "Journée portes ouvertes", From: days[len(days)-1],
	}
	for _, event := range []*idarav1.CreateEventRequest{exam, visit} {
		if _, err := do(ctx, d.offices[s], fmt.Sprintf("announce %s on %s", event.GetKind(), event.GetFrom()), d.api.idara.CreateEvent, event); err != nil {
			return err
		}
	}
	return nil
}
