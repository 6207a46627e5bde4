package school

import (
	"context"

	"github.com/massar-platform/massar/platform/clock"
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
		current, err := store.UpdateSettings(ctx, tx, school)
		if err != nil {
			return nil, err
		}
		if !current {
			return nil, stale("changing school settings")
		}
		school.Version++
		rules, err := s.setAttendanceRule(ctx, tx, req)
		if err != nil {
			return nil, err
		}
		settled := settings(school, rules, s.clock.Today())
		if err := emit(ctx, tx, schoolRow(school, settled)); err != nil {
			return nil, err
		}
		return schoolProto(school, settled, rpc.Lang(ctx)), nil
	})
	s.sequencer.Wake()
	return answer, err
}

// setAttendanceRule changes from a day on what the request holds of the rules of attendance, and reads them all.
func (s *Service) setAttendanceRule(ctx context.Context, tx sqldb.Tx, req *schoolv1.UpdateSchoolSettingsRequest) ([]store.AttendanceRule, error) {
	from, err := s.ruleDay(ctx, tx, req.GetSchoolCode(), req.GetFrom())
	if err != nil {
		return nil, err
	}
	if req.RegisterHours != nil || req.HalfDayRule != nil {
		if err := store.SetAttendanceRule(ctx, tx, req.GetSchoolCode(), from, req.RegisterHours, req.HalfDayRule); err != nil {
			return nil, err
		}
	}
	return store.ListAttendanceRules(ctx, tx, req.GetSchoolCode())
}

// ruleDay is the day from which a rule of attendance is set: today where none is asked for. What was counted by the
// rule of its day stays, so that the day is not behind; a school without a class has nothing that was counted.
func (s *Service) ruleDay(ctx context.Context, tx sqldb.Tx, school, asked string) (string, error) {
	const field = "from"
	today := s.clock.Today()
	from, err := day(asked, today, field)
	if err != nil {
		return "", err
	}
	last, err := clock.ParseDate(today)
	if err != nil {
		return "", err
	}
	if from > last.AddDate(1, 0, 0).Format(clock.DateLayout) {
		return "", badDate(field, nil)
	}
	if from >= today {
		return from, nil
	}
	taught, err := store.HasClass(ctx, tx, school)
	if err == nil && taught {
		err = errs.E(errs.Invalid, errorsv1.Reason_DATE_PAST, "dating a rule of attendance", nil, errs.Field(field, errorsv1.Reason_DATE_PAST))
	}
	return from, err
}

// stale says that somebody else changed the row between our read and our write.
func stale(doing string) error {
	return errs.E(errs.Aborted, errorsv1.Reason_CONFLICT, doing, nil)
}
