package school

import (
	"context"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/school/internal/store"
)

const moving = "moving a student"

// MoveStudent puts a student into another class of his school and school year from a day. What he was enrolled
// in ends on that day, so that he is in one class at any date.
func (s *Service) MoveStudent(ctx context.Context, req *schoolv1.MoveStudentRequest) (*typev1.Student, error) {
	nodes, err := s.officeNodes(ctx)
	if err != nil {
		return nil, err
	}
	op := write.Op{RPC: "school.MoveStudent", Resource: req.GetStudentId(), Request: req, Detail: map[string]string{"class": req.GetClassId(), "date": req.GetDate()}}
	answer, err := write.Do(ctx, s.db, op, func(ctx context.Context, tx sqldb.Tx) (*typev1.Student, error) {
		student, err := s.holdStudent(ctx, tx, nodes, req.GetStudentId())
		if err != nil {
			return nil, err
		}
		class, err := s.ownClass(ctx, tx, nodes, student.School, req.GetClassId())
		if err != nil {
			return nil, err
		}
		return s.move(ctx, tx, student, class, req.GetDate())
	})
	s.sequencer.Wake()
	return answer, err
}

// holdStudent gives a student of a school below one of the nodes, and locks the school: what follows decides by
// enrolments, which a class list or another move must not change meanwhile.
func (s *Service) holdStudent(ctx context.Context, tx sqldb.Tx, nodes []string, studentID string) (store.Student, error) {
	const doing = "finding the student"
	student, err := store.GetStudent(ctx, tx, studentID, s.clock.Today())
	if err != nil {
		return student, notFound(err, errorsv1.Reason_STUDENT_NOT_FOUND, doing)
	}
	if _, err := schoolUnder(ctx, tx, nodes, student.School); err != nil {
		if errs.Is(err, errorsv1.Reason_SCHOOL_NOT_FOUND) {
			return student, errs.E(errs.NotFound, errorsv1.Reason_STUDENT_NOT_FOUND, doing, nil)
		}
		return student, err
	}
	return student, store.LockSchool(ctx, tx, student.School)
}

func (s *Service) move(ctx context.Context, tx sqldb.Tx, student store.Student, class store.Class, asked string) (*typev1.Student, error) {
	if now, _ := s.ref.SchoolYear(s.clock.Today()); class.Year < now {
		return nil, errs.E(errs.FailedPrecondition, errorsv1.Reason_SCHOOL_YEAR_CLOSED, moving, nil)
	}
	held, err := s.enrolments(ctx, tx, student, class.Year, moving)
	if err != nil {
		return nil, err
	}
	date, err := s.dateOf(asked, held[0])
	if err != nil {
		return nil, err
	}
	left, ok := at(held, date)
	switch {
	case !ok:
		return nil, errs.E(errs.FailedPrecondition, errorsv1.Reason_STUDENT_NOT_ENROLLED, moving, nil)
	case left.ClassID == class.ID:
		return nil, errs.E(errs.FailedPrecondition, errorsv1.Reason_STUDENT_IN_CLASS, moving, nil)
	}
	rows, err := endFrom(ctx, tx, held, date, store.Changed, moving)
	if err != nil {
		return nil, err
	}
	last := held[len(held)-1]
	// Who is to leave the school leaves it from the new class; who arrived this year has arrived in that one.
	next := store.Enrolment{StudentID: student.ID, From: date, To: last.To, Ended: last.Ended, Began: left.Began}
	row, err := enrol(ctx, tx, next, class, moving)
	if err != nil {
		return nil, err
	}
	if err := emit(ctx, tx, append(rows, row)...); err != nil {
		return nil, err
	}
	return s.studentNow(ctx, tx, student.ID)
}

// ownClass is a class of the student's own school. To another one both schools have to agree, and moves are one
// office's; the id alone tells which school it is.
func (s *Service) ownClass(ctx context.Context, tx sqldb.Tx, nodes []string, school, classID string) (store.Class, error) {
	if other, _, ok := ids.SplitSchool(classID); ok && other != school {
		return store.Class{}, errs.E(errs.FailedPrecondition, errorsv1.Reason_CLASS_OF_OTHER_SCHOOL, "finding the class", nil)
	}
	return s.classUnder(ctx, tx, nodes, classID)
}

// enrol puts a student into a class from a day, with the next number of the class; it gives the row to emit.
func enrol(ctx context.Context, tx sqldb.Tx, next store.Enrolment, class store.Class, doing string) (write.Outgoing, error) {
	last, err := store.LastNumber(ctx, tx, class.ID)
	if err != nil {
		return write.Outgoing{}, err
	}
	next.ID, next.School, next.ClassID, next.Year = ids.InSchool(class.School), class.School, class.ID, class.Year
	next.Number, next.Version = last+1, 1
	alone, err := store.Enrol(ctx, tx, []store.Enrolment{next})
	if sqldb.IsUnique(err) || err == nil && !alone {
		return write.Outgoing{}, stale(doing)
	}
	return enrolmentRow(next), err
}

// enrolments are those of a student in his school and a year that hold today or later, oldest first; at least one.
func (s *Service) enrolments(ctx context.Context, tx sqldb.Tx, student store.Student, year, doing string) ([]store.Enrolment, error) {
	held, err := store.ListEnrolments(ctx, tx, student.ID, student.School, year, s.clock.Today())
	if err == nil && len(held) == 0 {
		err = errs.E(errs.FailedPrecondition, errorsv1.Reason_STUDENT_NOT_ENROLLED, doing, nil)
	}
	return held, err
}

// dateOf is the asked day of a change to an enrolment: today when none is asked, never before it began, and
// within its school year.
func (s *Service) dateOf(asked string, current store.Enrolment) (string, error) {
	date, err := day(asked, max(s.clock.Today(), current.From), "date")
	if err != nil {
		return "", err
	}
	if date < current.From {
		return "", badDate("date", nil)
	}
	return date, s.inYear(date, current.Year, "date")
}

// at is the enrolment that holds on a day.
func at(held []store.Enrolment, date string) (store.Enrolment, bool) {
	for _, e := range held {
		if e.From <= date && (e.To == "" || e.To > date) {
			return e, true
		}
	}
	return store.Enrolment{}, false
}

// endFrom ends what holds on a day, and says why, and takes back what was to begin later; it gives the rows to emit.
func endFrom(ctx context.Context, tx sqldb.Tx, held []store.Enrolment, date, ended, doing string) ([]write.Outgoing, error) {
	var rows []write.Outgoing
	for _, e := range held {
		if e.To != "" && e.To <= date {
			continue
		}
		to, why := max(date, e.From), ended
		if e.From > date {
			why = store.Changed
		}
		current, err := store.EndEnrolment(ctx, tx, e, to, why)
		if err != nil {
			return nil, err
		}
		if !current {
			return nil, stale(doing)
		}
		e.To, e.Version = to, e.Version+1
		rows = append(rows, enrolmentRow(e))
	}
	return rows, nil
}

// studentNow is a student as he stands after a change.
func (s *Service) studentNow(ctx context.Context, tx sqldb.Tx, studentID string) (*typev1.Student, error) {
	student, err := store.GetStudent(ctx, tx, studentID, s.clock.Today())
	if err != nil {
		return nil, err
	}
	return s.studentProto(student), nil
}
