package roster

import (
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

func nameOf(n *typev1.Name) Name { return Name{Ar: n.GetAr(), Latin: n.GetLatin()} }

// pageOf sorts changes by kind and keeps the newest version of each row: one statement
// cannot write a row twice. A kind that is not known here is left out.
func pageOf(changes []*schoolv1.Change) Page {
	var (
		schools     = newest[School]{}
		classes     = newest[Class]{}
		students    = newest[Student]{}
		enrolments  = newest[Enrolment]{}
		groups      = newest[Group]{}
		assignments = newest[Assignment]{}
		staff       = newest[Staff]{}
	)
	for _, c := range changes {
		switch row := c.GetRow().(type) {
		case *schoolv1.Change_School:
			r := row.School
			schools.add(r.GetSchoolCode(), r.GetVersion(), School{
				Code: r.GetSchoolCode(), Node: r.GetNode(), Name: nameOf(r.GetName()), Cycle: r.GetCycle(),
				ShowRank: r.GetSettings().GetShowRank(), EarlyRelease: r.GetSettings().GetEarlyRelease(),
				Rules: rulesOf(r.GetSettings()), Version: r.GetVersion(),
			})
		case *schoolv1.Change_Class:
			r := row.Class
			classes.add(r.GetClassId(), r.GetVersion(), Class{
				ID: r.GetClassId(), School: SchoolOf(r.GetClassId()), SchoolYear: r.GetSchoolYear(), Label: r.GetLabel(),
				Level: r.GetLevel(), Stream: r.GetStream(), Version: r.GetVersion(),
			})
		case *schoolv1.Change_Student:
			r := row.Student
			students.add(r.GetStudentId(), r.GetVersion(), Student{
				ID: r.GetStudentId(), MassarCode: r.GetMassarCode(), Name: nameOf(r.GetName()), BirthDate: r.GetBirthDate(),
				Version: r.GetVersion(),
			})
		case *schoolv1.Change_Enrolment:
			r := row.Enrolment
			enrolments.add(r.GetEnrolmentId(), r.GetVersion(), Enrolment{
				ID: r.GetEnrolmentId(), StudentID: r.GetStudentId(), ClassID: r.GetClassId(), Number: int(r.GetNumber()),
				From: r.GetFrom(), To: r.GetTo(), Version: r.GetVersion(),
			})
		case *schoolv1.Change_Group:
			r := row.Group
			groups.add(r.GetClassId()+"\n"+r.GetName(), r.GetVersion(), Group{
				ClassID: r.GetClassId(), Name: r.GetName(), Members: membersOf(r), Version: r.GetVersion(),
			})
		case *schoolv1.Change_Assignment:
			r := row.Assignment
			assignments.add(r.GetAssignmentId(), r.GetVersion(), Assignment{
				ID: r.GetAssignmentId(), School: SchoolOf(r.GetClassId()), ClassID: r.GetClassId(), Subject: r.GetSubject(),
				StaffID: r.GetStaffId(), From: r.GetFrom(), To: r.GetTo(), Version: r.GetVersion(),
			})
		case *schoolv1.Change_Staff:
			r := row.Staff
			staff.add(r.GetStaffId(), r.GetVersion(), Staff{
				ID: r.GetStaffId(), School: r.GetSchoolCode(), Name: nameOf(r.GetName()), Version: r.GetVersion(),
			})
		}
	}
	return Page{
		Schools: schools.rows, Classes: classes.rows, Students: students.rows, Enrolments: enrolments.rows,
		Groups: groups.rows, Assignments: assignments.rows, Staff: staff.rows,
	}
}

// membersOf are the memberships that a row tells. A row from before they had days names stays only.
func membersOf(r *schoolv1.GroupRow) []Membership {
	var members []Membership
	for _, m := range r.GetMembers() {
		members = append(members, Membership{EnrolmentID: m.GetEnrolmentId(), Group: r.GetName(), From: m.GetFrom(), To: m.GetTo()})
	}
	if len(members) > 0 {
		return members
	}
	for _, enrolment := range r.GetEnrolmentIds() {
		members = append(members, Membership{EnrolmentID: enrolment, Group: r.GetName()})
	}
	return members
}

// newest collects rows by id, each in its newest version, in order of first sight.
type newest[T any] struct {
	rows     []T
	place    map[string]int
	versions []int64
}

func (n *newest[T]) add(id string, version int64, row T) {
	at, seen := n.place[id]
	switch {
	case !seen:
		if n.place == nil {
			n.place = map[string]int{}
		}
		n.place[id] = len(n.rows)
		n.rows, n.versions = append(n.rows, row), append(n.versions, version)
	case version > n.versions[at]:
		n.rows[at], n.versions[at] = row, version
	}
}
