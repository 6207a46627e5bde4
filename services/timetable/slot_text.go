package timetable

import (
	"fmt"
	"strings"

	"github.com/massar-platform/massar/platform/localtext"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/timetable/internal/pattern"
)

// slotProto is a slot as the office sees it.
func (d *desk) slotProto(s pattern.Slot) *typev1.Slot {
	name := d.staff[s.Staff].Name
	to := s.To
	if to == d.ends {
		to = ""
	}
	return &typev1.Slot{
		SlotId: s.ID, Class: &typev1.ClassRef{ClassId: s.Class, Label: d.classes[s.Class].Label}, Group: s.Group,
		Subject: d.subjectOf(s.Subject, d.lang),
		Teacher: &typev1.Teacher{StaffId: s.Staff, Name: &typev1.Name{Ar: name.Ar, Latin: name.Latin}},
		Room:    s.Room, Weekday: int32(s.Weekday), Period: int32(s.Period), Periods: int32(s.Count), From: s.From, To: to,
	}
}

// slotText names a lesson for the caller. date is a day on which it is held.
func (d *desk) slotText(s pattern.Slot, date string) string {
	return d.named(s, date).text(d.Service, d.lang)
}

// namedLesson is what a lesson is called, in no language yet: findings about a file
// are kept so.
type namedLesson struct {
	Subject string `json:"subject"`
	Class   string `json:"class"`
	Ar      string `json:"ar,omitempty"`
	Latin   string `json:"latin,omitempty"`
	Room    string `json:"room,omitempty"`
	Weekday int    `json:"weekday"`
	// Date is set for a lesson of one day only.
	Date  string `json:"date,omitempty"`
	Start string `json:"start,omitempty"`
}

func (d *desk) named(s pattern.Slot, date string) namedLesson {
	teacher := d.staff[s.Staff].Name
	n := namedLesson{Subject: s.Subject, Class: d.classes[s.Class].Label, Ar: teacher.Ar, Latin: teacher.Latin, Room: s.Room, Weekday: s.Weekday}
	if s.Group != "" {
		n.Class += " " + s.Group
	}
	if oneDay(s) {
		n.Date = s.From
	}
	if t, ok := d.pattern.Times(date, s.Period, s.Count); ok {
		n.Start = clockText(t.Start)
	}
	return n
}

// text names the lesson: subject, class, teacher, room, weekday and hour, and the day
// where it is a lesson of one day.
func (n namedLesson) text(s *Service, lang localtext.Lang) string {
	arabic := lang != localtext.French
	parts := []string{s.subjectOf(n.Subject, lang).GetName(), apart(n.Class, arabic)}
	for _, part := range []string{inLang(lang, n.Ar, n.Latin), n.Room} {
		if part != "" {
			parts = append(parts, apart(part, arabic))
		}
	}
	when := []string{weekdayName(n.Weekday, lang)}
	for _, part := range []string{n.Date, n.Start} {
		if part != "" {
			when = append(when, apart(part, arabic))
		}
	}
	parts = append(parts, strings.Join(when, " "))
	if arabic {
		return strings.Join(parts, "، ")
	}
	return strings.Join(parts, ", ")
}

// apart keeps a label, a Latin name or an hour in its own direction inside an Arabic
// sentence.
func apart(text string, arabic bool) string {
	if !arabic || text == "" {
		return text
	}
	return "\u2068" + text + "\u2069"
}

func weekdayName(weekday int, lang localtext.Lang) string {
	names := [...]string{"", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت"}
	if lang == localtext.French {
		names = [...]string{"", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"}
	}
	if weekday < 1 || weekday >= len(names) {
		return ""
	}
	return names[weekday]
}

// kindText says what two lessons cannot share.
func kindText(kind pattern.Kind, lang localtext.Lang) string {
	french := lang == localtext.French
	switch {
	case kind == pattern.ClassConflict && french:
		return "Classe déjà occupée : "
	case kind == pattern.ClassConflict:
		return "القسم مشغول: "
	case kind == pattern.TeacherConflict && french:
		return "Enseignant déjà occupé : "
	case kind == pattern.TeacherConflict:
		return "الأستاذ مشغول: "
	case french:
		return "Salle déjà occupée : "
	}
	return "القاعة مشغولة: "
}

// periodText names an hour that the school does not have.
func periodText(s pattern.Slot, date string, lang localtext.Lang) string {
	hour := fmt.Sprint(s.Period)
	if s.Count > 1 {
		hour = fmt.Sprintf("%d-%d", s.Period, s.Period+s.Count-1)
	}
	if lang == localtext.French {
		return fmt.Sprintf("%s %s, séance %s", weekdayName(s.Weekday, lang), date, hour)
	}
	return fmt.Sprintf("%s %s، الحصة %s", weekdayName(s.Weekday, lang), apart(date, true), apart(hour, true))
}
