package moutamadris

import (
	"context"

	"github.com/massar-platform/massar/platform/mirror"
	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	moutamadrisv1 "github.com/massar-platform/massar/proto/gen/massar/moutamadris/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// Sync gives what the app lacks of all that it shows the student.
func (s *Service) Sync(ctx context.Context, req *moutamadrisv1.SyncRequest) (*moutamadrisv1.SyncResponse, error) {
	student := self(ctx)
	week := func(later int) mirror.Source {
		name := s.clock.Week(later)
		return mirror.Read("week/"+name, func(ctx context.Context) (*typev1.Week, error) {
			return s.timetable.GetStudentWeek(ctx, &timetablev1.GetStudentWeekRequest{StudentId: student, Week: name})
		}, func(week *typev1.Week) mirror.Doc { return mirror.Week("", week) })
	}
	now, err := mirror.Gather(ctx,
		mirror.Read("me", func(ctx context.Context) (*moutamadrisv1.GetMeResponse, error) {
			return s.GetMe(ctx, &moutamadrisv1.GetMeRequest{})
		}, mirror.Whole[*moutamadrisv1.GetMeResponse]("me")),
		mirror.Source{Part: "marks/", Read: func(ctx context.Context) ([]mirror.Doc, error) {
			return mirror.Year("", func(year string, semester int32) (*typev1.StudentMarks, error) {
				return s.grade.GetStudentMarks(ctx, &gradev1.GetStudentMarksRequest{StudentId: student, SchoolYear: year, Semester: semester})
			})
		}},
		week(0), week(1),
		mirror.Read("absences", func(ctx context.Context) (*typev1.StudentAbsences, error) {
			return s.attendance.ListStudentAbsences(ctx, &attendancev1.ListStudentAbsencesRequest{StudentId: student})
		}, func(absences *typev1.StudentAbsences) mirror.Doc { return mirror.Absences("", absences) }),
		mirror.Read("path", func(ctx context.Context) (*schoolv1.ListPathResponse, error) {
			return s.school.ListPath(ctx, &schoolv1.ListPathRequest{StudentId: student})
		}, func(path *schoolv1.ListPathResponse) mirror.Doc { return mirror.Path("", path.GetSteps()) }),
	)
	if err != nil {
		return nil, err
	}
	return mirror.Answer(now, req.GetHeld(), s.clock.Now(), &moutamadrisv1.SyncResponse{})
}
