package moutamadris

import (
	"context"

	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	moutamadrisv1 "github.com/massar-platform/massar/proto/gen/massar/moutamadris/v1"
)

// GetHome gives the first screen in one answer: who, which class, the newest marks.
func (s *Service) GetHome(ctx context.Context, _ *moutamadrisv1.GetHomeRequest) (*moutamadrisv1.GetHomeResponse, error) {
	student, place, err := s.student(ctx)
	if err != nil {
		return nil, err
	}
	marks, err := s.grade.GetStudentMarks(ctx, &gradev1.GetStudentMarksRequest{StudentId: self(ctx)})
	if err != nil {
		return nil, err
	}
	return &moutamadrisv1.GetHomeResponse{
		Student:     student,
		School:      place.GetRef(),
		SchoolYear:  marks.GetSchoolYear(),
		Semester:    marks.GetSemester(),
		LatestMarks: latest(marks),
		Average:     marks.GetAverage(),
	}, nil
}
