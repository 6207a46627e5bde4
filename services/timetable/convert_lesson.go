package timetable

import (
	"context"
	"fmt"

	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/sqldb"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/timetable/internal/pattern"
	"github.com/massar-platform/massar/services/timetable/internal/store"
)

// lessonNames are what lessons are called for people.
type lessonNames struct {
	labels map[string]string
	staff  map[string]roster.Name
}

// namesOf reads the labels of classes and the names of teachers of some lessons of one school.
func namesOf(ctx context.Context, q sqldb.Querier, school string, lessons []pattern.Lesson) (lessonNames, error) {
	classes, staff := make([]string, 0, len(lessons)), make([]string, 0, len(lessons))
	for _, l := range lessons {
		classes, staff = append(classes, l.Class), append(staff, l.Staff)
	}
	labels, err := store.ClassLabels(ctx, q, school, unique(classes))
	if err != nil {
		return lessonNames{}, err
	}
	names, err := roster.StaffNames(ctx, q, unique(staff))
	return lessonNames{labels: labels, staff: names}, err
}

// unique gives each text once, in the order of first appearance, without the empty one.
func unique(texts []string) []string {
	seen := make(map[string]bool, len(texts))
	var list []string
	for _, text := range texts {
		if text != "" && !seen[text] {
			seen[text] = true
			list = append(list, text)
		}
	}
	return list
}

// lessonOf shows a lesson in a language.
func (s *Service) lessonOf(l pattern.Lesson, names lessonNames, lang localtext.Lang) *typev1.Lesson {
	lesson := &typev1.Lesson{
		LessonId: l.ID, Date: l.Date, Subject: s.subjectOf(l.Subject, lang), Room: l.Room, Group: l.Group, Note: l.Note,
		Class:  &typev1.ClassRef{ClassId: l.Class, Label: names.labels[l.Class]},
		Status: typev1.Lesson_Status_Value(typev1.Lesson_Status_Value_value[string(l.Status)]),
	}
	if l.Timed() {
		lesson.Start, lesson.End = clockText(l.Start), clockText(l.End)
	}
	if l.Staff != "" {
		name := names.staff[l.Staff]
		lesson.Teacher = &typev1.Teacher{StaffId: l.Staff, Name: &typev1.Name{Ar: name.Ar, Latin: name.Latin}}
	}
	return lesson
}

// editable shows a lesson that may be changed: with its version.
func (s *Service) editable(l pattern.Lesson, names lessonNames, lang localtext.Lang) *typev1.Lesson {
	lesson := s.lessonOf(l, names, lang)
	lesson.Version = lessonVersion(l)
	return lesson
}

// subjectOf names a subject; one that the reference data no longer have keeps its code.
func (s *Service) subjectOf(code string, lang localtext.Lang) *typev1.Subject {
	subject, ok := s.ref.Subject(code)
	if !ok {
		return &typev1.Subject{Code: code, Name: code}
	}
	return &typev1.Subject{Code: code, Name: inLang(lang, subject.Name.Ar, subject.Name.Fr)}
}

// inLang picks the text of a language, or the other one where there is none.
func inLang(lang localtext.Lang, ar, fr string) string {
	if (lang == localtext.French && fr != "") || ar == "" {
		return fr
	}
	return ar
}

// clockText shows minutes after midnight as HH:MM.
func clockText(minutes int) string { return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60) }

// eventOf shows an event in a language.
func eventOf(e store.Event, lang localtext.Lang) *typev1.SchoolEvent {
	return &typev1.SchoolEvent{
		EventId: e.ID, Kind: typev1.SchoolEvent_Kind_Value(typev1.SchoolEvent_Kind_Value_value[string(e.Kind)]),
		Title: inLang(lang, e.TitleAr, e.TitleFr), From: e.First, To: e.Last, ClassIds: e.Classes,
	}
}
