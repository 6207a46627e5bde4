package refdata

import (
	"slices"
	"strconv"
)

// Rules of attendance in rules.csv, by name. Which missed lessons make a half
// day, how long a register stays open and when an absence raises an alert are
// not written in any decree that we found: each is one dated row, and its status
// says how sure it is.
const (
	// RuleAbsenceDelay is how many days an absence waits for its justification.
	RuleAbsenceDelay = "absence_delay_days"
	// RuleRegisterBefore is how many minutes before a lesson its register opens.
	RuleRegisterBefore = "register_open_before_minutes"
	// RuleRegisterAfter is how many hours after a lesson its register needs no reason.
	RuleRegisterAfter = "register_open_after_hours"
	// RuleRegisterLate is how many days after a lesson its register may still be
	// handed in, with a reason.
	RuleRegisterLate = "register_late_days"
	// RuleJustificationAhead is how many days ahead an absence may be announced.
	RuleJustificationAhead = "justification_ahead_days"
	// RuleJustificationDocument is how many days after an absence a guardian may
	// send papers.
	RuleJustificationDocument = "justification_document_days"
	// RuleJustificationMax is the longest absence of one justification, in days.
	RuleJustificationMax = "justification_max_days"
	// RuleJustificationAnswer is how many days a justification holds that the school
	// does not answer, from the later of its last day and the day it was brought.
	RuleJustificationAnswer = "justification_answer_days"
)

var (
	attendanceNumbers = []string{
		RuleAbsenceDelay, RuleRegisterBefore, RuleRegisterAfter, RuleRegisterLate,
		RuleJustificationAhead, RuleJustificationDocument, RuleJustificationMax, RuleJustificationAnswer,
		"risk_unjustified_percent", "critical_unjustified_percent",
	}
	attendanceWords = map[string][]string{
		"late_counts":           {"0", "1"},
		"sent_to_office_counts": {"0", "1"},
		"saturday_half_days":    {"0", "1", "2"},
		"half_day_rule":         {"ANY", "ALL", "SHARE"},
		"half_day_mixed":        {"UNJUSTIFIED", "JUSTIFIED"},
		"month_rate_rounding":   {"HALF_UP", "TRUNCATE"},
		"sheet_hours":           {"ALL", "REST"},
		"sheet_undecided":       {"UNJUSTIFIED", "JUSTIFIED", "LEFT_OUT"},
	}
)

// RuleNumber is the value of a rule that is a whole number, such as a count of
// days. ok is false where the rule is unknown or no whole number.
func (s *Set) RuleNumber(name, year string) (n int, ok bool) {
	n, err := strconv.Atoi(s.RuleValue(name, year))
	return n, err == nil && n >= 0
}

// checkAttendance wants every rule of attendance in a form that can be applied,
// in every row: a misspelt one would silently change all totals of a year.
func checkAttendance(c *checker, s *Set) {
	for _, name := range attendanceNumbers {
		rows := c.openRule(s, name)
		for _, r := range rows {
			n, err := strconv.Atoi(r.Value)
			c.expect(err == nil && n >= 0 && n <= 1000, "rules.csv: %s: %q is no whole number from 0 to 1000", name, r.Value)
		}
	}
	for name, words := range attendanceWords {
		for _, r := range c.openRule(s, name) {
			c.expect(slices.Contains(words, r.Value), "rules.csv: %s: %q is none of %v", name, r.Value, words)
		}
	}
	for _, r := range c.openRule(s, "half_day_share") {
		share, err := ParseFraction(r.Value)
		c.expect(err == nil && share.Num > 0 && share.Num <= share.Den, "rules.csv: half_day_share: %q is no share above 0 and up to 1", r.Value)
	}
}

// openRule gives the rows of a rule, of which the oldest must be open to the past.
func (c *checker) openRule(s *Set, name string) []RuleRow {
	rows := s.rules[name]
	c.expect(len(rows) > 0 && rows[len(rows)-1].From == "", "rules.csv: %s needs a row that is open to the past", name)
	return rows
}
