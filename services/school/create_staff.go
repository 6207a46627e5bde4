package school

import (
	"context"
	"errors"
	"strings"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	"github.com/massar-platform/massar/services/school/internal/store"
)

// CreateStaff makes a staff record of the school; the account is identity's.
func (s *Service) CreateStaff(ctx context.Context, req *schoolv1.CreateStaffRequest) (*schoolv1.Staff, error) {
	const doing = "making a staff record"
	called, err := cleanName(req.GetName(), "name")
	if err != nil {
		return nil, err
	}
	ppr, err := localtext.CleanName(req.GetPpr())
	if err != nil {
		return nil, badName("ppr", err)
	}
	nodes, err := s.officeNodes(ctx)
	if err != nil {
		return nil, err
	}
	answer, err := write.Do(ctx, s.db, write.Op{RPC: "school.CreateStaff", Resource: req.GetSchoolCode(), Request: req}, func(ctx context.Context, tx sqldb.Tx) (*schoolv1.Staff, error) {
		school, err := schoolUnder(ctx, tx, nodes, req.GetSchoolCode())
		if err != nil {
			return nil, err
		}
		member := store.Staff{
			School: school.Code, ID: ids.New(), NameAr: called.GetAr(), NameLatin: called.GetLatin(),
			SortKey: localtext.SortKey(called.GetAr() + " " + called.GetLatin()),
			Email:   strings.ToLower(req.GetEmail()), PPR: ppr, Kind: req.GetKind(), Version: 1,
		}
		// Whoever goes on from a record that was made before is told which it is.
		switch known, err := store.FindStaff(ctx, tx, school.Code, member.Email); {
		case err == nil:
			return nil, errs.E(errs.AlreadyExists, errorsv1.Reason_STAFF_EXISTS, doing, nil, errs.Meta("staffId", known.ID))
		case !errors.Is(err, sqldb.ErrNoRows):
			return nil, err
		}
		if err := store.InsertStaff(ctx, tx, member); err != nil {
			return nil, taken(err, errorsv1.Reason_STAFF_EXISTS, doing)
		}
		if err := emit(ctx, tx, staffRow(member)); err != nil {
			return nil, err
		}
		return staffProto(member), nil
	})
	s.sequencer.Wake()
	return answer, err
}
