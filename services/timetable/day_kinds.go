package timetable

import (
	"github.com/massar-platform/massar/platform/localtext"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/timetable/internal/bell"
	"github.com/massar-platform/massar/services/timetable/internal/store"
)

// nationalDay says what a day is in the calendar of the country.
func (s *Service) nationalDay(date string, lang localtext.Lang) *typev1.SchoolDay {
	day := &typev1.SchoolDay{Date: date, Kind: typev1.SchoolDay_Kind_SCHOOL}
	if s.ref.IsSchoolDay(date) {
		return day
	}
	for _, kind := range []struct {
		name  string
		value typev1.SchoolDay_Kind_Value
	}{{"holiday", typev1.SchoolDay_Kind_HOLIDAY}, {"break", typev1.SchoolDay_Kind_BREAK}} {
		for _, c := range s.ref.Calendar {
			if c.Kind == kind.name && c.Start <= date && date <= c.End {
				day.Kind, day.Label = kind.value, inLang(lang, c.Name.Ar, c.Name.Fr)
				return day
			}
		}
		if kind.value == typev1.SchoolDay_Kind_HOLIDAY && s.fixedHoliday(day, lang) {
			return day
		}
	}
	if bell.Weekday(date) > bell.Saturday {
		day.Kind = typev1.SchoolDay_Kind_REST
		return day
	}
	// Before the first day of lessons of a year, or after the last one.
	day.Kind, day.Label = typev1.SchoolDay_Kind_BREAK, inLang(lang, "خارج فترة الدراسة", "Hors période de cours")
	return day
}

// fixedHoliday makes a day the national holiday that it is every year.
func (s *Service) fixedHoliday(day *typev1.SchoolDay, lang localtext.Lang) bool {
	year, _ := s.ref.SchoolYear(day.Date)
	for _, h := range s.ref.FixedHolidays {
		if h.Day == day.Date[len("2006-"):] && h.In(year) {
			day.Kind, day.Label = typev1.SchoolDay_Kind_HOLIDAY, inLang(lang, h.Name.Ar, h.Name.Fr)
			return true
		}
	}
	return false
}

// schoolDay says what a day is for a class, or for a whole school where no class is
// named: a school day may be taken by an event.
func (s *Service) schoolDay(date, class string, events []store.Event, lang localtext.Lang) *typev1.SchoolDay {
	day := s.nationalDay(date, lang)
	if day.Kind != typev1.SchoolDay_Kind_SCHOOL {
		return day
	}
	for _, e := range events {
		if !e.Suspends(class, date) {
			continue
		}
		kind := typev1.SchoolDay_Kind_Value(typev1.SchoolDay_Kind_Value_value[string(e.Kind)])
		// Of a closed school nobody asks which exam it closes for.
		if day.Kind != typev1.SchoolDay_Kind_CLOSED {
			day.Kind, day.Label = kind, inLang(lang, e.TitleAr, e.TitleFr)
		}
	}
	return day
}
