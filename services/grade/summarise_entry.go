package grade

import (
	"context"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/summary"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/grade/internal/store"
)

// SummariseEntry says how far the marks of a semester have come in a place: what lies below it from figures that are
// added up ahead, the classes of a school as they are now.
func (s *Service) SummariseEntry(ctx context.Context, req *gradev1.SummariseEntryRequest) (*gradev1.SummariseEntryResponse, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	answer := &gradev1.SummariseEntryResponse{Node: req.GetNode(), SchoolYear: req.GetSchoolYear()}
	if answer.GetNode() == "" {
		answer.Node = summary.Top(r.nodes.GetNodes())
	}
	if !r.covers(answer.GetNode()) {
		return nil, errs.E(errs.NotFound, errorsv1.Reason_NOT_FOUND, "finding a place", nil)
	}
	semester := int(req.GetSemester())
	if err := s.currentTerm(&answer.SchoolYear, &semester, r.day); err != nil {
		return nil, err
	}
	answer.Semester = int32(semester)
	sum, err := s.addEntryRows(ctx, answer, r)
	if err != nil {
		return nil, err
	}
	answer.Total = entryProto(sum)
	asOf, err := summary.AsOf(ctx, s.db, summary.Projected, answer.GetNode(), answer.GetSchoolYear(), s.clock)
	answer.AsOf = summary.Shown(asOf)
	return answer, err
}

// addEntryRows shows the classes of a school, then the places below, and gives their sum.
func (s *Service) addEntryRows(ctx context.Context, answer *gradev1.SummariseEntryResponse, r reach) (store.Figures, error) {
	var sum store.Figures
	year, semester, place := answer.GetSchoolYear(), int(answer.GetSemester()), answer.GetNode()
	if code := summary.SchoolOf(place); code != "" {
		if err := s.requireSchool(ctx, s.db, r, code); err != nil {
			return sum, err
		}
		classes, _, err := s.classFigures(ctx, code, year, semester, r.day, r.now)
		if err != nil {
			return sum, err
		}
		for _, class := range classes {
			sum = sum.Plus(class.Figures)
			answer.Rows = append(answer.Rows, &gradev1.SummariseEntryResponse_Row{
				Node: place, ClassId: class.ClassID, Label: class.Label, Figures: entryProto(class.Figures),
			})
		}
	}
	subtotals, err := store.Subtotals(ctx, s.db, place, year, semester)
	for _, one := range subtotals {
		// The classes of the school itself are there as they are now.
		if one.Node != place {
			sum = sum.Plus(one.Figures)
			answer.Rows = append(answer.Rows, &gradev1.SummariseEntryResponse_Row{Node: one.Node, Figures: entryProto(one.Figures)})
		}
	}
	return sum, err
}

func entryProto(f store.Figures) *typev1.EntryFigures {
	return &typev1.EntryFigures{
		Entered: int32(f.Entered), Expected: int32(f.Expected), SheetsOpen: int32(f.Open), SheetsSubmitted: int32(f.Submitted),
		SheetsValidated: int32(f.Validated), SheetsPublished: int32(f.Published), Classes: int32(f.Classes),
		ClassesScheduled: int32(f.ClassesScheduled), ClassesPublished: int32(f.ClassesShown),
	}
}
