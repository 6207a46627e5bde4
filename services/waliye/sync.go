package waliye

import (
	"context"
	"slices"
	"strings"

	"github.com/massar-platform/massar/platform/mirror"
	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	waliyev1 "github.com/massar-platform/massar/proto/gen/massar/waliye/v1"
)

// ofChildren is how the names of all that is about children begin.
const ofChildren = "child/"

// Sync gives what the app lacks of all that it shows the guardian. Of a child that a custody decision keeps from him
// there is nothing but its line: what the app held of it is gone.
func (s *Service) Sync(ctx context.Context, req *waliyev1.SyncRequest) (*waliyev1.SyncResponse, error) {
	var children []*waliyev1.Child
	now, err := mirror.Gather(ctx,
		mirror.Read("me", func(ctx context.Context) (*waliyev1.GetMeResponse, error) {
			return s.GetMe(ctx, &waliyev1.GetMeRequest{})
		}, mirror.Whole[*waliyev1.GetMeResponse]("me")),
		mirror.Read("children", func(ctx context.Context) (*waliyev1.ListChildrenResponse, error) {
			return s.ListChildren(ctx, &waliyev1.ListChildrenRequest{})
		}, func(list *waliyev1.ListChildrenResponse) mirror.Doc {
			children = list.GetChildren()
			return mirror.List("children", children)
		}),
	)
	if err != nil {
		return nil, err
	}
	if slices.Contains(now.Unread, "children") {
		now.Unread = append(now.Unread, ofChildren)
		return mirror.Answer(now, req.GetHeld(), s.clock.Now(), &waliyev1.SyncResponse{})
	}
	var sources []mirror.Source
	for _, child := range children {
		if len(child.GetRestrictions()) == 0 {
			sources = append(sources, s.childSources(child.GetStudentId())...)
		}
	}
	family, err := mirror.Gather(ctx, sources...)
	if err != nil {
		return nil, err
	}
	now.Add(family)
	return mirror.Answer(now, req.GetHeld(), s.clock.Now(), &waliyev1.SyncResponse{})
}

// childSources read what there is of one child.
func (s *Service) childSources(child string) []mirror.Source {
	base := ofChildren + child + "/"
	week := func(later int) mirror.Source {
		name := s.clock.Week(later)
		return mirror.Read(base+"week/"+name, func(ctx context.Context) (*typev1.Week, error) {
			return s.timetable.GetStudentWeek(ctx, &timetablev1.GetStudentWeekRequest{StudentId: child, Week: name})
		}, func(week *typev1.Week) mirror.Doc { return mirror.Week(base, week) })
	}
	return []mirror.Source{
		{Part: base + "marks/", Read: func(ctx context.Context) ([]mirror.Doc, error) {
			return mirror.Year(base, func(year string, semester int32) (*typev1.StudentMarks, error) {
				return s.grade.GetStudentMarks(ctx, &gradev1.GetStudentMarksRequest{StudentId: child, SchoolYear: year, Semester: semester})
			})
		}},
		week(0), week(1),
		mirror.Read(base+"absences", func(ctx context.Context) (*typev1.StudentAbsences, error) {
			return s.attendance.ListStudentAbsences(ctx, &attendancev1.ListStudentAbsencesRequest{StudentId: child})
		}, func(absences *typev1.StudentAbsences) mirror.Doc { return mirror.Absences(base, absences) }),
		mirror.Read(base+"path", func(ctx context.Context) (*schoolv1.ListPathResponse, error) {
			return s.school.ListPath(ctx, &schoolv1.ListPathRequest{StudentId: child})
		}, func(path *schoolv1.ListPathResponse) mirror.Doc { return mirror.Path(base, path.GetSteps()) }),
		mirror.Read(base+"justifications", func(ctx context.Context) (*attendancev1.ListJustificationsResponse, error) {
			return s.attendance.ListJustifications(ctx, &attendancev1.ListJustificationsRequest{StudentId: child, PageSize: newestJustifications})
		}, func(list *attendancev1.ListJustificationsResponse) mirror.Doc { return justifications(base, list) }),
		mirror.Read(base+"guardians", func(ctx context.Context) (*waliyev1.ListChildGuardiansResponse, error) {
			return s.ListChildGuardians(ctx, &waliyev1.ListChildGuardiansRequest{StudentId: child})
		}, func(list *waliyev1.ListChildGuardiansResponse) mirror.Doc {
			return mirror.List(base+"guardians", list.GetGuardians())
		}),
	}
}

// newestJustifications is how many justifications of a child an app keeps.
const newestJustifications = 200

func justifications(base string, list *attendancev1.ListJustificationsResponse) mirror.Doc {
	doc := mirror.Doc{Name: base + "justifications"}
	var orders mirror.Orders
	for _, justification := range list.GetJustifications() {
		// RFC 3339 in UTC: the digits up to the second sort as the instants do.
		at := strings.NewReplacer("-", "", ":", "", "T", "", "Z", "").Replace(justification.GetSubmittedAt())
		at, _, _ = strings.Cut(at, ".")
		doc.Items = append(doc.Items, mirror.Item{Order: orders.Down(at), Value: justification})
	}
	return doc
}
