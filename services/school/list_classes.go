package school

import (
	"context"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/page"
	"github.com/massar-platform/massar/platform/rpc"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	"github.com/massar-platform/massar/services/school/internal/store"
)

// ListClasses lists the classes of a school (office, officers), or those the teacher teaches today with his subjects.
func (s *Service) ListClasses(ctx context.Context, req *schoolv1.ListClassesRequest) (*schoolv1.ListClassesResponse, error) {
	p, err := caller(ctx)
	if err != nil {
		return nil, err
	}
	year, err := s.year(req.GetSchoolYear())
	if err != nil {
		return nil, err
	}
	asked, err := page.Parse(req.GetPageSize(), req.GetPageToken(), 2, "classes", p.PersonID, req.GetSchoolCode(), year)
	if err != nil {
		return nil, err
	}
	teacher := p.Role == optionsv1.Role_ROLE_TEACHER
	if teacher && req.GetSchoolCode() != "" && !ids.ValidGRESA(req.GetSchoolCode()) {
		return &schoolv1.ListClassesResponse{}, nil
	}
	var classes []store.Class
	if teacher {
		classes, err = store.ListTaughtClasses(ctx, s.db, p.PersonID, year, req.GetSchoolCode(), s.clock.Today(), after(asked, 0), after(asked, 1), asked.Limit())
	} else {
		var school store.School
		if school, err = s.officeSchool(ctx, s.db, req.GetSchoolCode()); err != nil {
			return nil, err
		}
		classes, err = store.ListClasses(ctx, s.db, school.Code, year, s.clock.Today(), after(asked, 0), after(asked, 1), asked.Limit())
	}
	if err != nil {
		return nil, err
	}
	answer := &schoolv1.ListClassesResponse{}
	classes, answer.NextPageToken = page.Next(asked, classes, func(one store.Class) []string { return []string{one.SortKey, one.ID} })
	subjects, err := s.classSubjects(ctx, p, classes)
	if err != nil {
		return nil, err
	}
	for _, class := range classes {
		one := s.classProto(class)
		for _, code := range subjects[class.ID] {
			one.Subjects = append(one.Subjects, s.subjectProto(code, rpc.Lang(ctx)))
		}
		answer.Classes = append(answer.Classes, one)
	}
	return answer, nil
}

// classSubjects gives the subjects of each class: those of the teacher, or all that its level teaches.
func (s *Service) classSubjects(ctx context.Context, p auth.Principal, classes []store.Class) (map[string][]string, error) {
	subjects := make(map[string][]string, len(classes))
	if p.Role == optionsv1.Role_ROLE_TEACHER {
		assignments, err := store.ListTeacherAssignments(ctx, s.db, p.PersonID, s.clock.Today())
		if err != nil {
			return nil, err
		}
		for _, a := range assignments {
			subjects[a.ClassID] = append(subjects[a.ClassID], a.Subject)
		}
		return subjects, nil
	}
	for _, class := range classes {
		for _, taught := range s.ref.Subjects(class.Level, class.Stream, class.Year) {
			subjects[class.ID] = append(subjects[class.ID], taught.Subject.Code)
		}
	}
	return subjects, nil
}
