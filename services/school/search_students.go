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
	asked, err := page.Parse(req.GetPageSize(), req.GetPageToken(), 2, "students", school.Code, year, req.GetQuery())
	if err != nil {
		return nil, err
	}
	students, err := store.SearchStudents(ctx, s.db, school.Code, year, likePattern(req.GetQuery()), strings.ToUpper(strings.TrimSpace(req.GetQuery())), after(asked, 0), after(asked, 1), asked.Limit())
	if err != nil {
		return nil, err
	}
	answer := &schoolv1.SearchStudentsResponse{}
	students, answer.NextPageToken = page.Next(asked, students, func(one store.Student) []string { return []string{one.SortKey, one.ID} })
	for _, student := range students {
		answer.Students = append(answer.Students, s.studentProto(student))
	}
	return answer, nil
}

// likePattern folds what was typed as names were folded, and takes LIKE's signs literally.
func likePattern(query string) string {
	escaped := strings.NewReplacer(`\`, `\`, "%", `\%`, "_", `\_`).Replace(localtext.Fold(query))
	return "%" + escaped + "%"
}
