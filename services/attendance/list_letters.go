package attendance

import (
	"context"

	"github.com/massar-platform/massar/platform/roster"
	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	"github.com/massar-platform/massar/services/attendance/internal/store"
)

// maxLetters is how many letters a list holds.
const maxLetters = 100

// ListLetters gives the letters of the caller's schools about a student, newest first.
func (s *Service) ListLetters(ctx context.Context, req *attendancev1.ListLettersRequest) (*attendancev1.ListLettersResponse, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	schools, err := s.excusingSchools(ctx, r, req.GetStudentId())
	if err != nil {
		return nil, err
	}
	letters, err := store.StudentLetters(ctx, s.db, req.GetStudentId(), schools, maxLetters)
	if err != nil {
		return nil, err
	}
	known, err := roster.Students(ctx, s.db, []string{req.GetStudentId()})
	if err != nil {
		return nil, err
	}
	answer := &attendancev1.ListLettersResponse{}
	for _, l := range letters {
		answer.Letters = append(answer.Letters, letterProto(l, known[l.StudentID].Name))
	}
	return answer, s.logRead(ctx, schools[0], "attendance.ListLetters", req.GetStudentId())
}
