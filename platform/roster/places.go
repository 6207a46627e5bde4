package roster

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/sqldb"
)

// Place is a stay of a student in a class from a day to a day.
type Place struct {
	School string
	// Node is empty while the school is not known yet; so are the label, year, level and
	// stream of a class.
	Node        string
	ClassID     string
	ClassLabel  string
	SchoolYear  string
	Level       string
	Stream      string
	EnrolmentID string
	Number      int
	// Groups are the times of the student in groups of the class, by name and day.
	Groups   []Membership
	From, To string
}

// On says whether the place holds on a day.
func (p Place) On(day string) bool { return p.From <= day && Lasts(p.To, day) }

// GroupsOn are the names of the class's groups that the student is in on a day, in order.
func (p Place) GroupsOn(day string) []string {
	var names []string
	for _, m := range p.Groups {
		if m.On(day) && !slices.Contains(names, m.Group) {
			names = append(names, m.Group)
		}
	}
	return names
}

const (
	placeColumns = `SELECT e.school, COALESCE(s.node, ''), e.class_id, COALESCE(c.label, ''), COALESCE(c.school_year, ''),
 COALESCE(c.level, ''), COALESCE(c.stream, ''), e.enrolment_id, e.number, e.from_date, e.to_date
 FROM proj_enrolments e
 LEFT JOIN proj_classes c ON c.school = e.school AND c.class_id = e.class_id
 LEFT JOIN proj_schools s ON s.school = e.school`

	// While a move is on its way both stays may hold: the later one counts.
	sqlPlaceOn = placeColumns + ` WHERE e.student_id = $1 AND e.from_date <= $2 AND (e.to_date = '' OR e.to_date > $2)
 ORDER BY e.from_date DESC, e.enrolment_id DESC LIMIT 1`

	// A stay that ends on the day on which it begins holds on no day.
	sqlPlaces = placeColumns + ` WHERE e.student_id = $1 AND (e.to_date = '' OR e.to_date > e.from_date)
 ORDER BY e.from_date, e.enrolment_id`

	sqlGroupsOf = `SELECT m.enrolment_id, m.name, m.from_date, m.to_date FROM proj_enrolments e
 JOIN proj_group_members m ON m.school = e.school AND m.class_id = e.class_id AND m.enrolment_id = e.enrolment_id
 WHERE e.student_id = $1`
)

func scanPlace(row sqldb.Row) (p Place, err error) {
	err = row.Scan(&p.School, &p.Node, &p.ClassID, &p.ClassLabel, &p.SchoolYear, &p.Level, &p.Stream, &p.EnrolmentID, &p.Number, &p.From, &p.To)
	return p, err
}

// PlaceOn is where a student is on a day; ErrNotFound when he is in no class then.
func PlaceOn(ctx context.Context, q sqldb.Querier, studentID, day string) (Place, error) {
	p, err := scanPlace(q.QueryRow(ctx, sqlPlaceOn, studentID, day))
	if err := found(err, "finding a student's class"); err != nil {
		return Place{}, err
	}
	groups, err := groupsOf(ctx, q, studentID)
	p.Groups = groups[p.EnrolmentID]
	return p, err
}

// Places are the stays of a student, oldest first; those that hold on no day are left out.
func Places(ctx context.Context, q sqldb.Querier, studentID string) ([]Place, error) {
	places, err := sqldb.List(ctx, q, "reading a student's classes", scanPlace, sqlPlaces, studentID)
	if err != nil || len(places) == 0 {
		return nil, err
	}
	groups, err := groupsOf(ctx, q, studentID)
	for i, p := range places {
		places[i].Groups = groups[p.EnrolmentID]
	}
	return places, err
}

// groupsOf are a student's times in groups by enrolment.
func groupsOf(ctx context.Context, q sqldb.Querier, studentID string) (map[string][]Membership, error) {
	members, err := sqldb.List(ctx, q, "reading a student's groups", scanMembership, sqlGroupsOf, studentID)
	groups := make(map[string][]Membership, 1)
	for _, m := range members {
		groups[m.EnrolmentID] = append(groups[m.EnrolmentID], m)
	}
	for _, times := range groups {
		slices.SortFunc(times, func(a, b Membership) int {
			return cmp.Or(strings.Compare(localtext.SortKey(a.Group), localtext.SortKey(b.Group)), strings.Compare(a.From, b.From))
		})
	}
	return groups, err
}

func scanMembership(row sqldb.Row) (m Membership, err error) {
	err = row.Scan(&m.EnrolmentID, &m.Group, &m.From, &m.To)
	return m, err
}

const (
	sqlGroups = `SELECT DISTINCT name FROM proj_group_members WHERE school = $1 AND class_id = $2`

	sqlGroupsFrom = sqlGroups + ` AND (to_date = '' OR to_date > $3)`
)

// Groups are the names of a class's groups that somebody is or was in, in order.
func Groups(ctx context.Context, q sqldb.Querier, classID string) ([]string, error) {
	return groupNames(ctx, q, sqlGroups, SchoolOf(classID), classID)
}

// GroupsFrom are the names of a class's groups that somebody is in on a day or later, in order.
func GroupsFrom(ctx context.Context, q sqldb.Querier, classID, day string) ([]string, error) {
	return groupNames(ctx, q, sqlGroupsFrom, SchoolOf(classID), classID, day)
}

func groupNames(ctx context.Context, q sqldb.Querier, sql string, args ...any) ([]string, error) {
	names, err := sqldb.List(ctx, q, "reading the groups of a class", func(row sqldb.Row) (name string, err error) {
		err = row.Scan(&name)
		return name, err
	}, sql, args...)
	slices.SortFunc(names, func(a, b string) int { return strings.Compare(localtext.SortKey(a), localtext.SortKey(b)) })
	return names, err
}

// Member is a student in a class list. A student whose own row has not come yet has no
// name.
type Member struct {
	StudentID   string
	EnrolmentID string
	MassarCode  string
	Name        Name
	Number      int
}

const (
	memberColumns = `SELECT e.student_id, e.enrolment_id, COALESCE(p.massar_code, ''), COALESCE(p.name_ar, ''),
 COALESCE(p.name_latin, ''), e.number
 FROM proj_enrolments e LEFT JOIN proj_students p ON p.student_id = e.student_id
 WHERE e.school = $1 AND e.class_id = $2 AND e.from_date <= $3 AND (e.to_date = '' OR e.to_date > $3)`

	memberOrder = ` ORDER BY e.number, e.student_id`

	sqlMembers = memberColumns + memberOrder

	sqlGroupMembers = memberColumns + ` AND EXISTS (SELECT 1 FROM proj_group_members m WHERE m.school = e.school
 AND m.class_id = e.class_id AND m.enrolment_id = e.enrolment_id AND m.name = $4
 AND m.from_date <= $3 AND (m.to_date = '' OR m.to_date > $3))` + memberOrder
)

func scanMember(row sqldb.Row) (m Member, err error) {
	err = row.Scan(&m.StudentID, &m.EnrolmentID, &m.MassarCode, &m.Name.Ar, &m.Name.Latin, &m.Number)
	return m, err
}

// Members are those in a class on a day, in list order; with a group, those of it
// on that day.
func Members(ctx context.Context, q sqldb.Querier, classID, group, day string) ([]Member, error) {
	const doing = "reading a class list"
	if group == "" {
		return sqldb.List(ctx, q, doing, scanMember, sqlMembers, SchoolOf(classID), classID, day)
	}
	return sqldb.List(ctx, q, doing, scanMember, sqlGroupMembers, SchoolOf(classID), classID, day, group)
}
