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

// EndAssignment ends an assignment at a date: the right to enter marks ends with it.
func (s *Service) EndAssignment(ctx context.Context, req *schoolv1.EndAssignmentRequest) (*schoolv1.Assignment, error) {
	const doing = "ending an assignment"
	id := req.GetAssignmentId()
	missing := errs.E(errs.NotFound, errorsv1.Reason_ASSIGNMENT_NOT_FOUND, doing, nil)
	if _, _, ok := ids.SplitSchool(id); !ok {
		return nil, missing
	}
	nodes, err := s.officeNodes(ctx)
	if err != nil {
		return nil, err
	}
	answer, err := write.Do(ctx, s.db, write.Op{RPC: "school.EndAssignment", Resource: id, Request: req}, func(ctx context.Context, tx sqldb.Tx) (*schoolv1.Assignment, error) {
		a, err := store.GetAssignment(ctx, tx, id)
		if err != nil {
			return nil, notFound(err, errorsv1.Reason_ASSIGNMENT_NOT_FOUND, doing)
		}
		if _, err := schoolUnder(ctx, tx, nodes, a.School); err != nil {
			if errs.Is(err, errorsv1.Reason_SCHOOL_NOT_FOUND) {
				return nil, missing
			}
			return nil, err
		}
		// What has ended is history; a planned end may still be moved.
		if a.To != "" && a.To <= s.clock.Today() {
			return nil, missing
		}
		to, err := s.endOf(a, req.GetTo())
		if err != nil {
			return nil, err
		}
		current, err := store.EndAssignment(ctx, tx, a.ID, to, a.Version)
		if err != nil {
			return nil, err
		}
		if !current {
			return nil, stale(doing)
		}
		a.To, a.Version = to, a.Version+1
		if err := emit(ctx, tx, assignmentRow(a)); err != nil {
			return nil, err
		}
		return s.assignmentProto(a, rpc.Lang(ctx)), nil
	})
	s.sequencer.Wake()
	return answer, err
}

// endOf is the asked end of an assignment: today when none is asked, never before it began, and within the
// school year of its class.
func (s *Service) endOf(a store.Assignment, asked string) (string, error) {
	to, err := day(asked, max(s.clock.Today(), a.From), "to")
	if err != nil || asked == "" {
		return to, err
	}
	if to < a.From {
		return "", badDate("to", nil)
	}
	return to, s.inYear(to, a.Year, "to")
}
