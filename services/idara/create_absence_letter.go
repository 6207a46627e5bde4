package idara

import (
	"context"

	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
)

// CreateAbsenceLetter writes to the guardians of a student.
func (s *Service) CreateAbsenceLetter(ctx context.Context, req *idarav1.CreateAbsenceLetterRequest) (*idarav1.AbsenceLetterResponse, error) {
	out, err := s.attendance.CreateLetter(ctx, &attendancev1.CreateLetterRequest{
		StudentId: req.GetStudentId(),
		From:      req.GetFrom(),
		To:        req.GetTo(),
	})
	if err != nil {
		return nil, err
	}
	return &idarav1.AbsenceLetterResponse{AbsenceLetter: out}, nil
}
