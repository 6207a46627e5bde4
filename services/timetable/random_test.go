package timetable_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/sqldb"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// clerk does one thing after the other in an office, at random.
type clerk struct {
	*world

	rnd   *rand.Rand
	slots []string
	// done counts what was accepted, by name.
	done map[string]int
	// frozen are the lessons whose register is taken, as they were then.
	frozen map[string]*typev1.Lesson
	events []string
}

func (c *clerk) of(list ...string) string { return list[c.rnd.IntN(len(list))] }

// day is a day of the four weeks from today on, of which the third is a break.
func (c *clerk) day() string {
	return fmt.Sprintf("2026-%s", c.of("11-23", "11-24", "11-25", "11-30", "12-01", "12-02", "12-07", "12-14", "12-15", "12-16"))
}

// create, update, end, change, restore, announce, withdraw and freeze are what the clerk may do; each gives
// the error of its call.
func (c *clerk) create() error {
	req := &timetablev1.CreateSlotRequest{
		ClassId: c.of(c.a, c.b), Subject: "MATH", StaffId: c.of(c.omar.PersonID, c.salma.PersonID), Room: c.of("", "R1", "R2"),
		Weekday: int32(1 + c.rnd.IntN(3)), Period: int32(1 + c.rnd.IntN(3)), Periods: int32(1 + c.rnd.IntN(2)), From: c.day(),
	}
	if req.ClassId == c.a {
		req.Group = c.of("", "G1", "G2")
	}
	if c.rnd.IntN(3) == 0 {
		req.To = c.of("2026-12-01", "2026-12-15", "2026-12-16")
	}
	answer, err := c.main.idara.CreateSlot(c.main.writing(c.office), req)
	if err == nil {
		c.slots = append(c.slots, answer.GetSlot().GetSlotId())
	}
	return err
}

func (c *clerk) update() error {
	answer, err := c.main.idara.UpdateSlot(c.main.writing(c.office), &timetablev1.UpdateSlotRequest{
		SlotId: c.of(c.slots...), Subject: c.of("MATH", "PC"), StaffId: c.of(c.omar.PersonID, c.salma.PersonID), Room: c.of("", "R1", "R2"),
		Weekday: int32(1 + c.rnd.IntN(3)), Period: int32(1 + c.rnd.IntN(3)), Periods: 1, From: c.day(),
	})
	if err == nil {
		c.slots = append(c.slots, answer.GetSlot().GetSlotId())
	}
	return err
}

func (c *clerk) end() error {
	_, err := c.main.idara.EndSlot(c.main.writing(c.office), &timetablev1.EndSlotRequest{SlotId: c.of(c.slots...), To: c.day()})
	return err
}

// someLesson is mostly a lesson that a class has, and else one that it may have had.
func (c *clerk) someLesson() string {
	if lessons := c.held(); len(lessons) > 0 && c.rnd.IntN(5) > 0 {
		return lessons[c.rnd.IntN(len(lessons))].GetLessonId()
	}
	return c.lesson(c.of(c.slots...), c.day())
}

func (c *clerk) change() error {
	req := &timetablev1.ChangeLessonRequest{LessonId: c.someLesson(), Status: typev1.Lesson_Status_Value(2 + c.rnd.IntN(3))}
	switch req.GetStatus() {
	case moved:
		req.Date, req.Period = c.day(), int32(1+c.rnd.IntN(4))
	case replaced:
		req.StaffId, req.Room = c.of("", c.omar.PersonID, c.salma.PersonID), c.of("", "R1", "R2")
	}
	_, err := c.main.idara.ChangeLesson(c.main.writing(c.office), req)
	return err
}

func (c *clerk) restore() error {
	_, err := c.main.idara.RestoreLesson(c.main.writing(c.office), &timetablev1.RestoreLessonRequest{LessonId: c.someLesson()})
	return err
}

func (c *clerk) announce() error {
	req := &timetablev1.CreateEventRequest{Kind: typev1.SchoolEvent_Kind_EXAM, TitleFr: "Examen", From: c.day()}
	if class := c.of("", c.a, c.b); class != "" {
		req.ClassIds = []string{class}
	}
	answer, err := c.main.idara.CreateEvent(c.main.writing(c.office), req)
	if err == nil {
		c.events = append(c.events, answer.GetEventId())
	}
	return err
}

func (c *clerk) withdraw() error {
	if len(c.events) == 0 {
		return nil
	}
	_, err := c.main.idara.DeleteEvent(c.main.writing(c.office), &timetablev1.DeleteEventRequest{EventId: c.of(c.events...)})
	return err
}

func (c *clerk) freeze() error {
	record, err := c.main.attendance.FreezeLesson(c.main.writing(c.office), &timetablev1.FreezeLessonRequest{LessonId: c.someLesson()})
	if err == nil {
		id := record.GetLesson().GetLessonId()
		if c.frozen[id] == nil {
			c.frozen[id] = record.GetLesson()
		}
	}
	return err
}

// held are all lessons of both classes in four weeks, as a family reads them.
func (c *clerk) held() []*typev1.Lesson {
	var all []*typev1.Lesson
	for _, class := range []string{c.a, c.b} {
		for _, week := range []string{"2026-W48", "2026-W49", "2026-W50", "2026-W51"} {
			answer, err := c.main.idara.GetClassWeek(c.main.as(c.office), &timetablev1.GetClassWeekRequest{ClassId: class, Week: week})
			require.NoError(c, err)
			all = append(all, answer.GetLessons()...)
		}
	}
	return all
}

// require checks, by what is read and not by the rules of the service, that nobody is in two places, that every
// lesson has its hour and is there once, and that lessons whose register is taken are as they were.
func (c *clerk) require(step string) {
	c.Helper()
	lessons := c.held()
	seen := map[string]*typev1.Lesson{}
	for i, l := range lessons {
		require.Nil(c, seen[l.GetLessonId()], "%s: %v is there twice", step, l)
		seen[l.GetLessonId()] = l
		require.NotEmpty(c, l.GetStart(), "%s: %v", step, l)
		for _, m := range lessons[:i] {
			if l.GetDate() != m.GetDate() || l.GetStatus() == cancelled || m.GetStatus() == cancelled || l.GetStart() >= m.GetEnd() || m.GetStart() >= l.GetEnd() {
				continue
			}
			require.NotEqual(c, l.GetTeacher().GetStaffId(), m.GetTeacher().GetStaffId(), "%s: one teacher\n%v\n%v", step, l, m)
			if l.GetRoom() != "" {
				require.NotEqual(c, l.GetRoom(), m.GetRoom(), "%s: one room\n%v\n%v", step, l, m)
			}
			if l.GetClass().GetClassId() == m.GetClass().GetClassId() {
				require.False(c, l.GetGroup() == "" || m.GetGroup() == "" || l.GetGroup() == m.GetGroup(), "%s: one class\n%v\n%v", step, l, m)
			}
		}
	}
	for id, was := range c.frozen {
		requireProto(c, was, seen[id])
	}
	check, err := c.main.idara.CheckTimetable(c.main.as(c.office), &timetablev1.CheckTimetableRequest{})
	require.NoError(c, err)
	require.Empty(c, check.GetConflicts(), step)
}

// TestAnOfficeAtRandom: whatever an office asks for in whatever order, the timetable that everybody reads never
// has a collision, and every refusal says why.
func TestAnOfficeAtRandom(t *testing.T) {
	each(t, func(w *world) {
		w.rooms("R1", "R2")
		for seed := range uint64(2) {
			c := &clerk{world: w, rnd: rand.New(rand.NewPCG(seed, 0)), done: map[string]int{}, frozen: map[string]*typev1.Lesson{}}
			require.NoError(t, c.create())
			acts := []struct {
				name string
				do   func() error
			}{
				{"create", c.create}, {"create", c.create}, {"create", c.create}, {"update", c.update}, {"update", c.update}, {"end", c.end}, {"change", c.change},
				{"change", c.change}, {"change", c.change}, {"restore", c.restore}, {"announce", c.announce}, {"withdraw", c.withdraw}, {"freeze", c.freeze},
			}
			for step := range 120 {
				act := acts[c.rnd.IntN(len(acts))]
				err := act.do()
				if err == nil {
					c.done[act.name]++
					c.require(fmt.Sprintf("seed %d, step %d, %s", seed, step, act.name))
					continue
				}
				require.Contains(t, []errorsv1.Reason{
					errorsv1.Reason_TIMETABLE_CONFLICT, errorsv1.Reason_DATE_INVALID, errorsv1.Reason_SLOT_NOT_FOUND, errorsv1.Reason_LESSON_NOT_FOUND,
					errorsv1.Reason_LESSON_CHANGE_INVALID, errorsv1.Reason_LESSON_FROZEN, errorsv1.Reason_LESSON_CANCELLED, errorsv1.Reason_EVENT_EXISTS,
					errorsv1.Reason_EVENT_NOT_FOUND, errorsv1.Reason_GROUP_NOT_FOUND,
				}, errs.ReasonOf(err), "seed %d, step %d, %s: %v", seed, step, act.name, err)
			}
			for _, act := range acts {
				require.NotZero(t, c.done[act.name], "%s was never accepted: %v", act.name, c.done)
			}
			for _, table := range []string{"slots", "lesson_changes", "frozen_lessons", "events", "event_classes"} {
				w.write(func(ctx context.Context, tx sqldb.Tx) error {
					_, err := tx.Exec(ctx, "DELETE FROM "+table)
					return err
				})
			}
		}
	})
}
