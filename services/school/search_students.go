package school

import (
	"context"
	"strings"

	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/page"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	"github.com/massar-platform/massar/services/school/internal/store"
)

// SearchStudents finds enrolled students of a school by folded name, in either script, or by Massar code.
func (s *Service) SearchStudents(ctx context.Context, req *schoolv1.SearchStudentsRequest) (*schoolv1.SearchStudentsResponse, error) {
	school, err := s.officeSchool(ctx, s.db, req.GetSchoolCode())
	if err != nil {
		return nil, err
	}
	year, err := s.year("")
	if err != nil {
		return nil, err
	}
	asked, err := ask(req.GetPageSize(), req.GetPageToken(), 1, "students", school.Code, year, req.GetQuery())
	if err != nil {
		return nil, err
	}
	pattern, code := searchTerms(req.GetQuery())
	students, err := store.SearchStudents(ctx, s.db, school.Code, year, pattern, code, after(asked, 0), s.clock.Today(), asked.Limit())
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
