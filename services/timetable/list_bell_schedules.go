package timetable

import (
	"context"

	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/rpc"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/refdata"
	"github.com/massar-platform/massar/services/timetable/internal/bell"
	"github.com/massar-platform/massar/services/timetable/internal/store"
)

// ListBellSchedules gives the hours of a school: its own schedules by first day, then
// the national one of a day, which holds wherever it has none.
func (s *Service) ListBellSchedules(ctx context.Context, req *timetablev1.ListBellSchedulesRequest) (*timetablev1.ListBellSchedulesResponse, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	day, err := dayOf("date", req.GetDate(), r.day)
	if err != nil {
		return nil, err
	}
	school, err := r.school(ctx, s.db, req.GetSchoolCode())
	if err != nil {
		return nil, err
	}
	bells, err := store.SchoolBells(ctx, s.db, school.Code)
	if err != nil {
		return nil, err
	}
	names, err := store.BellNames(ctx, s.db, school.Code)
	if err != nil {
		return nil, err
	}
	answer := &timetablev1.ListBellSchedulesResponse{}
	for _, b := range bells {
		answer.BellSchedules = append(answer.BellSchedules, bellProto(b, names[b.ID]))
	}
	answer.BellSchedules = append(answer.BellSchedules, s.nationalBells(school.Cycle, day, rpc.Lang(ctx)))
	return answer, nil
}

func bellProto(b bell.Schedule, name string) *typev1.BellSchedule {
	p := &typev1.BellSchedule{BellScheduleId: b.ID, Name: name, From: b.From, Season: b.Season}
	if b.Season == "" {
		p.Season = everySeason
	}
	if b.To != "" {
		p.To = addDays(b.To, -1)
	}
	for weekday, periods := range b.Week {
		for _, period := range periods {
			p.Periods = append(p.Periods, &typev1.BellPeriod{
				Weekday: int32(weekday), Period: int32(period.Number), Start: clockText(period.Start), End: clockText(period.End), Half: string(period.Half),
			})
		}
	}
	return p
}

// nationalBells is the national schedule of a cycle in the season of a day.
func (s *Service) nationalBells(cycle, day string, lang localtext.Lang) *typev1.BellSchedule {
	year, _ := s.ref.SchoolYear(day)
	b := bell.Schedule{Season: s.ref.Season(day)}
	for weekday, periods := range s.ref.BellWeek(cycle, b.Season, year) {
		b.Week[weekday] = periodsOf(periods)
	}
	return bellProto(b, seasonName(b.Season, lang))
}

// periodsOf are national periods as the bell counts them.
func periodsOf(list []refdata.Period) []bell.Period {
	periods := make([]bell.Period, len(list))
	for i, p := range list {
		periods[i] = bell.Period{Number: p.Number, Start: p.StartMinute, End: p.EndMinute, Half: bell.Half(p.Half)}
	}
	return periods
}

func seasonName(season string, lang localtext.Lang) string {
	french := lang == localtext.French
	switch {
	case season == refdata.SeasonRamadan && french:
		return "Horaire national de ramadan"
	case season == refdata.SeasonRamadan:
		return "التوقيت الوطني لشهر رمضان"
	case season == refdata.SeasonWinter && french:
		return "Horaire national d'hiver"
	case season == refdata.SeasonWinter:
		return "التوقيت الوطني الشتوي"
	case french:
		return "Horaire national"
	}
	return "التوقيت الوطني"
}
