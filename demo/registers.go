package demo

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/massar-platform/massar/platform/clock"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	moudarisv1 "github.com/massar-platform/massar/proto/gen/massar/moudaris/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// How long a register stands open: the schools of the demo let their teachers take it for a week. After that a
// teacher says why it is late, and after two weeks only the office writes.
const (
	openHours   = 168
	openDays    = 6
	teacherDays = 13
)

// keepRegisters lets the teachers of a school take the registers of the whole year for as long as a school may.
func (d *seeder) keepRegisters(ctx context.Context, office *user, s *school) error {
	hours := int32(openHours)
	first, _, ok := d.plan.ref.Lessons(d.plan.year)
	if !ok {
		return fmt.Errorf("demo: no lessons of %s", d.plan.year)
	}
	_, err := do(ctx, office, "let registers be taken for a week", d.api.idara.UpdateSchoolSettings, &idarav1.UpdateSchoolSettingsRequest{
		SchoolCode: s.code, RegisterHours: &hours, From: first,
	})
	return err
}

// heldLesson is a lesson of the plan on a day, as the server knows it.
type heldLesson struct {
	class *class
	slot  weekSlot
	date  string
	id    string
	// taken: its register is.
	taken bool
}

// slotKey finds a lesson of a day in the plan.
type slotKey struct {
	class, group string
	start        string
}

// lessonsOn lists the lessons of a school on a day that are as the plan has them, by hour.
func (d *seeder) lessonsOn(ctx context.Context, s *school, date string) ([]heldLesson, error) {
	out, err := do(ctx, d.offices[s], "list lessons", d.api.idara.ListLessons, &idarav1.ListLessonsRequest{SchoolCode: s.code, Date: date})
	if err != nil {
		return nil, err
	}
	planned := map[slotKey]heldLesson{}
	for _, c := range s.classes {
		for _, slot := range c.slots {
			if slot.weekday != int(day(date).Weekday()) {
				continue
			}
			if h, ok := d.plan.hourOf(s, slot, date); ok {
				planned[slotKey{c.id, slot.group, clockText(h.start)}] = heldLesson{class: c, slot: slot, date: date}
			}
		}
	}
	var lessons []heldLesson
	for _, one := range out.GetLessons() {
		lesson := one.GetLesson()
		held, ok := planned[slotKey{lesson.GetClass().GetClassId(), lesson.GetGroup(), lesson.GetStart()}]
		if !ok || lesson.GetStatus() != typev1.Lesson_Status_PLANNED {
			continue // the office has changed its timetable since
		}
		held.id, held.taken = lesson.GetLessonId(), one.GetTaken()
		lessons = append(lessons, held)
	}
	if len(lessons) == 0 && len(planned) > 0 {
		return nil, fmt.Errorf("demo: school %s has no lesson of the plan on %s", s.code, date)
	}
	return lessons, nil
}

func clockText(minute int) string { return fmt.Sprintf("%02d:%02d", minute/60, minute%60) }

// takeRegisters takes the registers of all schools, and answers how many there are now.
func (d *seeder) takeRegisters(ctx context.Context) (int, error) {
	now, err := d.schoolMinute()
	if err != nil {
		return 0, err
	}
	type schoolDay struct {
		school  *school
		date    string
		lessons []heldLesson
	}
	var days []schoolDay
	for _, date := range append(slices.Clone(d.plan.days), d.plan.today) {
		for _, s := range d.plan.schools {
			days = append(days, schoolDay{school: s, date: date})
		}
	}
	_, err = d.each(ctx, len(days), func(ctx context.Context, i int) error {
		lessons, err := d.lessonsOn(ctx, days[i].school, days[i].date)
		if days[i].date == d.plan.today {
			lessons = d.plan.begun(lessons, now)
		} else {
			lessons = slices.DeleteFunc(lessons, func(l heldLesson) bool { return !d.plan.registered(l.class, l.slot, l.date) })
		}
		days[i].lessons = lessons
		return err
	})
	if err != nil {
		return 0, err
	}
	var all []heldLesson
	for _, one := range days {
		all = append(all, one.lessons...)
	}
	return d.each(ctx, len(all), func(ctx context.Context, i int) error {
		if all[i].taken {
			return nil
		}
		return d.takeRegister(ctx, all[i])
	})
}

// schoolMinute is the minute of the day by the clock of the schools.
func (d *seeder) schoolMinute() (int, error) {
	offset, err := clock.OffsetTo(clock.System{}, d.plan.today)
	if err != nil {
		return 0, fmt.Errorf("demo: %q is no date: %w", d.plan.today, err)
	}
	now := clock.NewSchool(clock.System{}, offset).Now()
	return now.Hour()*60 + now.Minute(), nil
}

// begun are the lessons of today that have begun, without the last one of each teacher: that register is still
// to be taken. Where a class waits for a sheet of the teacher, it is the last one with that class.
func (p *plan) begun(lessons []heldLesson, minute int) []heldLesson {
	type last struct {
		id, start string
		awaited   bool
	}
	var list []heldLesson
	latest := map[string]last{}
	for _, l := range lessons {
		h, ok := p.hourOf(l.class.school, l.slot, l.date)
		if !ok || h.start > minute {
			continue
		}
		list = append(list, l)
		one := last{l.id, clockText(h.start), l.class.awaited == l.slot.subject}
		if before := latest[l.slot.teacher]; one.awaited == before.awaited && one.start >= before.start || one.awaited && !before.awaited {
			latest[l.slot.teacher] = one
		}
	}
	return slices.DeleteFunc(list, func(l heldLesson) bool { return latest[l.slot.teacher].id == l.id })
}

// takeRegister has the teacher enter who was not there; what is too old for him the office copies from paper.
func (d *seeder) takeRegister(ctx context.Context, l heldLesson) error {
	var entries []*typev1.EntryInput
	for _, a := range d.plan.register(l.class, l.slot, l.date) {
		entries = append(entries, &typev1.EntryInput{StudentId: a.pupil.id, State: a.state, MinutesLate: int32(a.minutes)})
	}
	age := int(day(d.plan.today).Sub(day(l.date)) / (24 * time.Hour))
	step := "register of " + l.id
	var result *typev1.RegisterResult
	var err error
	if age > teacherDays {
		result, err = do(ctx, d.offices[l.class.school], step, d.api.idara.SaveRegister, &idarav1.SaveRegisterRequest{
			LessonId: l.id, Entries: entries, LateReason: "نقل من سجل الغياب الورقي",
		})
	} else {
		req := &moudarisv1.SaveRegisterRequest{LessonId: l.id, Entries: entries}
		if age > openDays {
			req.LateReason = pick(d.plan.lesson(l.class, l.slot, l.date, "late"), []string{
				"انقطاع شبكة الأنترنيت بالمؤسسة", "عطب في هاتف الأستاذ", "نسيان إدخال الغياب في حينه",
			})
		}
		result, err = do(ctx, d.staff[l.class.school.teacher(l.slot.teacher)], step, d.api.moudaris.SaveRegister, req)
	}
	if err != nil {
		return err
	}
	if n := len(result.GetConflicts()) + len(result.GetRefused()); n > 0 {
		return fmt.Errorf("demo: %d entries of %s in %s on %s were not saved", n, l.slot.subject, l.class.label, l.date)
	}
	return nil
}

// teacher finds a teacher by address.
func (s *school) teacher(email string) *teacher {
	i := slices.IndexFunc(s.teachers, func(t *teacher) bool { return t.email == email })
	if i < 0 {
		return nil
	}
	return s.teachers[i]
}
