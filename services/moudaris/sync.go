package moudaris

import (
	"context"
	"slices"

	"github.com/massar-platform/massar/platform/mirror"
	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	moudarisv1 "github.com/massar-platform/massar/proto/gen/massar/moudaris/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

const (
	// everyPage is the largest page; no teacher has more classes, nor sheets in a semester.
	everyPage = 500
	// weeksBack is how far back a school day is looked for: past the longest break.
	weeksBack = 3
	// How the names of what is read one by one begin.
	ofClasses, ofSheets, ofRegisters = "class/", "sheet/", "register/"
)

// Sync gives what the app lacks of all that it shows the teacher, and of all that he may write without a network.
func (s *Service) Sync(ctx context.Context, req *moudarisv1.SyncRequest) (*moudarisv1.SyncResponse, error) {
	var lists teaching
	now, err := mirror.Gather(ctx, s.listSources(&lists)...)
	if err != nil {
		return nil, err
	}
	for list, members := range map[string]string{"classes": ofClasses, "sheets": ofSheets} {
		if slices.Contains(now.Unread, list) {
			now.Unread = append(now.Unread, members)
		}
	}
	whole, err := mirror.Gather(ctx, s.wholeSources(&lists)...)
	if err != nil {
		return nil, err
	}
	now.Add(whole)
	return mirror.Answer(now, req.GetHeld(), s.clock.Now(), &moudarisv1.SyncResponse{})
}

// teaching is what decides which classes, sheets and registers a teacher's app keeps whole.
type teaching struct {
	classes []*typev1.ClassInfo
	sheets  []*typev1.MarkSheetHead
	lessons []*typev1.Lesson
}

// listSources read what is short, and note what else there is to read.
func (s *Service) listSources(lists *teaching) []mirror.Source {
	week := func(later int) mirror.Source {
		name := s.clock.Week(later)
		return mirror.Read("week/"+name, func(ctx context.Context) (*typev1.Week, error) { return s.ownWeek(ctx, name) },
			func(week *typev1.Week) mirror.Doc { return mirror.Week("", week) })
	}
	return []mirror.Source{
		mirror.Read("me", func(ctx context.Context) (*moudarisv1.GetMeResponse, error) {
			return s.GetMe(ctx, &moudarisv1.GetMeRequest{})
		}, mirror.Whole[*moudarisv1.GetMeResponse]("me")),
		mirror.Read("classes", func(ctx context.Context) (*moudarisv1.ListClassesResponse, error) {
			return s.ListClasses(ctx, &moudarisv1.ListClassesRequest{PageSize: everyPage})
		}, func(list *moudarisv1.ListClassesResponse) mirror.Doc {
			lists.classes = list.GetClasses()
			return mirror.List("classes", lists.classes)
		}),
		mirror.Read("sheets", s.heads, func(heads []*typev1.MarkSheetHead) mirror.Doc {
			lists.sheets = heads
			return mirror.List("sheets", heads)
		}),
		week(0), week(1),
		{Part: ofRegisters, Read: func(ctx context.Context) (_ []mirror.Doc, err error) {
			lists.lessons, err = s.lessonsToTake(ctx)
			return nil, err
		}},
	}
}

// heads are the sheets of both semesters, today's first.
func (s *Service) heads(ctx context.Context) ([]*typev1.MarkSheetHead, error) {
	today, err := s.grade.ListMarkSheets(ctx, &gradev1.ListMarkSheetsRequest{PageSize: everyPage})
	if err != nil || len(today.GetMarkSheets()) == 0 {
		return nil, err
	}
	head := today.GetMarkSheets()[0]
	const both = 3
	other, err := s.grade.ListMarkSheets(ctx, &gradev1.ListMarkSheetsRequest{
		SchoolYear: head.GetSchoolYear(), Semester: both - head.GetSemester(), PageSize: everyPage,
	})
	return append(today.GetMarkSheets(), other.GetMarkSheets()...), err
}

func (s *Service) ownWeek(ctx context.Context, week string) (*typev1.Week, error) {
	return s.timetable.GetTeacherWeek(ctx, &timetablev1.GetTeacherWeekRequest{Week: week})
}

// lessonsToTake are the lessons of today and of the last day before it on which the teacher had any.
func (s *Service) lessonsToTake(ctx context.Context) ([]*typev1.Lesson, error) {
	today, last := s.clock.Today(), ""
	var found []*typev1.Lesson
	for back := 0; back <= weeksBack && last == ""; back++ {
		week, err := s.ownWeek(ctx, s.clock.Week(-back))
		if err != nil {
			return nil, err
		}
		for _, lesson := range week.GetLessons() {
			held := lesson.GetStatus() != typev1.Lesson_Status_CANCELLED
			if held && lesson.GetDate() == today {
				found = append(found, lesson)
			}
			if held && lesson.GetDate() < today {
				last = max(last, lesson.GetDate())
			}
		}
		for _, lesson := range week.GetLessons() {
			if last != "" && lesson.GetDate() == last && lesson.GetStatus() != typev1.Lesson_Status_CANCELLED {
				found = append(found, lesson)
			}
		}
	}
	return found, nil
}

// wholeSources read what the teacher works in: lists of students, sheets of today's semester, registers.
func (s *Service) wholeSources(lists *teaching) []mirror.Source {
	var sources []mirror.Source
	for _, class := range lists.classes {
		name := ofClasses + class.GetClassId() + "/students"
		sources = append(sources, mirror.Read(name, func(ctx context.Context) (*moudarisv1.ListClassStudentsResponse, error) {
			return s.ListClassStudents(ctx, &moudarisv1.ListClassStudentsRequest{ClassId: class.GetClassId()})
		}, func(list *moudarisv1.ListClassStudentsResponse) mirror.Doc {
			return mirror.Numbered(name, list.GetStudents(), (*typev1.Student).GetNumber)
		}))
	}
	for _, head := range lists.sheets {
		if head.GetSemester() != lists.sheets[0].GetSemester() {
			continue
		}
		name := ofSheets + head.GetMarkSheetId()
		sources = append(sources, mirror.Read(name, func(ctx context.Context) (*typev1.MarkSheet, error) {
			return s.grade.GetMarkSheet(ctx, &gradev1.GetMarkSheetRequest{MarkSheetId: head.GetMarkSheetId()})
		}, func(sheet *typev1.MarkSheet) mirror.Doc {
			doc := mirror.Numbered(name, sheet.GetRows(), (*typev1.SheetRow).GetNumber)
			sheet.Rows = nil
			return doc.With(sheet)
		}))
	}
	for _, lesson := range lists.lessons {
		name := ofRegisters + lesson.GetLessonId()
		sources = append(sources, mirror.Read(name, func(ctx context.Context) (*typev1.Register, error) {
			return s.attendance.GetRegister(ctx, &attendancev1.GetRegisterRequest{LessonId: lesson.GetLessonId()})
		}, func(register *typev1.Register) mirror.Doc {
			doc := mirror.Numbered(name, register.GetEntries(), (*typev1.RegisterEntry).GetNumber)
			register.Entries = nil
			return doc.With(register)
		}))
	}
	return sources
}
