package school

import (
	"context"

	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	"github.com/massar-platform/massar/services/school/internal/store"
)

// ListClassStudents lists the students of a class in list order, those who left last.
func (s *Service) ListClassStudents(ctx context.Context, req *schoolv1.ListClassStudentsRequest) (*schoolv1.ListClassStudentsResponse, error) {
	class, err := s.reachClass(ctx, s.db, req.GetClassId())
	if err != nil {
		return nil, err
	}
	students, err := store.ListClassStudents(ctx, s.db, class.ID, s.clock.Today())
	if err != nil {
		return nil, err
	}
	members, err := store.ListGroupMembers(ctx, s.db, class.ID, s.clock.Today())
	if err != nil {
		return nil, err
	}
	groups := make(map[string][]string, len(students))
	for _, group := range groupsOf(members) {
		for _, id := range group.GetStudentIds() {
			groups[id] = append(groups[id], group.GetName())
		}
	}
	current, _ := s.ref.SchoolYear(s.clock.Today())
	answer := &schoolv1.ListClassStudentsResponse{}
	for _, student := range s.roll(class, students) {
		one := s.studentProto(student)
		one.Groups = groups[student.ID]
		if class.Year < current && isIn(student, s.clock.Today()) {
			// Who stayed to the end of a past year is in that class no more.
			one.Status = store.Left
		}
		answer.Students = append(answer.Students, one)
	}
	return answer, nil
}

// roll leaves out of a class list who was taken back before he began, who is to come from another class later,
// and the past of who left and came back. Those who are in the class come first.
func (s *Service) roll(class store.Class, students []store.Student) []store.Student {
	today, listed := s.clock.Today(), make(map[string]bool, len(students))
	running := today >= s.firstLesson(class.Year)
	kept := students[:0]
	for _, student := range students {
		never := student.To != "" && student.To <= student.From && student.Ended != store.DidNotJoin
		later := running && student.From > today
		if never || later || listed[student.ID] {
			continue
		}
		listed[student.ID] = true
		kept = append(kept, student)
	}
	return kept
}
