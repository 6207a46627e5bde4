package school

import (
	"context"
	"strconv"

	"github.com/massar-platform/massar/platform/clock"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/rpc"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/school/internal/store"
)

const reintegrating = "taking a student back"

// ReintegrateStudent takes a student who stopped, or was excluded, back into a class of his school from a day. His
// age is compared with the limits that are known for the level: sources differ, so one above is a warning.
func (s *Service) ReintegrateStudent(ctx context.Context, req *schoolv1.ReintegrateStudentRequest) (*schoolv1.ReintegrateStudentResponse, error) {
	reason, err := localtext.CleanName(req.GetReason())
	if err != nil {
		return nil, badName("reason", err)
	}
	nodes, err := s.officeNodes(ctx)
	if err != nil {
		return nil, err
	}
	op := write.Op{
		RPC: "school.ReintegrateStudent", Resource: req.GetStudentId(), Request: req,
		Detail: map[string]string{"class": req.GetClassId(), "date": req.GetDate(), "reason": reason},
	}
	answer, err := write.Do(ctx, s.db, op, func(ctx context.Context, tx sqldb.Tx) (*schoolv1.ReintegrateStudentResponse, error) {
		student, err := s.holdStudent(ctx, tx, nodes, req.GetStudentId())
		if err != nil {
			return nil, err
		}
		class, err := s.ownClass(ctx, tx, nodes, student.School, req.GetClassId())
		if err != nil {
			return nil, err
		}
		date, err := s.returnDay(student, class, req.GetDate())
		if err != nil {
			return nil, err
		}
		row, err := enrol(ctx, tx, store.Enrolment{StudentID: student.ID, From: date, Began: store.Reintegrated}, class, reintegrating)
		if err != nil {
			return nil, err
		}
		if err := emit(ctx, tx, row); err != nil {
			return nil, err
		}
		back, err := s.studentNow(ctx, tx, student.ID)
		if err != nil {
			return nil, err
		}
		return &schoolv1.ReintegrateStudentResponse{Student: back, Warnings: s.ageWarnings(student, class, date, rpc.Lang(ctx))}, nil
	})
	s.sequencer.Wake()
	return answer, err
}

// returnDay is the day from which a student may be in a class again: not before he left the last one, and in the
// year that runs.
func (s *Service) returnDay(student store.Student, class store.Class, asked string) (string, error) {
	today := s.clock.Today()
	if now, _ := s.ref.SchoolYear(today); class.Year != now {
		return "", errs.E(errs.FailedPrecondition, errorsv1.Reason_SCHOOL_YEAR_CLOSED, reintegrating, nil)
	}
	switch statusOn(student, today) {
	case store.Stopped, store.Excluded:
	default:
		return "", errs.E(errs.FailedPrecondition, errorsv1.Reason_STUDENT_NOT_STOPPED, reintegrating, nil)
	}
	date, err := day(asked, today, "date")
	if err != nil {
		return "", err
	}
	if date < student.To {
		return "", badDate("date", nil)
	}
	return date, s.inYear(date, class.Year, "date")
}

// ageWarnings say that a student is older on a day than those who come back to a level.
func (s *Service) ageWarnings(student store.Student, class store.Class, date string, lang localtext.Lang) []*typev1.Finding {
	level, _ := s.ref.Level(class.Level)
	limit, known := s.ref.ReturnAge(level.Stage, class.Year)
	age, ok := ageOn(student.BirthDate, date)
	if !known || !ok || age <= limit {
		return nil
	}
	return []*typev1.Finding{{
		Reason:  errorsv1.Reason_AGE_ABOVE_LIMIT.String(),
		Message: errs.Message(errorsv1.Reason_AGE_ABOVE_LIMIT, lang, strconv.Itoa(age), strconv.Itoa(limit)),
	}}
}

// ageOn is an age in whole years on a day; false for a birth date that is not known.
func ageOn(birth, date string) (int, bool) {
	born, err := clock.ParseDate(birth)
	if err != nil {
		return 0, false
	}
	on, err := clock.ParseDate(date)
	if err != nil {
		return 0, false
	}
	age := on.Year() - born.Year()
	if on.Format("01-02") < born.Format("01-02") {
		age--
	}
	return age, true
}
