package grading

import (
	"errors"
	"fmt"
	"strconv"
)

// ErrUnknownRule is returned by NewRules for a value it does not know: a rule
// that is misread would silently change every average.
var ErrUnknownRule = errors.New("unknown value of a grading rule")

// Treatment is what a cell without a mark does to a mean.
type Treatment uint8

const (
	// Leaves takes the cell out of the mean, or the subject with its coefficient.
	Leaves Treatment = iota
	// CountsZero puts a 0 into the mean.
	CountsZero
)

// AverageFrom says which figure of one step the next step takes.
type AverageFrom uint8

const (
	// Rounded: the next step takes the printed figure, so that a parent can check
	// a report with a pocket calculator.
	Rounded AverageFrom = iota
	// Exact: only the last figure is rounded.
	Exact
)

// Rules are the dated answers of the reference data for one school year. The
// zero value is not complete (an unjustified absence would leave): use NewRules.
type Rules struct {
	Rounding         Rounding
	AverageFrom      AverageFrom
	Justified        Treatment
	Unjustified      Treatment
	Missing          Treatment
	Exempt           Treatment
	StatisticsMin    int // class figures of fewer marks are not shown
	AbsenceDelayDays int // after these an undecided absence is unjustified
}

// NewRules reads the rules by name ("rounding", "average_from",
// "absence_justified", "absence_unjustified", "missing", "exempt",
// "statistics_min", "absence_delay_days"). value is the lookup of the reference
// data at a school year. An unknown or absent value is refused with
// ErrUnknownRule.
func NewRules(value func(name string) string) (Rules, error) {
	p := ruleReader{value: value}
	r := Rules{
		Rounding:         Rounding(p.word("rounding", "HALF_UP", "TRUNCATE")),
		AverageFrom:      AverageFrom(p.word("average_from", "ROUNDED", "EXACT")),
		Justified:        Treatment(p.word("absence_justified", "LEAVES", "ZERO")),
		Unjustified:      Treatment(p.word("absence_unjustified", "LEAVES", "ZERO")),
		Missing:          Treatment(p.word("missing", "LEAVES", "ZERO")),
		Exempt:           Treatment(p.word("exempt", "LEAVES", "ZERO")),
		StatisticsMin:    p.number("statistics_min"),
		AbsenceDelayDays: p.number("absence_delay_days"),
	}
	if p.err != nil {
		return Rules{}, p.err
	}
	return r, nil
}

type ruleReader struct {
	value func(string) string
	err   error
}

// word gives the position of the value among the words.
func (p *ruleReader) word(name string, words ...string) uint8 {
	for i, w := range words {
		if p.value(name) == w {
			return uint8(i)
		}
	}
	p.fail(name)
	return 0
}

func (p *ruleReader) number(name string) int {
	n, err := strconv.Atoi(p.value(name))
	if err != nil || n < 0 {
		p.fail(name)
	}
	return n
}

func (p *ruleReader) fail(name string) {
	p.err = errors.Join(p.err, fmt.Errorf("%w: %s %q", ErrUnknownRule, name, p.value(name)))
}

// Weights are the shares of controls and activities in a subject mark.
type Weights struct {
	Controls   Rational
	Activities Rational
}

// ErrWeights is returned by NewWeights for shares that are not two parts of 1.
var ErrWeights = errors.New("weights of controls and activities must make 1")

// NewWeights checks that both shares are 0 or more and make 1.
func NewWeights(controls, activities Rational) (Weights, error) {
	if controls.Sign() < 0 || activities.Sign() < 0 || controls.Add(activities) != Whole(1) {
		return Weights{}, fmt.Errorf("%w: %s and %s", ErrWeights, controls, activities)
	}
	return Weights{Controls: controls, Activities: activities}, nil
}

// HasActivities reports whether the mark sheet has an activities column: there
// is none where activities weigh 0.
func (w Weights) HasActivities() bool { return w.Activities.Sign() > 0 }
