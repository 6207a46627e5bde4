package roster

import (
	"errors"
	"strings"
)

// ErrNotFound is returned for a row that the projection does not have.
var ErrNotFound = errors.New("roster: not found")

// Name is a name in both scripts.
type Name struct{ Ar, Latin string }

// Rows of the projection, as school's change feed gives them.
type (
	// School is a school with its settings.
	School struct {
		Code  string
		Node  string
		Name  Name
		Cycle string
		// ShowRank lets families see the rank of the student in his class.
		ShowRank bool
		// EarlyRelease lets controls be shown to families before the semester closes.
		EarlyRelease bool
		// Rules are those of attendance as a Page has them; AttendanceRules reads them.
		Rules   []AttendanceRule
		Version int64
	}
	// Class is a class of one school year.
	Class struct {
		ID         string
		School     string
		SchoolYear string
		Label      string
		Level      string
		Stream     string
		Version    int64
	}
	// Student is a pupil.
	Student struct {
		ID         string
		MassarCode string
		Name       Name
		BirthDate  string
		Version    int64
	}
	// Enrolment is a student's place in a class from a day to a day.
	Enrolment struct {
		ID        string
		StudentID string
		ClassID   string
		Number    int
		From, To  string
		Version   int64
	}
	// Group is a group of a class with everybody who is or was in it.
	Group struct {
		ClassID string
		Name    string
		Members []Membership
		Version int64
	}
	// Membership is a time in a group of a class, within a stay there.
	Membership struct {
		// EnrolmentID is the stay.
		EnrolmentID string
		Group       string
		// From is empty for members from before memberships had days: their whole stay counts.
		From, To string
	}
	// Assignment lets a staff member teach a subject to a class from a day to a day.
	Assignment struct {
		ID       string
		School   string
		ClassID  string
		Subject  string
		StaffID  string
		From, To string
		Version  int64
	}
	// Staff is a member of a school's staff.
	Staff struct {
		ID      string
		School  string
		Name    Name
		Version int64
	}
)

// Page is the rows of one page of school's changes by kind, each at most once, in its
// newest version of the page. The projection may hold a newer one.
type Page struct {
	Schools     []School
	Classes     []Class
	Students    []Student
	Enrolments  []Enrolment
	Groups      []Group
	Assignments []Assignment
	Staff       []Staff
}

// SchoolOf is the school of an id of the form <GRESA>.<uuid>; empty where the id has
// another form, which no row has.
func SchoolOf(id string) string {
	school, _, found := strings.Cut(id, ".")
	if !found {
		return ""
	}
	return school
}

// On says whether somebody is in the group on a day of his stay in the class.
func (m Membership) On(day string) bool { return m.From <= day && Lasts(m.To, day) }

// Lasts says whether what ends on the day to still holds on a day: to is the first day
// that no longer counts, and empty where none is known.
func Lasts(to, day string) bool { return to == "" || to > day }
