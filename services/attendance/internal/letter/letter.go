package letter

import (
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"

	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/services/attendance/internal/absence"
)

// ErrInvalid is the cause of a refusal of a letter that cannot be written.
var ErrInvalid = errors.New("letter: the letter cannot be written")

// Bounds of one letter.
const (
	maxLines = 500
	maxText  = 200 // characters of one field
)

// Letter is a letter to a guardian about absences.
type Letter struct {
	Lang      localtext.Lang
	Reference string // the number under which the school keeps it
	Date      string // the day of the letter, "2026-11-23"
	School    School
	Guardian  string // empty: "the guardian of"
	Student   Student
	From, To  string // the days that the letter speaks of, both included
	Lines     []Line
	Totals    Totals
	// DelayDays is the time to justify, AnswerBy its last day; with an empty
	// AnswerBy the letter asks for nothing.
	DelayDays int
	AnswerBy  string
	Signatory string // name of who signs, may be empty
}

// School is the head of the letter. Names are those of the letter's language.
type School struct{ Name, Code, Directorate, Academy, City string }

// Student is whom the letter is about.
type Student struct{ Name, MassarCode, Class string }

// Line is one missed lesson or late arrival.
type Line struct {
	Date        string // "2026-11-02"
	Start, End  string // "08:30"
	Subject     string
	State       absence.State
	MinutesLate int
	Verdict     absence.Verdict
}

// Totals are the figures of the letter as the roll-up prints them.
type Totals struct{ HalfDays, HoursJustified, HoursUnjustified, HoursUndecided string }

// cleaned gives the letter with every text as it may be printed, or why it cannot
// be written. Marks that turn the direction of what follows are dropped: with them
// a name could reorder the sentence that it stands in.
func (l Letter) cleaned() (Letter, error) {
	if l.Lang != localtext.Arabic && l.Lang != localtext.French {
		return l, fmt.Errorf("%w: there is no letter in this language", ErrInvalid)
	}
	if len(l.Lines) > maxLines {
		return l, fmt.Errorf("%w: %d lines, over %d", ErrInvalid, len(l.Lines), maxLines)
	}
	for _, day := range []string{l.Date, l.From, l.To} {
		if _, err := time.Parse(time.DateOnly, day); err != nil {
			return l, fmt.Errorf("%w: a day cannot be read", ErrInvalid)
		}
	}
	if l.AnswerBy != "" {
		if _, err := time.Parse(time.DateOnly, l.AnswerBy); err != nil {
			return l, fmt.Errorf("%w: the last day cannot be read", ErrInvalid)
		}
	}
	texts := []*string{
		&l.Reference, &l.School.Name, &l.School.Code, &l.School.Directorate, &l.School.Academy, &l.School.City, &l.Guardian,
		&l.Student.Name, &l.Student.MassarCode, &l.Student.Class, &l.Signatory,
		&l.Totals.HalfDays, &l.Totals.HoursJustified, &l.Totals.HoursUnjustified, &l.Totals.HoursUndecided,
	}
	lines := make([]Line, len(l.Lines))
	for i, line := range l.Lines {
		if _, err := time.Parse(time.DateOnly, line.Date); err != nil {
			return l, fmt.Errorf("%w: the day of line %d cannot be read", ErrInvalid, i+1)
		}
		lines[i] = line
		texts = append(texts, &lines[i].Start, &lines[i].End, &lines[i].Subject)
	}
	l.Lines = lines
	for _, text := range texts {
		*text = clean(*text)
	}
	if l.Student.Name == "" || l.School.Name == "" {
		return l, fmt.Errorf("%w: it needs a student and a school", ErrInvalid)
	}
	return l, nil
}

// clean drops what cannot be printed and cuts a text that no field can need.
func clean(s string) string {
	s = strings.ToValidUTF8(s, "")
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), r == unicode.ReplacementChar, r == 0xFEFF, r >= 0xFFF9 && r <= 0xFFFF:
			return -1
		}
		return r
	}, s)
	runes := []rune(strings.Join(strings.Fields(s), " "))
	if len(runes) > maxText {
		runes = append(runes[:maxText-1], '…')
	}
	return string(runes)
}
