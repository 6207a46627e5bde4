package school

import (
	"context"

	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/summary"
	"github.com/massar-platform/massar/platform/write"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	"github.com/massar-platform/massar/services/school/internal/store"
)

// allYear is the one period of enrolment: figures are those of today.
const allYear = ""

// newKeeper makes what adds enrolment up.
func (s *Service) newKeeper(deps Deps) (*summary.Keeper, error) {
	return summary.NewKeeper(summary.Config{
		DB: deps.DB, Name: "school", Schools: summary.Schools, Periods: func() []string { return []string{allYear} },
		Renew: s.addUp, Every: deps.SummariesEvery, Clock: deps.Clock, Log: deps.Log,
	})
}

// addUp counts who is in the classes of a school today. Stays begin and end with the day.
func (s *Service) addUp(ctx context.Context, subject summary.Subject) (summary.Renewed, error) {
	due := summary.Tomorrow(s.clock)
	year, err := s.year("")
	if err != nil {
		return summary.Renewed{}, err
	}
	classes, err := store.ListClassFigures(ctx, s.db, subject.School, year, s.clock.Today())
	var sum store.Figures
	for _, class := range classes {
		sum = sum.Plus(class.Figures)
	}
	return summary.Renewed{Write: []sqldb.Statement{store.PutTotals(subject.School, year, sum)}, Due: due}, err
}

// markTotals notes the schools whose enrolment rows change.
func markTotals(ctx context.Context, tx sqldb.Tx, rows []write.Outgoing) error {
	var changed []summary.Subject
	for _, row := range rows {
		told, _ := row.Payload.(*schoolv1.Change)
		code := ""
		switch row := told.GetRow().(type) {
		case *schoolv1.Change_School:
			code = row.School.GetSchoolCode()
		case *schoolv1.Change_Class:
			code = row.Class.GetSchoolCode()
		case *schoolv1.Change_Enrolment:
			code, _, _ = ids.SplitSchool(row.Enrolment.GetClassId())
		}
		if code != "" {
			changed = append(changed, summary.Subject{School: code, Period: allYear})
		}
	}
	return summary.Mark(ctx, tx, changed...)
}
