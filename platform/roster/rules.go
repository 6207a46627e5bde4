package roster

import (
	"context"
	"fmt"

	"github.com/massar-platform/massar/platform/sqldb"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
)

// AttendanceRule is what a school decides about the attendance of lessons from a day
// to that of its next rule.
type AttendanceRule struct {
	// From is empty for the beginning.
	From string
	// RegisterHours is how long after a lesson its register is taken without a
	// reason; 0: the dated rule.
	RegisterHours int
	// HalfDayRule is ANY, ALL or SHARE; empty: the dated rule.
	HalfDayRule string
}

const sqlAttendanceRules = `SELECT from_date, register_hours, half_day_rule FROM proj_attendance_rules
 WHERE school = $1 ORDER BY from_date`

func scanRule(row sqldb.Row) (r AttendanceRule, err error) {
	err = row.Scan(&r.From, &r.RegisterHours, &r.HalfDayRule)
	return r, err
}

// AttendanceRules are the rules of a school in the order of their days.
func AttendanceRules(ctx context.Context, q sqldb.Querier, school string) ([]AttendanceRule, error) {
	return sqldb.List(ctx, q, "reading a school's rules of attendance", scanRule, sqlAttendanceRules, school)
}

// RuleOn is the rule of a day among those of a school in order; the zero rule where
// none has begun.
func RuleOn(rules []AttendanceRule, day string) (on AttendanceRule) {
	for _, r := range rules {
		if r.From > day {
			break
		}
		on = r
	}
	return on
}

// rulesOf are the rules that a row of school's feed tells. One from before rules had
// days tells what counts from the beginning.
func rulesOf(settings *schoolv1.SchoolSettings) []AttendanceRule {
	var rules []AttendanceRule
	for _, r := range settings.GetAttendanceRules() {
		rules = append(rules, AttendanceRule{From: r.GetFrom(), RegisterHours: int(r.GetRegisterHours()), HalfDayRule: r.GetHalfDayRule()})
	}
	hours, half := int(settings.GetRegisterHours()), settings.GetHalfDayRule()
	if rules == nil && (hours != 0 || half != "") {
		rules = []AttendanceRule{{RegisterHours: hours, HalfDayRule: half}}
	}
	return rules
}

const (
	sqlSchoolVersions = `SELECT school, version FROM proj_schools WHERE school IN (`

	sqlForgetRules = `DELETE FROM proj_attendance_rules WHERE school IN (`

	sqlApplyRules = `INSERT INTO proj_attendance_rules (school, from_date, register_hours, half_day_rule) VALUES`

	sqlApplyRulesConflict = `ON CONFLICT (school, from_date) DO NOTHING`
)

// writeRules replaces the rules of those schools whose rows, just written, are the newest.
func writeRules(ctx context.Context, tx sqldb.Tx, schools []School) error {
	if len(schools) == 0 {
		return nil
	}
	codes := make([]string, len(schools))
	for i, s := range schools {
		codes[i] = s.Code
	}
	in, args := sqldb.InList(1, codes)
	type head struct {
		code    string
		version int64
	}
	heads, err := sqldb.List(ctx, tx, "reading the versions of schools", func(row sqldb.Row) (h head, err error) {
		err = row.Scan(&h.code, &h.version)
		return h, err
	}, sqlSchoolVersions+in+`)`, args...)
	if err != nil {
		return err
	}
	versions := make(map[string]int64, len(heads))
	for _, h := range heads {
		versions[h.code] = h.version
	}
	var current []string
	var rules [][]any
	for _, s := range schools {
		if versions[s.Code] != s.Version {
			continue
		}
		current = append(current, s.Code)
		for _, r := range s.Rules {
			rules = append(rules, []any{s.Code, r.From, r.RegisterHours, r.HalfDayRule})
		}
	}
	if len(current) == 0 {
		return nil
	}
	in, args = sqldb.InList(1, current)
	if _, err := tx.Exec(ctx, sqlForgetRules+in+`)`, args...); err != nil {
		return fmt.Errorf("forgetting rules of the projection: %w", err)
	}
	return writeRows(ctx, tx, sqlApplyRules, sqlApplyRulesConflict, rules, func(row []any) []any { return row })
}
