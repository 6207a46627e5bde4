package demo

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"fmt"
	"strconv"
	"time"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// newTimetable plans the week of a school, the same the whole year.
func (p *plan) newTimetable(s *school) error {
	shape := shapeOf(p.ref, s.cycle, p.year)
	list, rooms := s.teachings(shape.periods())
	slots, err := planWeek(shape, list, p.source.of(s.code, "timetable"))
	if err != nil {
		return err
	}
	s.rooms, s.slots = rooms, slots
	classes := make(map[string]*class, len(s.classes))
	for _, c := range s.classes {
		classes[c.label] = c
	}
	for _, slot := range slots {
		c := classes[slot.class]
		c.slots = append(c.slots, slot)
	}
	return nil
}

// groups are the half groups that the lessons of a class name.
func (c *class) groups() []string {
	for _, slot := range c.slots {
		if slot.group != "" {
			return []string{"G1", "G2"}
		}
	}
	return nil
}

// members are the pupils of a half group: the first half of the list, and the rest. Without a group it is all.
func (c *class) members(group string) []*pupil {
	half := (len(c.pupils) + 1) / 2
	switch group {
	case "G1":
		return c.pupils[:half]
	case "G2":
		return c.pupils[half:]
	}
	return c.pupils
}

// timetableFile writes the week of a school as the CSV that an office hands in. It names teachers by id.
func timetableFile(s *school) ([]byte, error) {
	staff := map[string]string{}
	for _, t := range s.teachers {
		staff[t.email] = t.id
	}
	var b bytes.Buffer
	out := csv.NewWriter(&b)
	rows := [][]string{{"class", "group", "weekday", "period", "count", "subject", "teacher", "room"}}
	for _, slot := range s.slots {
		rows = append(rows, []string{
			slot.class, slot.group, strconv.Itoa(slot.weekday), strconv.Itoa(slot.period), strconv.Itoa(slot.count),
			slot.subject, staff[slot.teacher], slot.room,
		})
	}
	if err := out.WriteAll(rows); err != nil {
		return nil, fmt.Errorf("demo: writing a timetable: %w", err)
	}
	return b.Bytes(), nil
}

// openTimetable gives the classes their half groups and the school its rooms, and hands the timetable in.
func (d *seeder) openTimetable(ctx context.Context, s *school) error {
	office := d.offices[s]
	for _, c := range s.classes {
		for _, group := range c.groups() {
			req := &idarav1.SetGroupRequest{ClassId: c.id, Name: group}
			for _, p := range c.members(group) {
				req.StudentIds = append(req.StudentIds, p.id)
			}
			if _, err := do(ctx, office, "group "+group+" of "+c.label, d.api.idara.SetGroup, req); err != nil {
				return err
			}
		}
	}
	rooms := &idarav1.SetRoomsRequest{SchoolCode: s.code}
	for _, name := range s.rooms {
		rooms.Add = append(rooms.Add, &typev1.Room{Name: name, Seats: 36})
	}
	if _, err := do(ctx, office, "rooms", d.api.idara.SetRooms, rooms); err != nil {
		return err
	}
	return d.importTimetable(ctx, office, s)
}

// followWithin is how long the services behind may take to know what school knows.
const followWithin = time.Minute

// importTimetable hands the file in until everybody whom it names is known: classes, groups and teachers
// reach the timetable a moment after they were made.
func (d *seeder) importTimetable(ctx context.Context, office *user, s *school) error {
	file, err := timetableFile(s)
	if err != nil {
		return err
	}
	first, _, ok := d.plan.ref.Lessons(d.plan.year)
	if !ok {
		return fmt.Errorf("demo: no first day of lessons of %s", d.plan.year)
	}
	header := &idarav1.CreateImportRequest_Header{
		Kind: "TIMETABLE", SchoolCode: s.code, SchoolYear: d.plan.year, From: first, FileName: "emploi-du-temps.csv",
	}
	digest := sha256.Sum256(file)
	for until, try := time.Now().Add(followWithin), 1; ; try++ {
		done, err := do(ctx, office, fmt.Sprintf("import the timetable %x, %d", digest[:8], try), d.upload(header), file)
		if err != nil {
			return err
		}
		got := done.GetImport()
		if got.GetState() == typev1.Import_State_DONE {
			return nil
		}
		if time.Now().After(until) {
			for _, issue := range got.GetRefused() {
				return fmt.Errorf("demo: the timetable of %s was refused at %s!%s: %s", s.code, issue.GetSheet(), issue.GetCell(), issue.GetMessage())
			}
			return fmt.Errorf("demo: the timetable of %s is %s", s.code, got.GetState())
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(200 * time.Millisecond):
		}
	}
}
