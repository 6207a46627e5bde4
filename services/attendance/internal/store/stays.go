package store

import (
	"context"

	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/sqldb"
)

// Stay is a time of a student in a class, as the class list has it.
type Stay struct {
	roster.Member
	// From is the first day and To the first that no longer counts; empty: open.
	From, To string
	Groups   []roster.Membership
}

const (
	sqlGroupsOfClasses = `SELECT enrolment_id, name, from_date, to_date FROM proj_group_members WHERE school = $1 AND class_id IN (`

	sqlStays = `SELECT e.class_id, e.student_id, e.enrolment_id, COALESCE(p.massar_code, ''), COALESCE(p.name_ar, ''),
 COALESCE(p.name_latin, ''), e.number, e.from_date, e.to_date
 FROM proj_enrolments e LEFT JOIN proj_students p ON p.student_id = e.student_id
 WHERE e.school = $1 AND e.from_date <= $3 AND (e.to_date = '' OR (e.to_date > $2 AND e.to_date > e.from_date)) AND e.class_id IN (`

	staysInOrder = `) ORDER BY e.number, e.student_id, e.from_date`
)

// Stays are those of everybody who was in a class between two days, both included, in
// list order; who came back has several.
func Stays(ctx context.Context, q sqldb.Querier, classID, from, to string) ([]Stay, error) {
	stays, err := ClassesStays(ctx, q, roster.SchoolOf(classID), []string{classID}, from, to)
	return stays[classID], err
}

// ClassesStays is Stays for classes of one school, by class.
func ClassesStays(ctx context.Context, q sqldb.Querier, school string, classIDs []string, from, to string) (map[string][]Stay, error) {
	stays := make(map[string][]Stay, len(classIDs))
	if len(classIDs) == 0 {
		return stays, nil
	}
	in, classes := sqldb.InList(2, classIDs)
	members, err := sqldb.List(ctx, q, "reading the groups of classes", func(row sqldb.Row) (m roster.Membership, err error) {
		err = row.Scan(&m.EnrolmentID, &m.Group, &m.From, &m.To)
		return m, err
	}, sqlGroupsOfClasses+in+`)`, append([]any{school}, classes...)...)
	if err != nil {
		return nil, err
	}
	groups := make(map[string][]roster.Membership, len(members))
	for _, m := range members {
		groups[m.EnrolmentID] = append(groups[m.EnrolmentID], m)
	}
	type placed struct {
		class string
		Stay
	}
	in, classes = sqldb.InList(4, classIDs)
	rows, err := sqldb.List(ctx, q, "reading class lists", func(row sqldb.Row) (s placed, err error) {
		err = row.Scan(&s.class, &s.StudentID, &s.EnrolmentID, &s.MassarCode, &s.Name.Ar, &s.Name.Latin, &s.Number, &s.From, &s.To)
		s.Groups = groups[s.EnrolmentID]
		return s, err
	}, sqlStays+in+staysInOrder, append([]any{school, from, to}, classes...)...)
	for _, s := range rows {
		stays[s.class] = append(stays[s.class], s.Stay)
	}
	return stays, err
}
