package grading

// PassRule is the dated rule of one certificate.
type PassRule struct {
	PassMark Rational
	// SecondSession says that the certificate has one; it is open from
	// SecondFloor up to the pass mark, and with SecondOnZero also to whoever has a
	// 0 in a paper.
	SecondSession bool
	SecondFloor   Rational
	SecondOnZero  bool
}

// Mention is one band of a scale of mentions: from Min up to the next band. Code
// is the caller's key for its labels.
type Mention struct {
	Min  Rational
	Code string
}

// Decision is what a general average leads to. Decided is false where there is
// no number yet; then nothing else is set.
type Decision struct {
	Decided       bool
	Passed        bool
	SecondSession bool
	Mention       string // Code of the band, only where passed
}

// Decide compares the exact value of the last step, never the printed one: an
// exact 9.995 prints 10.00 and does not pass. papers are the marks of the exam
// whose zeros open the second session; nil where the rule does not ask.
func Decide(average Result, papers []Result, rule PassRule, mentions []Mention) Decision {
	if average.State != Graded {
		return Decision{}
	}
	d := Decision{Decided: true, Passed: average.Exact.Cmp(rule.PassMark) >= 0}
	if d.Passed {
		if m, ok := MentionOf(average.Exact, mentions); ok {
			d.Mention = m.Code
		}
		return d
	}
	if !rule.SecondSession {
		return d
	}
	d.SecondSession = average.Exact.Cmp(rule.SecondFloor) >= 0
	if rule.SecondOnZero {
		for _, p := range papers {
			d.SecondSession = d.SecondSession || (p.State == Graded && p.Exact.Sign() == 0)
		}
	}
	return d
}

// MentionOf gives the highest band that the exact value reaches; the order of
// the bands does not matter.
func MentionOf(value Rational, mentions []Mention) (Mention, bool) {
	var best Mention
	found := false
	for _, m := range mentions {
		if value.Cmp(m.Min) >= 0 && (!found || m.Min.Cmp(best.Min) > 0) {
			best, found = m, true
		}
	}
	return best, found
}
