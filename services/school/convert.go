package school

import (
	"github.com/massar-platform/massar/platform/localtext"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/refdata"
	"github.com/massar-platform/massar/services/school/internal/store"
)

func name(ar, latin string) *typev1.Name { return &typev1.Name{Ar: ar, Latin: latin} }

// label picks the caller's language, with the other script where one is empty.
func label(l refdata.Label, lang localtext.Lang) string { return pick(l.Ar, l.Fr, lang) }

func pick(ar, latin string, lang localtext.Lang) string {
	if lang == localtext.French && latin != "" || ar == "" {
		return latin
	}
	return ar
}

// settings are those of a school on a day, with its rules of attendance of other days.
func settings(s store.School, rules []store.AttendanceRule, day string) *schoolv1.SchoolSettings {
	shown := &schoolv1.SchoolSettings{ShowRank: s.ShowRank, EarlyRelease: s.EarlyRelease}
	for _, rule := range rules {
		if rule.From <= day {
			shown.RegisterHours, shown.HalfDayRule = rule.RegisterHours, rule.HalfDayRule
		}
		shown.AttendanceRules = append(shown.AttendanceRules, &typev1.AttendanceRule{
			From: rule.From, RegisterHours: rule.RegisterHours, HalfDayRule: rule.HalfDayRule,
		})
	}
	return shown
}

func schoolProto(s store.School, settled *schoolv1.SchoolSettings, lang localtext.Lang) *schoolv1.School {
	return &schoolv1.School{
		SchoolCode: s.Code,
		Node:       s.Node,
		Name:       name(s.NameAr, s.NameLatin),
		Cycle:      s.Cycle,
		Settings:   settled,
		Ref:        &typev1.SchoolRef{SchoolCode: s.Code, Name: pick(s.NameAr, s.NameLatin, lang)},
	}
}

func (s *Service) classProto(c store.Class) *typev1.ClassInfo {
	return &typev1.ClassInfo{
		ClassId: c.ID, Label: c.Label, Level: c.Level, Stream: c.Stream,
		SchoolYear: c.Year, StudentCount: int32(c.Students), SchoolCode: c.School,
	}
}

func (s *Service) subjectProto(code string, lang localtext.Lang) *typev1.Subject {
	subject, ok := s.ref.Subject(code)
	if !ok {
		return &typev1.Subject{Code: code, Name: code}
	}
	return &typev1.Subject{Code: code, Name: label(subject.Name, lang)}
}

func (s *Service) studentProto(in store.Student) *typev1.Student {
	return &typev1.Student{
		StudentId: in.ID, MassarCode: in.MassarCode, Name: name(in.NameAr, in.NameLatin), Number: int32(in.Number),
		BirthDate: in.BirthDate, Sex: in.Sex, SchoolCode: in.School, Status: statusOn(in, s.clock.Today()),
		Class: &typev1.ClassRef{ClassId: in.ClassID, Label: in.Label},
	}
}

func staffProto(in store.Staff) *schoolv1.Staff {
	return &schoolv1.Staff{
		StaffId: in.ID, SchoolCode: in.School, Name: name(in.NameAr, in.NameLatin), Email: in.Email, Ppr: in.PPR, Kind: in.Kind,
	}
}

func (s *Service) assignmentProto(in store.Assignment, lang localtext.Lang) *schoolv1.Assignment {
	return &schoolv1.Assignment{
		AssignmentId: in.ID,
		Class:        &typev1.ClassRef{ClassId: in.ClassID, Label: in.Label},
		Subject:      s.subjectProto(in.Subject, lang),
		StaffId:      in.StaffID,
		StaffName:    name(in.StaffNameAr, in.StaffLatin),
		From:         in.From,
		To:           in.To,
	}
}
