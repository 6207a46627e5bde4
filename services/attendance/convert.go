package attendance

import (
	"fmt"
	"time"

	"github.com/massar-platform/massar/platform/clock"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/roster"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/attendance/internal/absence"
	"github.com/massar-platform/massar/services/attendance/internal/store"
)

// instant is an instant as JSON shows it.
func instant(micros int64) string {
	return time.UnixMicro(micros).UTC().Format(time.RFC3339Nano)
}

// hour is a minute of the day as JSON shows it.
func hour(minute int) string { return fmt.Sprintf("%02d:%02d", minute/60, minute%60) }

// minuteOf reads an hour as hour writes it.
func minuteOf(text string) (int, error) {
	at, err := time.Parse("15:04", text)
	if err != nil {
		return 0, errs.E(errs.Internal, errorsv1.Reason_INTERNAL, "reading an hour of the timetable", err)
	}
	return at.Hour()*60 + at.Minute(), nil
}

// instantOf is a minute of a school day by the clock on the wall.
func instantOf(day string, minute int) (time.Time, error) {
	date, err := clock.ParseDate(day)
	if err != nil {
		return time.Time{}, errs.E(errs.DataLoss, errorsv1.Reason_INTERNAL, "reading the day of a lesson", err)
	}
	return time.Date(date.Year(), date.Month(), date.Day(), 0, minute, 0, 0, clock.Zone()), nil
}

func pickText(lang localtext.Lang, ar, fr string) string {
	if lang == localtext.French {
		return fr
	}
	return ar
}

// scriptOf picks the script of a person's name; a name in one script only is shown
// as it is.
func scriptOf(n roster.Name, lang localtext.Lang) string {
	if (lang == localtext.French && n.Latin != "") || n.Ar == "" {
		return n.Latin
	}
	return n.Ar
}

// byline names who wrote something. Offices have accounts but no staff record here,
// so their office is named.
func byline(names map[string]roster.Name, person string, lang localtext.Lang) string {
	if name := scriptOf(names[person], lang); name != "" {
		return name
	}
	return pickText(lang, "إدارة المؤسسة", "Administration de l'établissement")
}

func nameOf(n roster.Name) *typev1.Name { return &typev1.Name{Ar: n.Ar, Latin: n.Latin} }

func (s *Service) subjectOf(code string, lang localtext.Lang) *typev1.Subject {
	subject := &typev1.Subject{Code: code, Name: code}
	if known, ok := s.ref.Subject(code); ok {
		subject.Name = pickText(lang, known.Name.Ar, known.Name.Fr)
	}
	return subject
}

func attendanceOf(state absence.State) typev1.Attendance_Value {
	return typev1.Attendance_Value(typev1.Attendance_Value_value[state.String()])
}

func justificationOf(state absence.JustificationState) typev1.Absence_Justification_Value {
	return typev1.Absence_Justification_Value(typev1.Absence_Justification_Value_value[state.String()])
}

// standingOf is unspecified for what is no absence.
func standingOf(standing absence.Standing) typev1.Absence_Standing_Value {
	return typev1.Absence_Standing_Value(typev1.Absence_Standing_Value_value[standing.String()])
}

// lessonOf shows the lesson of a register as it was kept.
func (s *Service) lessonOf(reg store.Register, names map[string]roster.Name, lang localtext.Lang) *typev1.Lesson {
	return &typev1.Lesson{
		LessonId: reg.LessonID, Date: reg.Date, Start: hour(reg.Start), End: hour(reg.End),
		Subject: s.subjectOf(reg.Subject, lang),
		Teacher: &typev1.Teacher{StaffId: reg.StaffID, Name: nameOf(names[reg.StaffID])},
		Room:    reg.Room, Class: &typev1.ClassRef{ClassId: reg.ClassID, Label: reg.ClassLabel}, Group: reg.Group,
		Status: typev1.Lesson_Status_Value(typev1.Lesson_Status_Value_value[reg.Status]), Note: reg.Note,
	}
}
