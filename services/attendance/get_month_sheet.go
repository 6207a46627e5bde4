package attendance

import (
	"context"
	"strconv"

	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/attendance/internal/rollup"
)

// GetMonthSheet gives the attendance of a class in a month with its rate.
func (s *Service) GetMonthSheet(ctx context.Context, req *attendancev1.GetMonthSheetRequest) (*typev1.MonthSheet, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	name, first, last, err := month(r, req.GetMonth())
	if err != nil {
		return nil, err
	}
	class, school, err := r.class(ctx, s.db, req.GetClassId())
	if err != nil {
		return nil, err
	}
	m, err := s.classMonthOf(ctx, r, class, school, first, last)
	if err != nil {
		return nil, err
	}
	answer := &typev1.MonthSheet{
		Class: &typev1.ClassRef{ClassId: class.ID, Label: class.Label}, Month: name,
		StudyHalfDays: int32(m.study), RegistersMissing: int32(m.missing),
	}
	answer.Rate, _ = m.rules.Rate(m.total())
	for _, row := range m.rows {
		answer.Rows = append(answer.Rows, m.row(row))
	}
	return answer, s.logRead(ctx, class.School, "attendance.GetMonthSheet", class.ID)
}

func (m *classMonth) row(row studentMonth) *typev1.MonthRow {
	t := row.totals
	shown := &typev1.MonthRow{
		StudentId: row.student.StudentID, MassarCode: row.student.MassarCode, Name: nameOf(row.student.Name), Number: int32(row.student.Number),
		HalfDays:      strconv.FormatInt(t.HalfDays.Total(), 10),
		DaysJustified: rollup.Days(t.HalfDays.Justified), HoursJustified: rollup.Hours(t.Minutes.Justified),
		DaysUnjustified: rollup.Days(t.HalfDays.Unjustified), HoursUnjustified: rollup.Hours(t.Minutes.Unjustified),
		HoursUndecided: rollup.Hours(t.Minutes.Undecided), Late: int32(t.Lates), Alert: m.rules.MonthLevel(t).String(),
	}
	shown.Rate, _ = m.rules.Rate(t)
	return shown
}
