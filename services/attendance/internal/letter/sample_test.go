package letter_test

import (
	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/services/attendance/internal/absence"
	"github.com/massar-platform/massar/services/attendance/internal/letter"
)

// sample is a letter with every kind of line. All persons are invented.
func sample(lang localtext.Lang) letter.Letter {
	l := letter.Letter{
		Lang: lang, Reference: "2026-11/0042", Date: "2026-11-23",
		School:   letter.School{Name: "الثانوية الإعدادية النخيل", Code: "55976T", Directorate: "عمالة: مراكش", Academy: "مراكش - آسفي", City: "مراكش"},
		Guardian: "فاطمة الزهراء الإدريسي",
		Student:  letter.Student{Name: "Amine EL FASSI (أمين الفاسي)", MassarCode: "G200000001", Class: "2APIC-1"},
		From:     "2026-11-02", To: "2026-11-21", DelayDays: 3, AnswerBy: "2026-11-26", Signatory: "عبد الله لا لا",
		Totals: letter.Totals{HalfDays: "3", HoursJustified: "2", HoursUnjustified: "4.5", HoursUndecided: "1"},
	}
	subjects := []string{"الرياضيات", "اللغة الفرنسية (Français)", "علوم الحياة والأرض", "التربية البدنية", "الفيزياء والكيمياء", "المعلوميات"}
	if lang == localtext.French {
		l.School = letter.School{Name: "Collège Annakhil", Code: "55976T", Directorate: "Préfecture de Marrakech", Academy: "Marrakech-Safi", City: "Marrakech"}
		l.Guardian, l.Signatory = "Fatima Ezzahra EL IDRISSI", "A. Benâli"
		subjects = []string{"Mathématiques", "Langue arabe (اللغة العربية)", "Sciences de la vie et de la Terre", "Éducation physique", "Physique-chimie", "Informatique"}
	}
	verdict := func(j absence.JustificationState, s absence.Standing) absence.Verdict {
		return absence.Verdict{Justification: j, Standing: s}
	}
	l.Lines = []letter.Line{
		{Date: "2026-11-02", Start: "08:30", End: "09:30", Subject: subjects[0], State: absence.Absent, Verdict: verdict(absence.None, absence.Unjustified)},
		{Date: "2026-11-02", Start: "09:30", End: "10:30", Subject: subjects[1], State: absence.Absent, Verdict: verdict(absence.Refused, absence.Unjustified)},
		{Date: "2026-11-12", Start: "14:00", End: "16:00", Subject: subjects[2], State: absence.Absent, Verdict: verdict(absence.Accepted, absence.Justified)},
		{Date: "2026-11-17", Start: "08:30", End: "09:30", Subject: subjects[3], State: absence.Late, MinutesLate: 7},
		{Date: "2026-11-20", Start: "10:30", End: "11:30", Subject: subjects[4], State: absence.Absent, Verdict: verdict(absence.Pending, absence.Undecided)},
		{Date: "2026-11-21", Start: "11:30", End: "12:30", Subject: subjects[5], State: absence.Absent, Verdict: verdict(absence.None, absence.Undecided)},
	}
	return l
}
