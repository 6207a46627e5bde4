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

func emit(ctx context.Context, tx sqldb.Tx, key string, change *schoolv1.Change) error {
	return write.Emit(ctx, tx, topic, key, change)
}

func emitSchool(ctx context.Context, tx sqldb.Tx, s store.School) error {
	return emit(ctx, tx, s.Code, &schoolv1.Change{Row: &schoolv1.Change_School{School: &schoolv1.SchoolRow{
		SchoolCode: s.Code, Node: s.Node, Name: name(s.NameAr, s.NameLatin), Cycle: s.Cycle, Version: s.Version,
		Settings: &schoolv1.SchoolSettings{ShowRank: s.ShowRank, EarlyRelease: s.EarlyRelease},
	}}})
}

func emitClass(ctx context.Context, tx sqldb.Tx, c store.Class) error {
	return emit(ctx, tx, c.ID, &schoolv1.Change{Row: &schoolv1.Change_Class{Class: &schoolv1.ClassRow{
		ClassId: c.ID, SchoolCode: c.School, SchoolYear: c.Year, Label: c.Label, Level: c.Level, Stream: c.Stream, Version: c.Version,
	}}})
}

func emitStudent(ctx context.Context, tx sqldb.Tx, s store.Student) error {
	return emit(ctx, tx, s.ID, &schoolv1.Change{Row: &schoolv1.Change_Student{Student: &schoolv1.StudentRow{
		StudentId: s.ID, MassarCode: s.MassarCode, Name: name(s.NameAr, s.NameLatin), BirthDate: s.BirthDate, Version: s.Version,
	}}})
}

func emitEnrolment(ctx context.Context, tx sqldb.Tx, e store.Enrolment) error {
	return emit(ctx, tx, e.ID, &schoolv1.Change{Row: &schoolv1.Change_Enrolment{Enrolment: &schoolv1.EnrolmentRow{
		EnrolmentId: e.ID, StudentId: e.StudentID, ClassId: e.ClassID, Number: int32(e.Number), From: e.From, To: e.To, Version: e.Version,
	}}})
}

func emitAssignment(ctx context.Context, tx sqldb.Tx, a store.Assignment) error {
	return emit(ctx, tx, a.ID, &schoolv1.Change{Row: &schoolv1.Change_Assignment{Assignment: &schoolv1.AssignmentRow{
		AssignmentId: a.ID, ClassId: a.ClassID, Subject: a.Subject, StaffId: a.StaffID, From: a.From, To: a.To, Version: a.Version,
	}}})
}

func emitStaff(ctx context.Context, tx sqldb.Tx, s store.Staff) error {
	return emit(ctx, tx, s.ID, &schoolv1.Change{Row: &schoolv1.Change_Staff{Staff: &schoolv1.StaffRow{
		StaffId: s.ID, SchoolCode: s.School, Name: name(s.NameAr, s.NameLatin), Version: s.Version,
	}}})
}
