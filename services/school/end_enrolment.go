package school

import (
	"cmp"
	"context"

	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/school/internal/store"
)

// EndEnrolment says from which day a student is no longer at the school, and what became of him. A day that has not
// come may be brought forward; later than it was he may be enrolled elsewhere. The reason is kept for the audit trail.
func (s *Service) EndEnrolment(ctx context.Context, req *schoolv1.EndEnrolmentRequest) (*typev1.Student, error) {
	const doing = "ending an enrolment"
	reason, err := localtext.CleanName(req.GetReason())
	if err != nil {
		return nil, badName("reason", err)
	}
	nodes, err := s.officeNodes(ctx)
	if err != nil {
		return nil, err
	}
	status := cmp.Or(req.GetStatus(), store.Left)
	op := write.Op{
		RPC: "school.EndEnrolment", Resource: req.GetStudentId(), Request: req,
		Detail: map[string]string{"date": req.GetDate(), "status": status, "reason": reason},
	}
	answer, err := write.Do(ctx, s.db, op, func(ctx context.Context, tx sqldb.Tx) (*typev1.Student, error) {
		student, err := s.holdStudent(ctx, tx, nodes, req.GetStudentId())
		if err != nil {
			return nil, err
		}
		year, _ := s.ref.SchoolYear(max(s.clock.Today(), student.From))
		held, err := s.enrolments(ctx, tx, student, year, doing)
		if err != nil {
			return nil, err
		}
		asked := req.GetDate()
		if asked == "" && status == store.DidNotJoin {
			asked = held[0].From
		}
		date, err := s.dateOf(asked, held[0])
		if err != nil {
			return nil, err
		}
		last := held[len(held)-1]
		if last.To != "" && date > last.To {
			return nil, badDate("date", nil)
		}
		if last.Ended == store.Moved {
			// The other school has him from its day, whatever happens before.
			status = store.Moved
		}
		rows, err := endFrom(ctx, tx, held, date, status, doing)
		if err != nil {
			return nil, err
		}
		if err := emit(ctx, tx, rows...); err != nil {
			return nil, err
		}
		return s.studentNow(ctx, tx, student.ID)
	})
	s.sequencer.Wake()
	return answer, err
}
