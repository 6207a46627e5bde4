package attendance

import (
	"context"
	"slices"

	"github.com/massar-platform/massar/platform/roster"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	"github.com/massar-platform/massar/services/attendance/internal/rollup"
	"github.com/massar-platform/massar/services/attendance/internal/store"
)

// classMonth is the attendance of a class in a month.
type classMonth struct {
	class roster.Class
	rules rollup.Rules
	// study is the number of half days with lessons, of whatever group.
	study int
	// missing is the number of lessons whose register nobody took.
	missing int
	rows    []studentMonth
}

// studentMonth is one student's line of it.
type studentMonth struct {
	student roster.Member
	totals  rollup.Totals
}

// classMonthOf is classMonthsOf for one class.
func (s *Service) classMonthOf(ctx context.Context, r reach, class roster.Class, school roster.School, first, last string) (classMonth, error) {
	months, err := s.classMonthsOf(ctx, r, []roster.Class{class}, school, first, last)
	if err != nil {
		return classMonth{}, err
	}
	return months[0], nil
}

// classMonthsOf adds the registers of classes of a school up, in their order; all of them are read at once. Half days
// of study are those that the timetable held before today, and those of today with a register: a lesson that is still
// to come is nobody's presence.
func (s *Service) classMonthsOf(ctx context.Context, r reach, classes []roster.Class, school roster.School, first, last string) ([]classMonth, error) {
	ids := make([]string, len(classes))
	for i, class := range classes {
		ids[i] = class.ID
	}
	stays, err := store.ClassesStays(ctx, s.db, school.Code, ids, first, last)
	if err != nil {
		return nil, err
	}
	registers, err := store.ClassesMonth(ctx, s.db, school.Code, ids, first, last)
	if err != nil {
		return nil, err
	}
	judged, err := s.judge(ctx, s.db, registers.Absences, r.today)
	if err != nil {
		return nil, err
	}
	own, err := roster.AttendanceRules(ctx, s.db, school.Code)
	if err != nil {
		return nil, err
	}
	held, err := s.held(ctx, r, school.Code, ids, first, last)
	if err != nil {
		return nil, err
	}
	taken, entries := map[string][]store.Taken{}, entriesByClass(judged)
	for _, l := range registers.Lessons {
		taken[l.ClassID] = append(taken[l.ClassID], l)
	}
	months := make([]classMonth, len(classes))
	for i, class := range classes {
		m := classMonth{class: class}
		if m.rules, err = s.rollupRules(class.SchoolYear, own); err != nil {
			return nil, err
		}
		lessons := m.lessons(taken[class.ID], held[class.ID])
		m.study = len(rollup.HalfDays(presences(lessons, nil), rollup.Bounds{}, m.rules))
		others, err := s.unlisted(ctx, stays[class.ID], entries[class.ID])
		if err != nil {
			return nil, err
		}
		m.rows = m.addUp(stays[class.ID], others, taken[class.ID], lessons, entries[class.ID])
		months[i] = m
	}
	return months, nil
}

func entriesByClass(entries []judged) map[string][]judged {
	by := map[string][]judged{}
	for _, e := range entries {
		by[e.ClassID] = append(by[e.ClassID], e)
	}
	return by
}

// lessons are those with a register and those that were held without one, which it counts.
func (m *classMonth) lessons(taken, held []store.Taken) []store.Taken {
	known := make(map[string]bool, len(taken))
	for _, l := range taken {
		known[l.LessonID] = true
	}
	all := slices.Clone(taken)
	for _, l := range held {
		if !known[l.LessonID] {
			m.missing++
			all = append(all, l)
		}
	}
	return all
}

// unlisted are the students with entries who are not of the class list, which was put right since: they belong to
// the lessons with an entry of theirs, and to no other.
func (s *Service) unlisted(ctx context.Context, stays []store.Stay, entries []judged) ([]roster.Member, error) {
	seen := map[string]bool{}
	for _, one := range stays {
		seen[one.StudentID] = true
	}
	var ids []string
	for _, e := range entries {
		if !seen[e.StudentID] {
			seen[e.StudentID] = true
			ids = append(ids, e.StudentID)
		}
	}
	known, err := roster.Students(ctx, s.db, ids)
	if err != nil {
		return nil, err
	}
	members := make([]roster.Member, len(ids))
	for i, id := range ids {
		members[i] = roster.Member{StudentID: id, MassarCode: known[id].MassarCode, Name: known[id].Name}
	}
	return members, nil
}

// addUp makes the rows of a month: those of the class list, then others with entries.
// Absent half days come from the lessons taken, half days of study from all that were held.
func (m *classMonth) addUp(list []store.Stay, others []roster.Member, taken, held []store.Taken, entries []judged) []studentMonth {
	byStudent := map[string][]judged{}
	for _, e := range entries {
		byStudent[e.StudentID] = append(byStudent[e.StudentID], e)
	}
	stays := map[string][]tenure{}
	var rows []studentMonth
	for _, one := range list {
		if stays[one.StudentID] == nil {
			rows = append(rows, studentMonth{student: one.Member})
		}
		stays[one.StudentID] = append(stays[one.StudentID], tenure{ClassID: m.class.ID, Groups: one.Groups, From: one.From, To: one.To})
	}
	for _, one := range others {
		rows = append(rows, studentMonth{student: one})
		stays[one.StudentID] = []tenure{} // no lesson is his by the class list
	}
	for i, row := range rows {
		mine := attendances(taken, stays[row.student.StudentID], byLesson(byStudent[row.student.StudentID]))
		rows[i].totals = rollup.Sum(rollup.Months(mine, rollup.Bounds{}, m.rules))
		study := append(mine, presences(held, stays[row.student.StudentID])...)
		rows[i].totals.StudyHalfDays = int64(len(rollup.HalfDays(study, rollup.Bounds{}, m.rules)))
	}
	return rows
}

// presences are lessons as half days of study count them; with stays, those of one student.
func presences(lessons []store.Taken, stays []tenure) []rollup.Attendance {
	list := make([]rollup.Attendance, 0, len(lessons))
	for _, l := range lessons {
		if stays == nil || ofStays(stays, l.ClassID, l.Group, l.Date) {
			list = append(list, rollup.Attendance{LessonID: l.LessonID, Date: l.Date, Half: halfOf(l.Half), Minutes: l.Minutes})
		}
	}
	return list
}

// held are the lessons of classes that the timetable held before today, by class: of one it is asked alone, else of
// the whole school at once.
func (s *Service) held(ctx context.Context, r reach, school string, classIDs []string, first, last string) (map[string][]store.Taken, error) {
	last = min(last, dayBefore(r.today))
	if last < first || len(classIDs) == 0 {
		return nil, nil
	}
	if r.system {
		answer, err := s.timetable.ListSchoolStudy(ctx, &timetablev1.ListSchoolStudyRequest{SchoolCode: school, From: first, To: last})
		return heldLessons(answer.GetHalfDays(), len(classIDs)), err
	}
	req := &timetablev1.ListStudyHalfDaysRequest{SchoolCode: school, From: first, To: last}
	if len(classIDs) == 1 {
		req.SchoolCode, req.ClassId = "", classIDs[0]
	}
	answer, err := s.timetable.ListStudyHalfDays(ctx, req)
	if err != nil {
		return nil, err
	}
	return heldLessons(answer.GetHalfDays(), len(classIDs)), nil
}

// heldLessons are the lessons of half days by class.
func heldLessons(halfDays []*timetablev1.StudyHalfDay, classes int) map[string][]store.Taken {
	lessons := make(map[string][]store.Taken, classes)
	for _, half := range halfDays {
		class := half.GetClassId()
		for _, l := range half.GetLessons() {
			lessons[class] = append(lessons[class], store.Taken{
				LessonID: l.GetLessonId(), ClassID: class, Group: l.GetGroup(), Date: half.GetDate(), Half: half.GetHalf(),
				Minutes: int(l.GetMinutes()),
			})
		}
	}
	return lessons
}

// total adds the rows up.
func (m *classMonth) total() rollup.Totals {
	var sum rollup.Totals
	for _, row := range m.rows {
		sum = sum.Plus(row.totals)
	}
	return sum
}

// unjustifiedRate is the share of a student's study half days that he missed without
// justification, in percent.
func (m *classMonth) unjustifiedRate(t rollup.Totals) string {
	missed := rollup.Totals{StudyHalfDays: t.StudyHalfDays}
	missed.HalfDays.Unjustified = t.StudyHalfDays - t.HalfDays.Unjustified
	rate, _ := m.rules.Rate(missed)
	return rate
}
