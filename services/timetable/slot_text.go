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

// slotText names a lesson: subject, class, teacher, weekday and hour, and the day
// where it is a lesson of one day. date is a day on which it is held.
func (d *desk) slotText(s pattern.Slot, date string) string {
	arabic := d.lang != localtext.French
	class := d.classes[s.Class].Label
	if s.Group != "" {
		class += " " + s.Group
	}
	when := ""
	if t, ok := d.pattern.Times(date, s.Period, s.Count); ok {
		when = clockText(t.Start)
	}
	parts := []string{d.subjectOf(s.Subject, d.lang).GetName(), apart(class, arabic)}
	if name := d.staffName(s.Staff); name != "" {
		parts = append(parts, apart(name, arabic))
	}
	if s.Room != "" {
		parts = append(parts, apart(s.Room, arabic))
	}
	day := weekdayName(s.Weekday, d.lang)
	if oneDay(s) {
		day += " " + apart(s.From, arabic)
	}
	parts = append(parts, strings.TrimSpace(day+" "+apart(when, arabic)))
	if arabic {
		return strings.Join(parts, "، ")
	}
	return strings.Join(parts, ", ")
}

// staffName is a teacher's name in the script of the reader, or else in the other.
func (d *desk) staffName(id string) string {
	name := d.staff[id].Name
	return inLang(d.lang, name.Ar, name.Latin)
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
