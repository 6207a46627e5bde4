package attendance

import (
	"context"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/summary"
	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/attendance/internal/rollup"
	"github.com/massar-platform/massar/services/attendance/internal/store"
)

// SummariseAbsence adds the month sheets of a place up: what lies below it from figures that are added up ahead, the
// classes of a school as they are now.
func (s *Service) SummariseAbsence(ctx context.Context, req *attendancev1.SummariseAbsenceRequest) (*attendancev1.SummariseAbsenceResponse, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	name, first, last, err := month(r, req.GetMonth())
	if err != nil {
		return nil, err
	}
	answer := &attendancev1.SummariseAbsenceResponse{Node: req.GetNode(), Month: name}
	if answer.GetNode() == "" {
		answer.Node = summary.Top(r.nodes.GetNodes())
	}
	if !r.covers(answer.GetNode()) {
		return nil, errs.E(errs.NotFound, errorsv1.Reason_NOT_FOUND, "finding a place", nil)
	}
	rules, err := s.rollupRules(s.yearOf(first), nil)
	if err != nil {
		return nil, err
	}
	sum, err := s.addAbsenceRows(ctx, answer, r, rules, first, last)
	if err != nil {
		return nil, err
	}
	answer.Total = figuresProto(sum, rules)
	asOf, err := summary.AsOf(ctx, s.db, summary.Projected, answer.GetNode(), name, s.clock)
	answer.AsOf = summary.Shown(asOf)
	return answer, err
}

// addAbsenceRows shows the classes of a school, then the places below, and gives their sum.
func (s *Service) addAbsenceRows(ctx context.Context, answer *attendancev1.SummariseAbsenceResponse, r reach, rules rollup.Rules, first, last string) (store.Figures, error) {
	var sum store.Figures
	place := answer.GetNode()
	if code := summary.SchoolOf(place); code != "" {
		school, err := r.school(ctx, s.db, code)
		if err != nil {
			return sum, err
		}
		classes, err := s.figuresOfClasses(ctx, r, school, first, last)
		if err != nil {
			return sum, err
		}
		for _, one := range classes {
			sum = sum.Plus(one.Figures)
			answer.Rows = append(answer.Rows, &attendancev1.SummariseAbsenceResponse_Row{
				Node: place, ClassId: one.class.ID, Label: one.class.Label, Figures: figuresProto(one.Figures, rules),
			})
		}
	}
	subtotals, err := store.Subtotals(ctx, s.db, place, answer.GetMonth())
	for _, one := range subtotals {
		// The classes of the school itself are there as they are now.
		if one.Node != place {
			sum = sum.Plus(one.Figures)
			answer.Rows = append(answer.Rows, &attendancev1.SummariseAbsenceResponse_Row{Node: one.Node, Figures: figuresProto(one.Figures, rules)})
		}
	}
	return sum, err
}

func figuresProto(f store.Figures, rules rollup.Rules) *typev1.AbsenceFigures {
	missed := f.Justified + f.Unjustified + f.Undecided
	shown := &typev1.AbsenceFigures{
		StudyHalfDays: int32(f.StudyHalfDays), MissedHalfDays: int32(missed), Justified: int32(f.Justified),
		Unjustified: int32(f.Unjustified), Undecided: int32(f.Undecided), RegistersMissing: int32(f.RegistersMissing),
	}
	attended := rollup.Totals{StudyHalfDays: f.StudyHalfDays}
	attended.HalfDays.Unjustified = missed
	shown.Rate, _ = rules.Rate(attended)
	// The share of the missed ones that are not justified is what is "missed" of them.
	of := rollup.Totals{StudyHalfDays: missed}
	of.HalfDays.Unjustified = missed - f.Justified
	shown.JustifiedShare, _ = rules.Rate(of)
	return shown
}
