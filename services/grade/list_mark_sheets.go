package grade

import (
	"context"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/page"
	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/rpc"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/grade/internal/store"
)

// ListMarkSheets lists the sheets of a semester: for a teacher those that he
// teaches today, for the office and officers those of a class or a school. A
// class or school that is not the caller's looks like one that is not there.
func (s *Service) ListMarkSheets(ctx context.Context, req *gradev1.ListMarkSheetsRequest) (*gradev1.ListMarkSheetsResponse, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	filter := store.SheetFilter{
		School: req.GetSchoolCode(), ClassID: req.GetClassId(),
		SchoolYear: req.GetSchoolYear(), Semester: int(req.GetSemester()), Day: r.day,
	}
	if err := s.currentTerm(&filter.SchoolYear, &filter.Semester, r.day); err != nil {
		return nil, err
	}
	if r.teacher() {
		filter.StaffID = r.caller.PersonID
	} else if filter.School, err = s.schoolOf(ctx, r, req); err != nil {
		return nil, err
	}
	p, err := page.Parse(req.GetPageSize(), req.GetPageToken(), 3, "mark sheets", filter.StaffID, filter.School, filter.ClassID,
		filter.SchoolYear, string(rune('0'+filter.Semester)))
	if err != nil {
		return nil, err
	}
	if p.After != nil {
		filter.After = store.SheetPlace{Label: p.After[0], Subject: p.After[1], ID: p.After[2]}
	}
	filter.Limit = int(p.Limit())
	sheets, err := store.ListSheets(ctx, s.db, filter)
	if err != nil {
		return nil, err
	}
	answer := &gradev1.ListMarkSheetsResponse{}
	sheets, answer.NextPageToken = page.Next(p, sheets, func(sheet *store.Sheet) []string {
		place := sheet.Place()
		return []string{place.Label, place.Subject, place.ID}
	})
	progress, err := store.ProgressOf(ctx, s.db, sheets, r.day)
	if err != nil {
		return nil, err
	}
	answer.MarkSheets = make([]*typev1.MarkSheetHead, len(sheets))
	for i, sheet := range sheets {
		answer.MarkSheets[i] = s.headOf(sheet, r.now, progress[sheet.ID], rpc.Lang(ctx))
	}
	return answer, nil
}

// currentTerm fills in the school year and semester that a request left open, and
// refuses a year that there is not.
func (s *Service) currentTerm(year *string, semester *int, day string) error {
	if *year == "" {
		current, ok := s.ref.SchoolYear(day)
		if !ok {
			return errs.E(errs.Internal, errorsv1.Reason_INTERNAL, "finding the school year of "+day, nil)
		}
		*year = current
	}
	if _, _, known := s.ref.Lessons(*year); !known {
		return errs.E(errs.Invalid, errorsv1.Reason_SCHOOL_YEAR_UNKNOWN, "reading the school year", nil,
			errs.Args(*year), errs.Field("schoolYear", errorsv1.Reason_SCHOOL_YEAR_UNKNOWN, *year))
	}
	if *semester == 0 {
		*semester = s.ref.Semester(day)
	}
	return nil
}

// schoolOf is the one school that the office or an officer asks about: named, that
// of the class, or the caller's own where he has exactly one.
func (s *Service) schoolOf(ctx context.Context, r reach, req *gradev1.ListMarkSheetsRequest) (string, error) {
	code := req.GetSchoolCode()
	if of := roster.SchoolOf(req.GetClassId()); of != "" {
		if code != "" && code != of {
			return "", schoolNotFound()
		}
		code = of
	}
	if code == "" {
		code = ownSchool(r.nodes)
	}
	if code == "" {
		return "", errs.E(errs.Invalid, errorsv1.Reason_INVALID_REQUEST, "listing mark sheets", nil,
			errs.Field("schoolCode", errorsv1.Reason_FIELD_REQUIRED))
	}
	return code, s.requireSchool(ctx, s.db, r, code)
}

// ownSchool is the school of a scope that holds one school and nothing else.
func ownSchool(nodes *typev1.Scope) string {
	if len(nodes.GetNodes()) != 1 {
		return ""
	}
	node := nodes.GetNodes()[0]
	if len(node) < 6 || !ids.ValidGRESA(node[len(node)-6:]) {
		return ""
	}
	return node[len(node)-6:]
}
