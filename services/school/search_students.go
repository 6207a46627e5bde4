package school

import (
	"context"
	"strings"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/page"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	"github.com/massar-platform/massar/services/school/internal/store"
)

// SearchStudents finds enrolled students of a school by folded name, in either script, or by Massar code; or those
// of a school and year of whom one status holds.
func (s *Service) SearchStudents(ctx context.Context, req *schoolv1.SearchStudentsRequest) (*schoolv1.SearchStudentsResponse, error) {
	school, err := s.officeSchool(ctx, s.db, req.GetSchoolCode())
	if err != nil {
		return nil, err
	}
	year, err := s.year(req.GetSchoolYear())
	if err != nil {
		return nil, err
	}
	if req.GetQuery() == "" && req.GetStatus() == "" {
		return nil, errs.E(errs.Invalid, errorsv1.Reason_INVALID_REQUEST, "finding students", nil, errs.Field("query", errorsv1.Reason_FIELD_REQUIRED))
	}
	asked, err := page.Parse(req.GetPageSize(), req.GetPageToken(), 1, "students", school.Code, year, req.GetQuery(), req.GetStatus())
	if err != nil {
		return nil, err
	}
	pattern, code := "%", ""
	if req.GetQuery() != "" {
		pattern, code = searchTerms(req.GetQuery())
	}
	var students []store.Student
	if status := req.GetStatus(); status != "" {
		students, err = store.ListByStatus(ctx, s.db, school.Code, year, status, pattern, code, after(asked, 0), s.statusDay(year), asked.Limit())
	} else {
		students, err = store.SearchStudents(ctx, s.db, school.Code, year, pattern, code, after(asked, 0), s.clock.Today(), asked.Limit())
	}
	if err != nil {
		return nil, err
	}
	answer := &schoolv1.SearchStudentsResponse{}
	students, answer.NextPageToken = page.Next(asked, students, func(one store.Student) []string { return []string{one.ID} })
	for _, student := range students {
		answer.Students = append(answer.Students, s.studentProto(student))
	}
	return answer, nil
}

// afterAll is a day behind every school year.
const afterAll = "9999-12-31"

// statusDay is the day on which a list tells what students are: today, once lessons have begun; of a past year its
// end, and of a year to come its first lesson.
func (s *Service) statusDay(year string) string {
	today := s.clock.Today()
	if current, _ := s.ref.SchoolYear(today); year < current {
		return afterAll
	}
	return max(today, s.firstLesson(year))
}

// searchTerms folds what was typed as names were folded, and takes LIKE's own signs literally; and reads it as
// a Massar code. What folds to nothing (a lone vowel sign) finds nobody instead of everybody.
func searchTerms(query string) (pattern, code string) {
	folded := localtext.Fold(query)
	if folded == "" {
		return "", ""
	}
	escaped := strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(folded)
	return "%" + escaped + "%", strings.ToUpper(strings.ReplaceAll(folded, " ", ""))
}
