package attendance

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"

	"github.com/massar-platform/massar/platform/page"
	"github.com/massar-platform/massar/platform/roster"
	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/attendance/internal/rollup"
	"github.com/massar-platform/massar/services/attendance/internal/store"
)

// ListAlerts gives the students of a school whose month passed a threshold, worst
// first. It adds up the same rows as the month sheets, so both say the same.
func (s *Service) ListAlerts(ctx context.Context, req *attendancev1.ListAlertsRequest) (*attendancev1.ListAlertsResponse, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	name, first, last, err := month(r, req.GetMonth())
	if err != nil {
		return nil, err
	}
	school, err := r.school(ctx, s.db, req.GetSchoolCode())
	if err != nil {
		return nil, err
	}
	asked, err := page.Parse(req.GetPageSize(), req.GetPageToken(), 2, "absence alerts", school.Code, name)
	if err != nil {
		return nil, err
	}
	alerts, err := s.alertsOf(ctx, r, school, first, last)
	if err != nil {
		return nil, err
	}
	if after := asked.After; after != nil {
		from, _ := slices.BinarySearchFunc(alerts, after, func(a alert, key []string) int {
			return cmp.Or(slices.Compare(a.key(), key), -1)
		})
		alerts = alerts[from:]
	}
	alerts, token := page.Next(asked, alerts[:min(len(alerts), int(asked.Limit()))], alert.key)
	answer := &attendancev1.ListAlertsResponse{NextPageToken: token}
	if answer.Alerts, err = s.shownAlerts(ctx, alerts, first, last); err != nil {
		return nil, err
	}
	return answer, s.logRead(ctx, school.Code, "attendance.ListAlerts", school.Code)
}

// alert is a student above a threshold.
type alert struct {
	studentMonth
	class roster.Class
	level rollup.Level
	rate  string
}

// key orders alerts: the level, then the share of unjustified half days, each from
// high to low. The numbers are turned round, so that texts sort like them.
func (a alert) key() []string {
	const most = 1_000_000
	share := a.totals.HalfDays.Unjustified * most / max(a.totals.StudyHalfDays, 1)
	return []string{fmt.Sprintf("%d %07d", rollup.Critical-a.level, most-min(share, most)), a.student.StudentID}
}

func (s *Service) alertsOf(ctx context.Context, r reach, school roster.School, first, last string) ([]alert, error) {
	ids, err := store.AbsentClasses(ctx, s.db, school.Code, first, last)
	if err != nil {
		return nil, err
	}
	classes, err := roster.SchoolClasses(ctx, s.db, school.Code, s.yearOf(first))
	if err != nil {
		return nil, err
	}
	classes = slices.DeleteFunc(classes, func(c roster.Class) bool { return !slices.Contains(ids, c.ID) })
	months, err := s.classMonthsOf(ctx, r, classes, school, first, last)
	if err != nil {
		return nil, err
	}
	var alerts []alert
	for _, m := range months {
		for _, row := range m.rows {
			if level := m.rules.MonthLevel(row.totals); level != rollup.Normal {
				alerts = append(alerts, alert{studentMonth: row, class: m.class, level: level, rate: m.unjustifiedRate(row.totals)})
			}
		}
	}
	slices.SortFunc(alerts, func(a, b alert) int { return slices.Compare(a.key(), b.key()) })
	return alerts, nil
}

func (s *Service) shownAlerts(ctx context.Context, alerts []alert, first, last string) ([]*typev1.AbsenceAlert, error) {
	from, err := instantOf(first, 0)
	if err != nil {
		return nil, err
	}
	before, err := instantOf(last, 24*60)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(alerts))
	for i, a := range alerts {
		ids[i] = a.student.StudentID
	}
	letters, err := store.LastLetters(ctx, s.db, ids, from.UnixMicro(), before.UnixMicro())
	if err != nil {
		return nil, err
	}
	shown := make([]*typev1.AbsenceAlert, len(alerts))
	for i, a := range alerts {
		shown[i] = &typev1.AbsenceAlert{
			StudentId: a.student.StudentID, MassarCode: a.student.MassarCode, Name: nameOf(a.student.Name),
			Class: &typev1.ClassRef{ClassId: a.class.ID, Label: a.class.Label}, Level: a.level.String(),
			HalfDays: strconv.FormatInt(a.totals.HalfDays.Total(), 10), UnjustifiedRate: a.rate,
		}
		if at, written := letters[a.student.StudentID]; written {
			shown[i].LetterAt = instant(at)
		}
	}
	return shown, nil
}
