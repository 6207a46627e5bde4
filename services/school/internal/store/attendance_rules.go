package store

import (
	"context"

	"github.com/massar-platform/massar/platform/sqldb"
)

// AttendanceRule is what a school decides about the attendance of lessons from a day, which is empty for the
// beginning, to the day of its next rule.
type AttendanceRule struct {
	From string
	// RegisterHours is 0 and HalfDayRule empty where the school follows the dated rule.
	RegisterHours int32
	HalfDayRule   string
}

// ruleChange is a row of attendance_rules: what is nil goes on as it was.
type ruleChange struct {
	from  string
	hours *int32
	rule  *string
}

func scanRuleChange(row interface{ Scan(...any) error }) (c ruleChange, err error) {
	err = row.Scan(&c.from, &c.hours, &c.rule)
	return c, err
}

const sqlListAttendanceRules = `
SELECT from_date, register_hours, half_day_rule FROM attendance_rules WHERE school = $1 ORDER BY from_date`

// ListAttendanceRules are the rules of a school in the order of their days, each unlike the one before it.
func ListAttendanceRules(ctx context.Context, q sqldb.Querier, school string) ([]AttendanceRule, error) {
	changes, err := collect(ctx, q, scanRuleChange, sqlListAttendanceRules, school)
	var rules []AttendanceRule
	var last AttendanceRule
	for _, change := range changes {
		next := last
		next.From = change.from
		if change.hours != nil {
			next.RegisterHours = *change.hours
		}
		if change.rule != nil {
			next.HalfDayRule = *change.rule
		}
		if next.RegisterHours != last.RegisterHours || next.HalfDayRule != last.HalfDayRule {
			rules, last = append(rules, next), next
		}
	}
	return rules, err
}

const sqlSetAttendanceRule = `
INSERT INTO attendance_rules (school, from_date, register_hours, half_day_rule) VALUES ($1, $2, $3, $4)
ON CONFLICT (school, from_date) DO UPDATE SET
 register_hours = COALESCE(excluded.register_hours, attendance_rules.register_hours),
 half_day_rule = COALESCE(excluded.half_day_rule, attendance_rules.half_day_rule)`

// SetAttendanceRule changes from a day on what is not nil.
func SetAttendanceRule(ctx context.Context, tx sqldb.Tx, school, from string, hours *int32, rule *string) error {
	_, err := tx.Exec(ctx, sqlSetAttendanceRule, school, from, hours, rule)
	return err
}

const sqlHasClass = `
SELECT EXISTS (SELECT 1 FROM classes WHERE school = $1)`

// HasClass says whether a school has or had a class, without which there is no lesson.
func HasClass(ctx context.Context, q sqldb.Querier, school string) (has bool, err error) {
	err = q.QueryRow(ctx, sqlHasClass, school).Scan(&has)
	return has, err
}
