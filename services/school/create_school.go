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

// CreateSchool opens a school below a directorate of the caller.
func (s *Service) CreateSchool(ctx context.Context, req *schoolv1.CreateSchoolRequest) (*schoolv1.CreateSchoolResponse, error) {
	const doing = "opening a school"
	p, err := caller(ctx)
	if err != nil {
		return nil, err
	}
	directorate, ok := s.ref.Directorate(lastOf(req.GetParent()))
	if !ok || directorate.Node() != req.GetParent() {
		return nil, errs.E(errs.NotFound, errorsv1.Reason_NOT_FOUND, doing, nil)
	}
	reached, err := s.covers(ctx, p, req.GetParent())
	if err != nil {
		return nil, err
	}
	if !reached {
		return nil, errs.E(errs.NotFound, errorsv1.Reason_NOT_FOUND, doing, nil)
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
		if err := emit(ctx, tx, schoolRow(school)); err != nil {
			return nil, err
		}
		return &schoolv1.CreateSchoolResponse{School: schoolProto(school, rpc.Lang(ctx))}, nil
	})
	s.sequencer.Wake()
	return answer, err
}
