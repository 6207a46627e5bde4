package absence

import (
	"errors"
	"fmt"
	"strconv"
)

// ErrUnknownRule is returned by NewRules for a value it does not know.
var ErrUnknownRule = errors.New("unknown value of an attendance rule")

// Rules are the dated answers of the reference data for one school year: that of
// the day of the lesson.
type Rules struct {
	// DelayDays is how many days an absence waits for its justification.
	DelayDays int
	// AnswerDays is how many days a justification that waits for the office holds.
	AnswerDays int
	Window     WindowRules
	// AheadDays is how long ahead an absence may be announced, DocumentDays how
	// long after it a guardian may send papers, MaxDays the longest one.
	AheadDays, DocumentDays, MaxDays int
}

// WindowRules say when the register of a lesson may be written.
type WindowRules struct {
	BeforeMinutes int // before the lesson's start
	AfterHours    int // after its end, without a reason
	LateDays      int // after its day, with a reason
}

// Setting is what a school sets for itself; nil keeps the dated rule.
type Setting struct{ AfterHours *int }

// NewRules reads the rules by name ("absence_delay_days",
// "register_open_before_minutes" and so on). value is the lookup of the reference
// data at a school year. An unknown or absent value is ErrUnknownRule.
func NewRules(value func(name string) string) (Rules, error) {
	var fault error
	number := func(name string) int {
		n, err := strconv.Atoi(value(name))
		if err != nil || n < 0 {
			fault = errors.Join(fault, fmt.Errorf("%w: %s %q", ErrUnknownRule, name, value(name)))
		}
		return n
	}
	r := Rules{
		DelayDays:  number("absence_delay_days"),
		AnswerDays: number("justification_answer_days"),
		Window: WindowRules{
			BeforeMinutes: number("register_open_before_minutes"),
			AfterHours:    number("register_open_after_hours"),
			LateDays:      number("register_late_days"),
		},
		AheadDays:    number("justification_ahead_days"),
		DocumentDays: number("justification_document_days"),
		MaxDays:      number("justification_max_days"),
	}
	if fault != nil {
		return Rules{}, fault
	}
	return r, nil
}

// With replaces the rule that a school has set.
func (r WindowRules) With(s Setting) WindowRules {
	if s.AfterHours != nil {
		r.AfterHours = *s.AfterHours
	}
	return r
}
