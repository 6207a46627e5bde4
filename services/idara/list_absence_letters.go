package idara

import (
	"context"

	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
)

// ListAbsenceLetters lists the letters about a student.
func (s *Service) ListAbsenceLetters(ctx context.Context, req *idarav1.ListAbsenceLettersRequest) (*idarav1.ListAbsenceLettersResponse, error) {
	out, err := s.attendance.ListLetters(ctx, &attendancev1.ListLettersRequest{
		StudentId: req.GetStudentId(),
	})
	if err != nil {
		return nil, err
	}
	return &idarav1.ListAbsenceLettersResponse{AbsenceLetters: out.GetLetters()}, nil
}
