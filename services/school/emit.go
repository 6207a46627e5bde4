package school

import (
	"context"

	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	"github.com/massar-platform/massar/services/school/internal/store"
)

// topic of every row of school's outbox; the payload is a schoolv1.Change without its position.
const topic = "school"

// emit adds rows to the outbox in the transaction that changed them, and notes whose figures they change.
func emit(ctx context.Context, tx sqldb.Tx, rows ...write.Outgoing) error {
	if err := write.EmitAll(ctx, tx, rows); err != nil {
		return err
	}
	return markTotals(ctx, tx, rows)
}

func schoolRow(s store.School, settled *schoolv1.SchoolSettings) write.Outgoing {
	return write.Outgoing{Topic: topic, Key: s.Code, Payload: &schoolv1.Change{Row: &schoolv1.Change_School{School: &schoolv1.SchoolRow{
		SchoolCode: s.Code, Node: s.Node, Name: name(s.NameAr, s.NameLatin), Cycle: s.Cycle, Version: s.Version,
		Settings: settled,
	}}}}
}

func classRow(c store.Class) write.Outgoing {
	return write.Outgoing{Topic: topic, Key: c.ID, Payload: &schoolv1.Change{Row: &schoolv1.Change_Class{Class: &schoolv1.ClassRow{
		ClassId: c.ID, SchoolCode: c.School, SchoolYear: c.Year, Label: c.Label, Level: c.Level, Stream: c.Stream, Version: c.Version,
	}}}}
}

func studentRow(s store.Student) write.Outgoing {
	return write.Outgoing{Topic: topic, Key: s.ID, Payload: &schoolv1.Change{Row: &schoolv1.Change_Student{Student: &schoolv1.StudentRow{
		StudentId: s.ID, MassarCode: s.MassarCode, Name: name(s.NameAr, s.NameLatin), BirthDate: s.BirthDate, Version: s.Version,
	}}}}
}

func enrolmentRow(e store.Enrolment) write.Outgoing {
	return write.Outgoing{Topic: topic, Key: e.ID, Payload: &schoolv1.Change{Row: &schoolv1.Change_Enrolment{Enrolment: &schoolv1.EnrolmentRow{
		EnrolmentId: e.ID, StudentId: e.StudentID, ClassId: e.ClassID, Number: int32(e.Number), From: e.From, To: e.To, Version: e.Version,
	}}}}
}

func groupRow(g store.Group, version int64, members []store.Membership) write.Outgoing {
	row := &schoolv1.GroupRow{ClassId: g.ClassID, Name: g.Name, Version: version}
	for _, m := range members {
		row.Members = append(row.Members, &schoolv1.GroupMembership{EnrolmentId: m.EnrolmentID, From: m.From, To: m.To})
		if m.To == "" {
			row.EnrolmentIds = append(row.EnrolmentIds, m.EnrolmentID)
		}
	}
	return write.Outgoing{Topic: topic, Key: g.ClassID + "/" + g.Name, Payload: &schoolv1.Change{Row: &schoolv1.Change_Group{Group: row}}}
}

func assignmentRow(a store.Assignment) write.Outgoing {
	return write.Outgoing{Topic: topic, Key: a.ID, Payload: &schoolv1.Change{Row: &schoolv1.Change_Assignment{Assignment: &schoolv1.AssignmentRow{
		AssignmentId: a.ID, ClassId: a.ClassID, Subject: a.Subject, StaffId: a.StaffID, From: a.From, To: a.To, Version: a.Version,
	}}}}
}

func staffRow(s store.Staff) write.Outgoing {
	return write.Outgoing{Topic: topic, Key: s.ID, Payload: &schoolv1.Change{Row: &schoolv1.Change_Staff{Staff: &schoolv1.StaffRow{
		StaffId: s.ID, SchoolCode: s.School, Name: name(s.NameAr, s.NameLatin), Version: s.Version,
	}}}}
}
