package school

import (
	"context"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/rpc"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	"github.com/massar-platform/massar/services/school/internal/store"
)

// UpdateSchoolSettings changes what the school decides for itself.
func (s *Service) UpdateSchoolSettings(ctx context.Context, req *schoolv1.UpdateSchoolSettingsRequest) (*schoolv1.School, error) {
	nodes, err := s.officeNodes(ctx)
	if err != nil {
		return nil, err
	}
	answer, err := write.Do(ctx, s.db, write.Op{RPC: "school.UpdateSchoolSettings", Resource: req.GetSchoolCode(), Request: req}, func(ctx context.Context, tx sqldb.Tx) (*schoolv1.School, error) {
		school, err := schoolUnder(ctx, tx, nodes, req.GetSchoolCode())
		if err != nil {
			return nil, err
		}
		if req.ShowRank != nil {
			school.ShowRank = req.GetShowRank()
		}
		if req.EarlyRelease != nil {
			school.EarlyRelease = req.GetEarlyRelease()
		}
		if req.RegisterHours != nil {
			school.RegisterHours = req.GetRegisterHours()
		}
		if req.HalfDayRule != nil {
			school.HalfDayRule = req.GetHalfDayRule()
		}
		current, err := store.UpdateSettings(ctx, tx, school)
		if err != nil {
			return nil, err
		}
		if !current {
			return nil, stale("changing school settings")
		}
		school.Version++
		if err := emit(ctx, tx, schoolRow(school)); err != nil {
			return nil, err
		}
		return schoolProto(school, rpc.Lang(ctx)), nil
	})
	s.sequencer.Wake()
	return answer, err
}

// stale says that somebody else changed the row between our read and our write.
func stale(doing string) error {
	return errs.E(errs.Aborted, errorsv1.Reason_CONFLICT, doing, nil)
}
