package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/sqldb"
)

// Pupil is a student's row in a class list. A student whose own row has not come
// yet from school has no name.
type Pupil struct {
	StudentID  string
	MassarCode string
	Name       roster.Name
	BirthDate  string
	Number     int
	From       string
	To         string
	Left       bool
}

const sqlRoster = `SELECT e.student_id, COALESCE(p.massar_code, ''), COALESCE(p.name_ar, ''), COALESCE(p.name_latin, ''),
 COALESCE(p.birth_date, ''), e.number, e.from_date, e.to_date
 FROM proj_enrolments e LEFT JOIN proj_students p ON p.student_id = e.student_id
 WHERE e.school = $1 AND e.class_id = $2 AND e.from_date <= $3
 ORDER BY e.number, e.student_id, e.from_date DESC`

// Roster is the class list of a day with those who left before it, by number.
// Each student appears once.
func Roster(ctx context.Context, q sqldb.Querier, classID, day string) ([]Pupil, error) {
	rows, err := q.Query(ctx, sqlRoster, roster.SchoolOf(classID), classID, day)
	if err != nil {
		return nil, fmt.Errorf("reading a class list: %w", err)
	}
	defer rows.Close()
	list := make([]Pupil, 0, 40)
	place := make(map[string]int, 40)
	for rows.Next() {
		var p Pupil
		err := rows.Scan(&p.StudentID, &p.MassarCode, &p.Name.Ar, &p.Name.Latin, &p.BirthDate, &p.Number, &p.From, &p.To)
		if err != nil {
			return nil, fmt.Errorf("reading a class list: %w", err)
		}
		p.Left = !roster.Lasts(p.To, day)
		at, seen := place[p.StudentID]
		switch {
		case !seen:
			place[p.StudentID] = len(list)
			list = append(list, p)
		case list[at].Left && !p.Left:
			// Left and came back: the place that holds today counts.
			list[at] = p
		}
	}
	slices.SortStableFunc(list, func(a, b Pupil) int { return cmp.Compare(a.Number, b.Number) })
	return list, rows.Err()
}
