package attendance

import (
	"encoding/json"
	"errors"
	"strings"

	"github.com/massar-platform/massar/platform/clock"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/roster"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/attendance/internal/absence"
	"github.com/massar-platform/massar/services/attendance/internal/letter"
	"github.com/massar-platform/massar/services/attendance/internal/rollup"
	"github.com/massar-platform/massar/services/attendance/internal/store"
)

// letterBody is a letter as it stood when it was written, without any language: what changes later, an absence
// that is justified or a name that is put right, does not change what the school sent.
type letterBody struct {
	Reference   string       `json:"reference"`
	Date        string       `json:"date"`
	School      string       `json:"school"`
	SchoolName  bothNames    `json:"schoolName"`
	Directorate bothNames    `json:"directorate"`
	Academy     bothNames    `json:"academy"`
	Student     bothNames    `json:"student"`
	MassarCode  string       `json:"massarCode"`
	Class       string       `json:"class"`
	Lines       []letterLine `json:"lines"`
	Totals      letterTotals `json:"totals"`
	DelayDays   int          `json:"delayDays"`
	// AnswerBy is the last day on which one of the absences can be justified in time; empty where none can.
	AnswerBy string `json:"answerBy"`
}

// bothNames is a name in Arabic and in Latin letters.
type bothNames struct {
	Ar string `json:"ar"`
	Fr string `json:"fr"`
}

func (n bothNames) in(lang localtext.Lang) string {
	return scriptOf(roster.Name{Ar: n.Ar, Latin: n.Fr}, lang)
}

type letterLine struct {
	Date          string    `json:"date"`
	Start         string    `json:"start"`
	End           string    `json:"end"`
	Subject       bothNames `json:"subject"`
	State         string    `json:"state"`
	MinutesLate   int       `json:"minutesLate,omitempty"`
	Justification string    `json:"justification,omitempty"`
	Standing      string    `json:"standing,omitempty"`
}

type letterTotals struct {
	HalfDays         string `json:"halfDays"`
	HoursJustified   string `json:"hoursJustified"`
	HoursUnjustified string `json:"hoursUnjustified"`
	HoursUndecided   string `json:"hoursUndecided"`
}

// newLetter takes the letter down.
func (s *Service) newLetter(id, today string, school roster.School, student roster.Student, class string, list []judged, totals rollup.Totals) (letterBody, error) {
	rules, err := s.absenceRules(s.yearOf(today))
	if err != nil {
		return letterBody{}, err
	}
	shown := totalsOf(totals)
	b := letterBody{
		Reference: strings.ToUpper(id[len(id)-8:]), Date: today, School: school.Code,
		SchoolName: bothNames{Ar: school.Name.Ar, Fr: school.Name.Latin}, Student: bothNames{Ar: student.Name.Ar, Fr: student.Name.Latin},
		MassarCode: student.MassarCode, Class: class, DelayDays: rules.DelayDays,
		Totals: letterTotals{shown.GetHalfDays(), shown.GetHoursJustified(), shown.GetHoursUnjustified(), shown.GetHoursUndecided()},
	}
	b.Directorate, b.Academy = s.aboveSchool(school.Node)
	// Read by people from the first day on.
	for i := len(list) - 1; i >= 0; i-- {
		a := list[i]
		b.Lines = append(b.Lines, letterLine{
			Date: a.Date, Start: hour(a.Start), End: hour(a.End), State: a.State.String(), MinutesLate: a.MinutesLate,
			Subject:       bothNames{Ar: s.subjectOf(a.Subject, localtext.Arabic).GetName(), Fr: s.subjectOf(a.Subject, localtext.French).GetName()},
			Justification: a.Justification.String(), Standing: a.Standing.String(),
		})
		if a.Standing == absence.Undecided && a.JustifyBy >= today {
			b.AnswerBy = max(b.AnswerBy, a.JustifyBy)
		}
	}
	return b, nil
}

// aboveSchool names the directorate and the academy above a school, as far as its place in the tree tells.
func (s *Service) aboveSchool(node string) (directorate, academy bothNames) {
	steps := strings.Split(node, "/") // ma, academy, directorate, school
	if len(steps) > 1 {
		if known, ok := s.ref.Academy(steps[1]); ok {
			academy = bothNames{Ar: known.Title, Fr: known.Name.Fr}
		}
	}
	if len(steps) > 2 {
		if known, ok := s.ref.Directorate(steps[2]); ok {
			directorate = bothNames{Ar: known.Title, Fr: "Direction provinciale : " + known.Name.Fr}
		}
	}
	return directorate, academy
}

// page is the letter in one language.
func (b letterBody) page(l store.Letter, lang localtext.Lang) (letter.Letter, error) {
	page := letter.Letter{
		Lang: lang, Reference: b.Reference, Date: b.Date, From: l.From, To: l.To,
		School: letter.School{
			Name: b.SchoolName.in(lang), Code: b.School, Directorate: b.Directorate.in(lang), Academy: b.Academy.in(lang),
		},
		Student:   letter.Student{Name: b.Student.in(lang), MassarCode: b.MassarCode, Class: b.Class},
		Totals:    letter.Totals(b.Totals),
		DelayDays: b.DelayDays, AnswerBy: b.AnswerBy,
	}
	for _, line := range b.Lines {
		state, known := absence.ParseState(line.State)
		if !known {
			return page, errs.E(errs.DataLoss, errorsv1.Reason_INTERNAL, "reading a letter", errors.New("a state that is not known"))
		}
		verdict := absence.Verdict{}
		if line.Justification != "" {
			verdict.Justification, _ = absence.ParseJustificationState(line.Justification)
		}
		verdict.Standing, _ = absence.ParseStanding(line.Standing)
		page.Lines = append(page.Lines, letter.Line{
			Date: line.Date, Start: line.Start, End: line.End, Subject: line.Subject.in(lang),
			State: state, MinutesLate: line.MinutesLate, Verdict: verdict,
		})
	}
	return page, nil
}

// bodyOf reads what was taken down.
func bodyOf(l store.Letter) (letterBody, error) {
	var b letterBody
	if err := json.Unmarshal([]byte(l.Body), &b); err != nil {
		return b, errs.E(errs.DataLoss, errorsv1.Reason_INTERNAL, "reading a letter", err)
	}
	return b, nil
}

func letterProto(l store.Letter, name roster.Name) *typev1.AbsenceLetter {
	return &typev1.AbsenceLetter{
		LetterId: l.ID, StudentId: l.StudentID, StudentName: nameOf(name), From: l.From, To: l.To,
		IssuedAt: instant(l.At), Absences: int32(l.Absences),
	}
}

// maxLetterDays is how many days after its first the last day of a letter may be.
const maxLetterDays = 100

// letterDays refuses days that are none, and too many.
func letterDays(from, to string) error {
	first, err := clock.ParseDate(from)
	if err != nil {
		return dateInvalid("from", err)
	}
	last, err := clock.ParseDate(to)
	if err != nil || last.Before(first) || first.AddDate(0, 0, maxLetterDays).Before(last) {
		return dateInvalid("to", err)
	}
	return nil
}
