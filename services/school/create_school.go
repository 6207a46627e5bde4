package school

import (
	"context"

	"github.com/massar-platform/massar/platform/rpc"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	"github.com/massar-platform/massar/services/school/internal/store"
)

// CreateSchool opens a school below a directorate of the caller, or an annex below one of his schools.
func (s *Service) CreateSchool(ctx context.Context, req *schoolv1.CreateSchoolRequest) (*schoolv1.CreateSchoolResponse, error) {
	const doing = "opening a school"
	nodes, err := s.officeNodes(ctx)
	if err != nil {
		return nil, err
	}
	if err := s.opensBelow(ctx, nodes, req.GetParent()); err != nil {
		return nil, err
	}
	called, err := cleanName(req.GetName(), "name")
	if err != nil {
		return nil, err
	}
	school := store.School{
		Code: req.GetSchoolCode(), Parent: req.GetParent(), Node: req.GetParent() + "/" + req.GetSchoolCode(),
		NameAr: called.GetAr(), NameLatin: called.GetLatin(), Cycle: req.GetCycle(),
		ShowRank: true, EarlyRelease: true, Version: 1,
	}
	answer, err := write.Do(ctx, s.db, write.Op{RPC: "school.CreateSchool", Resource: school.Code, Request: req}, func(ctx context.Context, tx sqldb.Tx) (*schoolv1.CreateSchoolResponse, error) {
		if err := store.InsertSchool(ctx, tx, school); err != nil {
			return nil, taken(err, errorsv1.Reason_SCHOOL_EXISTS, doing)
		}
		settled := settings(school, nil, "")
		if err := emit(ctx, tx, schoolRow(school, settled)); err != nil {
			return nil, err
		}
		return &schoolv1.CreateSchoolResponse{School: schoolProto(school, settled, rpc.Lang(ctx))}, nil
	})
	s.sequencer.Wake()
	return answer, err
}

// opensBelow says whether a school may hang below a place: a directorate, or a school that is no annex itself.
func (s *Service) opensBelow(ctx context.Context, nodes []string, parent string) error {
	if !covered(nodes, parent) {
		return noNode()
	}
	if directorate, ok := s.ref.Directorate(lastOf(parent)); ok && directorate.Node() == parent {
		return nil
	}
	found, err := schoolUnder(ctx, s.db, []string{parent}, lastOf(parent))
	if err != nil {
		return notThere(err)
	}
	if isAnnex(found) {
		return noNode()
	}
	return nil
}
