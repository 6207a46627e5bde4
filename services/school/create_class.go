package school

import (
	"context"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/school/internal/store"
)

// CreateClass opens a class; its level and stream are read from the label.
func (s *Service) CreateClass(ctx context.Context, req *schoolv1.CreateClassRequest) (*typev1.ClassInfo, error) {
	const doing = "opening a class"
	year, err := s.openYear(req.GetSchoolYear())
	if err != nil {
		return nil, err
	}
	named, ok := s.readLabel(req.GetLabel())
	if !ok {
		return nil, errs.E(errs.Invalid, errorsv1.Reason_LEVEL_UNKNOWN, doing, nil, errs.Field("label", errorsv1.Reason_LEVEL_UNKNOWN))
	}
	nodes, err := s.officeNodes(ctx)
	if err != nil {
		return nil, err
	}
	answer, err := write.Do(ctx, s.db, write.Op{RPC: "school.CreateClass", Resource: req.GetSchoolCode(), Request: req}, func(ctx context.Context, tx sqldb.Tx) (*typev1.ClassInfo, error) {
		school, err := schoolUnder(ctx, tx, nodes, req.GetSchoolCode())
		if err != nil {
			return nil, err
		}
		if !s.taughtAt(school.Cycle, named.level) {
			return nil, errs.E(errs.Invalid, errorsv1.Reason_CLASS_LEVEL_NOT_OF_SCHOOL, doing, nil,
				errs.Field("label", errorsv1.Reason_CLASS_LEVEL_NOT_OF_SCHOOL, named.text))
		}
		class := named.class(school.Code, year)
		if err := store.InsertClass(ctx, tx, class); err != nil {
			return nil, taken(err, errorsv1.Reason_CLASS_EXISTS, doing)
		}
		if err := emit(ctx, tx, classRow(class)); err != nil {
			return nil, err
		}
		return s.classProto(class), nil
	})
	s.sequencer.Wake()
	return answer, err
}
