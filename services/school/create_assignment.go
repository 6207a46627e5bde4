package school

import (
	"context"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/rpc"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	"github.com/massar-platform/massar/services/school/internal/store"
)

// CreateAssignment gives a class and subject to a teacher of the school from a date.
func (s *Service) CreateAssignment(ctx context.Context, req *schoolv1.CreateAssignmentRequest) (*schoolv1.Assignment, error) {
	const doing = "assigning a teacher"
	nodes, err := s.officeNodes(ctx)
	if err != nil {
		return nil, err
	}
	answer, err := write.Do(ctx, s.db, write.Op{RPC: "school.CreateAssignment", Resource: req.GetClassId(), Request: req}, func(ctx context.Context, tx sqldb.Tx) (*schoolv1.Assignment, error) {
		class, err := s.classUnder(ctx, tx, nodes, req.GetClassId())
		if err != nil {
			return nil, err
		}
		if !s.teaches(class, req.GetSubject()) {
			return nil, errs.E(errs.Invalid, errorsv1.Reason_SUBJECT_UNKNOWN, doing, nil, errs.Field("subject", errorsv1.Reason_SUBJECT_UNKNOWN))
		}
		member, err := store.GetStaff(ctx, tx, req.GetStaffId())
		if err != nil {
			return nil, notFound(err, errorsv1.Reason_STAFF_NOT_FOUND, doing)
		}
		if member.School != class.School {
			return nil, errs.E(errs.NotFound, errorsv1.Reason_STAFF_NOT_FOUND, doing, nil)
		}
		from, err := day(req.GetFrom(), s.firstLesson(class.Year), "from")
		if err != nil {
			return nil, err
		}
		if err := s.inYear(from, class.Year, "from"); err != nil {
			return nil, err
		}
		assigned, err := store.Assigned(ctx, tx, class.ID, req.GetSubject(), member.ID, from)
		if err != nil {
			return nil, err
		}
		if assigned {
			return nil, errs.E(errs.AlreadyExists, errorsv1.Reason_ASSIGNMENT_EXISTS, doing, nil)
		}
		a := store.Assignment{
			School: class.School, ID: ids.InSchool(class.School), ClassID: class.ID, Label: class.Label, Year: class.Year, Subject: req.GetSubject(),
			StaffID: member.ID, StaffNameAr: member.NameAr, StaffLatin: member.NameLatin, From: from, Version: 1,
		}
		if err := store.InsertAssignment(ctx, tx, a); err != nil {
			return nil, taken(err, errorsv1.Reason_ASSIGNMENT_EXISTS, doing)
		}
		if err := emit(ctx, tx, assignmentRow(a)); err != nil {
			return nil, err
		}
		return s.assignmentProto(a, rpc.Lang(ctx)), nil
	})
	s.sequencer.Wake()
	return answer, err
}

// teaches says whether a subject is taught in a class's level and stream.
func (s *Service) teaches(class store.Class, subject string) bool {
	for _, taught := range s.ref.Subjects(class.Level, class.Stream, class.Year) {
		if taught.Subject.Code == subject {
			return true
		}
	}
	return false
}
