package attendance

import (
	"context"

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

// classMonthOf adds the registers of a class up. Half days of study are those that the
// timetable held before today, and those of today with a register: a lesson that is
// still to come is nobody's presence.
func (s *Service) classMonthOf(ctx context.Context, r reach, class roster.Class, school roster.School, first, last string) (classMonth, error) {
	m := classMonth{class: class}
	var err error
	if m.rules, err = s.rollupRules(class.SchoolYear, school.HalfDayRule); err != nil {
		return m, err
	}
	stays, err := store.Stays(ctx, s.db, class.ID, first, last)
	if err != nil {
		return m, err
	}
	registers, err := store.ClassMonth(ctx, s.db, class.ID, first, last)
	if err != nil {
		return m, err
	}
	entries, err := s.judge(ctx, s.db, registers.Absences, r.today)
	if err != nil {
		return m, err
	}
	held, err := s.held(ctx, r, class.ID, first, last)
	if err != nil {
		return m, err
	}
	taken := make(map[string]bool, len(registers.Lessons))
	for _, l := range registers.Lessons {
		taken[l.LessonID] = true
	}
	lessons := registers.Lessons
	for _, l := range held {
		if !taken[l.LessonID] {
			m.missing++
			lessons = append(lessons, l)
		}
	}
	m.study = len(rollup.HalfDays(presences(lessons, nil), rollup.Bounds{}, m.rules))
	others, err := s.unlisted(ctx, stays, entries)
	if err != nil {
		return m, err
	}
	m.rows = m.addUp(stays, others, registers.Lessons, lessons, entries)
	return m, nil
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

// held are the lessons of a class that the timetable held before today.
func (s *Service) held(ctx context.Context, r reach, classID, first, last string) ([]store.Taken, error) {
	last = min(last, dayBefore(r.today))
	if last < first {
		return nil, nil
	}
	answer, err := s.timetable.ListStudyHalfDays(ctx, &timetablev1.ListStudyHalfDaysRequest{ClassId: classID, From: first, To: last})
	if err != nil {
		return nil, err
	}
	var lessons []store.Taken
	for _, half := range answer.GetHalfDays() {
		for _, l := range half.GetLessons() {
			lessons = append(lessons, store.Taken{
				LessonID: l.GetLessonId(), ClassID: classID, Group: l.GetGroup(), Date: half.GetDate(), Half: half.GetHalf(),
				Minutes: int(l.GetMinutes()),
			})
		}
	}
	return lessons, nil
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
