package attendance

import (
	"context"
	"strconv"

	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/rpc"
	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/attendance/internal/rollup"
	"github.com/massar-platform/massar/services/attendance/internal/store"
)

// ListStudentAbsences gives the lessons that a student missed or came late to, newest
// first, with what each counts as today and what they add up to.
func (s *Service) ListStudentAbsences(ctx context.Context, req *attendancev1.ListStudentAbsencesRequest) (*typev1.StudentAbsences, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	from, to, err := s.span(r, req.GetFrom(), req.GetTo())
	if err != nil {
		return nil, err
	}
	_, places, err := r.studentPlaces(ctx, s.db, req.GetStudentId())
	if err != nil {
		return nil, err
	}
	absences, err := store.AbsencesOf(ctx, s.db, req.GetStudentId(), from, to)
	if err != nil {
		return nil, err
	}
	list, err := s.judge(ctx, s.db, absences, r.today)
	if err != nil {
		return nil, err
	}
	totals, err := s.studentTotals(ctx, s.db, places, list, from, to)
	if err != nil {
		return nil, err
	}
	answer := &typev1.StudentAbsences{Totals: totalsOf(totals), From: from, To: to}
	lang := rpc.Lang(ctx)
	for _, a := range list {
		if shownToFamilies(a.State) {
			answer.Absences = append(answer.Absences, s.absenceOf(a, lang))
		}
	}
	if r.family() {
		return answer, nil
	}
	return answer, s.logRead(ctx, placeOf(places, r.today).School, "attendance.ListStudentAbsences", req.GetStudentId())
}

func (s *Service) absenceOf(a judged, lang localtext.Lang) *typev1.Absence {
	return &typev1.Absence{
		LessonId: a.LessonID, Date: a.Date, Start: hour(a.Start), End: hour(a.End), Subject: s.subjectOf(a.Subject, lang),
		State: attendanceOf(a.State), MinutesLate: int32(a.MinutesLate), Justification: justificationOf(a.Justification),
		Standing: standingOf(a.Standing), JustifyBy: a.JustifyBy,
	}
}

func totalsOf(t rollup.Totals) *typev1.AbsenceTotals {
	return &typev1.AbsenceTotals{
		HalfDays:       strconv.FormatInt(t.HalfDays.Total(), 10),
		HoursJustified: rollup.Hours(t.Minutes.Justified), HoursUnjustified: rollup.Hours(t.Minutes.Unjustified),
		HoursUndecided: rollup.Hours(t.Minutes.Undecided),
	}
}
