package rollup

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// ErrUnknownRule is returned by NewRules for a value it does not know: a rule that
// is misread would silently change every total.
var ErrUnknownRule = errors.New("unknown value of an attendance rule")

// HalfDayRule says which missed lessons make a half day absent.
type HalfDayRule uint8

// The rules of a half day.
const (
	Any   HalfDayRule = iota // one missed lesson is enough
	All                      // every lesson was missed
	Share                    // a share of the minutes was missed
)

// Undecided says where MASSAR's sheet, which knows two kinds, counts what is not
// decided yet.
type Undecided uint8

// The places of what is undecided.
const (
	AsUnjustified Undecided = iota
	AsJustified
	LeftOut
)

// Rules are the dated answers of the reference data for one school year.
type Rules struct {
	HalfDay            HalfDayRule
	ShareNum, ShareDen int64
	// MixedJustified makes a half day justified as soon as one of its missed
	// lessons is; else every one must be.
	MixedJustified bool
	// LateCounts and OfficeCounts make a missed lesson of LATE and SENT_TO_OFFICE.
	LateCounts, OfficeCounts bool
	// SaturdayHalfDays is how many half days the lessons of a Saturday make.
	SaturdayHalfDays int
	// Truncate cuts the rate after two decimals instead of rounding it half up.
	Truncate bool
	// RestHours keeps the hours of absent half days out of the sheet's hours.
	RestHours bool
	Undecided Undecided
	// RiskPercent is the unjustified share of a month from which it is a risk,
	// CriticalPercent the one above which it is critical.
	RiskPercent, CriticalPercent int64

	// since are a school's own rules of half days, in the order of their days.
	since []ruleSince
}

// ruleSince is a rule of half days from a day to that of the next one.
type ruleSince struct {
	from string
	rule HalfDayRule
}

// halfDayWords are the rules of half days by their values.
var halfDayWords = [...]string{"ANY", "ALL", "SHARE"}

// Since are the rules with another one of half days from a day on, in the order of
// days. The empty word is the dated rule, which also holds for the days before the
// first; an unknown one is ErrUnknownRule.
func (r Rules) Since(from, word string) (Rules, error) {
	rule := r.HalfDay
	if word != "" {
		i := slices.Index(halfDayWords[:], word)
		if i < 0 {
			return Rules{}, fmt.Errorf("%w: %s %q", ErrUnknownRule, "half_day_rule", word)
		}
		rule = HalfDayRule(i)
	}
	r.since = append(slices.Clone(r.since), ruleSince{from, rule})
	return r, nil
}

// halfDayOn is the rule of the half days of a day.
func (r Rules) halfDayOn(day string) HalfDayRule {
	rule := r.HalfDay
	for _, s := range r.since {
		if s.from <= day {
			rule = s.rule
		}
	}
	return rule
}

// NewRules reads the rules by name ("half_day_rule", "saturday_half_days" and so
// on). value is the lookup of the reference data at a school year. An unknown or
// absent value is ErrUnknownRule.
func NewRules(value func(name string) string) (Rules, error) {
	p := ruleReader{value: value}
	r := Rules{
		HalfDay:          HalfDayRule(p.word("half_day_rule", halfDayWords[:]...)),
		MixedJustified:   p.word("half_day_mixed", "UNJUSTIFIED", "JUSTIFIED") == 1,
		LateCounts:       p.word("late_counts", "0", "1") == 1,
		OfficeCounts:     p.word("sent_to_office_counts", "0", "1") == 1,
		SaturdayHalfDays: int(p.word("saturday_half_days", "0", "1", "2")),
		Truncate:         p.word("month_rate_rounding", "HALF_UP", "TRUNCATE") == 1,
		RestHours:        p.word("sheet_hours", "ALL", "REST") == 1,
		Undecided:        Undecided(p.word("sheet_undecided", "UNJUSTIFIED", "JUSTIFIED", "LEFT_OUT")),
		RiskPercent:      p.number("risk_unjustified_percent"),
		CriticalPercent:  p.number("critical_unjustified_percent"),
	}
	r.ShareNum, r.ShareDen = p.share("half_day_share")
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

func (p *ruleReader) number(name string) int64 {
	n, err := strconv.ParseInt(p.value(name), 10, 32)
	if err != nil || n < 0 {
		p.fail(name)
	}
	return n
}

// share reads "1" or "1/2": above 0 and not above 1.
func (p *ruleReader) share(name string) (num, den int64) {
	top, bottom, found := strings.Cut(p.value(name), "/")
	if !found {
		bottom = "1"
	}
	num, errNum := strconv.ParseInt(top, 10, 32)
	den, errDen := strconv.ParseInt(bottom, 10, 32)
	if errNum != nil || errDen != nil || num < 1 || num > den {
		p.fail(name)
	}
	return num, den
}

func (p *ruleReader) fail(name string) {
	p.err = errors.Join(p.err, fmt.Errorf("%w: %s %q", ErrUnknownRule, name, p.value(name)))
}
