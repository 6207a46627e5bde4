package waliye

import (
	"context"

	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	waliyev1 "github.com/massar-platform/massar/proto/gen/massar/waliye/v1"
)

// GetChildHome gives a child's first screen in one answer.
func (s *Service) GetChildHome(ctx context.Context, req *waliyev1.GetChildHomeRequest) (*waliyev1.GetChildHomeResponse, error) {
	student, err := s.school.GetStudent(ctx, &schoolv1.GetStudentRequest{StudentId: req.GetStudentId()})
	if err != nil {
		return nil, err
	}
	place, err := s.school.GetSchool(ctx, &schoolv1.GetSchoolRequest{SchoolCode: student.GetSchoolCode()})
	if err != nil {
		return nil, err
	}
	marks, err := s.grade.GetStudentMarks(ctx, &gradev1.GetStudentMarksRequest{StudentId: req.GetStudentId()})
	if err != nil {
		return nil, err
	}
	return &waliyev1.GetChildHomeResponse{
		Student:     student,
		School:      place.GetRef(),
		SchoolYear:  marks.GetSchoolYear(),
		Semester:    marks.GetSemester(),
		LatestMarks: latest(marks),
		Average:     marks.GetAverage(),
	}, nil
}
