// Package isoweek reads and writes weeks of ISO 8601, such as "2026-W48": they begin
// on Monday, and week 1 is that of the year's first Thursday. So some years have 53
// weeks, and 1 January may lie in a week of the year before. The package is pure.
package isoweek

import (
	"fmt"
	"regexp"
	"strconv"
	"time"
)

var form = regexp.MustCompile(`^([0-9]{4})-W([0-9]{2})$`)

// Monday gives the first day of a week. ok is false for a text that names no week:
// 2026 has a week 53, 2027 has none.
func Monday(week string) (day string, ok bool) {
	parts := form.FindStringSubmatch(week)
	if parts == nil {
		return "", false
	}
	year, _ := strconv.Atoi(parts[1])
	number, _ := strconv.Atoi(parts[2])
	// 4 January is always in week 1.
	fourth := time.Date(year, time.January, 4, 0, 0, 0, 0, time.UTC)
	monday := fourth.AddDate(0, 0, 7*(number-1)-(int(fourth.Weekday())+6)%7)
	if y, n := monday.ISOWeek(); y != year || n != number || number == 0 {
		return "", false
	}
	return monday.Format(time.DateOnly), true
}

// Of gives the week of a day, and nothing for a text that is no date.
func Of(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	year, number := t.ISOWeek()
	return fmt.Sprintf("%04d-W%02d", year, number)
}

// Days are n days from a first one; none where that is no date.
func Days(first string, n int) []string {
	t, err := time.Parse(time.DateOnly, first)
	if err != nil {
		return nil
	}
	days := make([]string, n)
	for i := range days {
		days[i] = t.AddDate(0, 0, i).Format(time.DateOnly)
	}
	return days
}
