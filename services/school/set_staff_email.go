package school

import (
	"context"
	"strings"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	"github.com/massar-platform/massar/services/school/internal/store"
)

// SetStaffEmail gives an e-mail to a staff record that came from a file, before identity makes the account. The one
// that it has already is accepted again, so that a step that was cut short is repeated; another one is refused.
func (s *Service) SetStaffEmail(ctx context.Context, req *schoolv1.SetStaffEmailRequest) (*schoolv1.Staff, error) {
	const doing = "giving an e-mail to a staff record"
	nodes, err := s.officeNodes(ctx)
	if err != nil {
		return nil, err
	}
	op := write.Op{RPC: "school.SetStaffEmail", Resource: req.GetStaffId(), Request: req}
	return write.Do(ctx, s.db, op, func(ctx context.Context, tx sqldb.Tx) (*schoolv1.Staff, error) {
		member, err := store.GetStaff(ctx, tx, req.GetStaffId())
		if err != nil {
			return nil, notFound(err, errorsv1.Reason_STAFF_NOT_FOUND, doing)
		}
		if _, err := schoolUnder(ctx, tx, nodes, member.School); err != nil {
			if errs.Is(err, errorsv1.Reason_SCHOOL_NOT_FOUND) {
				return nil, errs.E(errs.NotFound, errorsv1.Reason_STAFF_NOT_FOUND, doing, nil)
			}
			return nil, err
		}
		email := strings.ToLower(req.GetEmail())
		switch member.Email {
		case email:
			return staffProto(member), nil
		case "":
		default:
			return nil, errs.E(errs.FailedPrecondition, errorsv1.Reason_STAFF_EMAIL_SET, doing, nil)
		}
		member.Email = email
		current, err := store.UpdateStaff(ctx, tx, member)
		if err != nil {
			return nil, taken(err, errorsv1.Reason_STAFF_EXISTS, doing)
		}
		if !current {
			return nil, stale(doing)
		}
		return staffProto(member), nil
	})
}
