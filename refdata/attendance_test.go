package refdata_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/refdata"
)

func TestAttendanceRules(t *testing.T) {
	s := load(t)
	for name, want := range map[string]int{
		refdata.RuleAbsenceDelay: 3, refdata.RuleRegisterBefore: 10, refdata.RuleRegisterAfter: 24, refdata.RuleRegisterLate: 14,
		refdata.RuleJustificationAhead: 60, refdata.RuleJustificationDocument: 30, refdata.RuleJustificationMax: 90,
		refdata.RuleJustificationAnswer: 15,
		"saturday_half_days":            1, "late_counts": 0, "sent_to_office_counts": 0,
		"risk_unjustified_percent": 5, "critical_unjustified_percent": 15,
	} {
		n, ok := s.RuleNumber(name, year)
		require.True(t, ok, name)
		require.Equal(t, want, n, name)
		row, ok := s.Rule(name, year)
		require.True(t, ok, name)
		require.NotEmpty(t, row.Status, name)
	}
	for _, name := range []string{"half_day_rule", "half_day_share", "no such rule"} {
		_, ok := s.RuleNumber(name, year)
		require.False(t, ok, name)
	}
	// What nobody confirmed must say so: these rows shape what families are told.
	for _, name := range []string{"half_day_rule", "half_day_share", "half_day_mixed", "sheet_hours", "sheet_undecided"} {
		row, ok := s.Rule(name, year)
		require.True(t, ok, name)
		require.Regexp(t, "^unconfirmed: ", row.Status, name)
	}
}

func TestAttendanceRulesThatCannotBeAppliedAreRefused(t *testing.T) {
	for row, want := range map[string]string{
		"half_day_rule,SOME,2030-2031,,x,":               `half_day_rule: "SOME" is none of`,
		"half_day_share,0,2030-2031,,x,":                 `half_day_share: "0" is no share`,
		"half_day_share,3/2,2030-2031,,x,":               `half_day_share: "3/2" is no share`,
		"half_day_mixed,justified,2030-2031,,x,":         `half_day_mixed: "justified" is none of`,
		"saturday_half_days,3,2030-2031,,x,":             `saturday_half_days: "3" is none of`,
		"late_counts,1/2,2030-2031,,x,":                  `late_counts: "1/2" is none of`,
		"register_late_days,-1,2030-2031,,x,":            `register_late_days: "-1" is no whole number`,
		"absence_delay_days,1.5,2030-2031,,x,":           `absence_delay_days: "1.5" is no whole number`,
		"register_open_after_hours,100000,2030-2031,,x,": `register_open_after_hours: "100000" is no whole number`,
	} {
		_, err := edited(t, map[string]func(string) string{"rules.csv": appended(row)})
		require.ErrorContains(t, err, want)
	}
	_, err := edited(t, map[string]func(string) string{"rules.csv": replaced("half_day_rule,SHARE,,,", "half_day_rule,SHARE,2020-2021,,")})
	require.ErrorContains(t, err, "half_day_rule needs a row that is open to the past")
}
