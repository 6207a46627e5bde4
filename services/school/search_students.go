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
	after, err := page.Decode(req.GetPageToken(), 2)
	if err != nil {
		return nil, err
	}
	size := page.Size(req.GetPageSize())
	students, err := store.SearchStudents(ctx, s.db, school.Code, year, likePattern(req.GetQuery()), strings.ToUpper(strings.TrimSpace(req.GetQuery())), after[0], after[1], size+1)
	if err != nil {
		return nil, err
	}
	answer := &schoolv1.SearchStudentsResponse{}
	if len(students) > size {
		students = students[:size]
		answer.NextPageToken = page.Encode(students[size-1].SortKey, students[size-1].ID)
	}
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
