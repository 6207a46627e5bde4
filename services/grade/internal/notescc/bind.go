package notescc

import (
	"slices"
	"strings"

	"github.com/massar-platform/massar/platform/xlsx"
)

// Want is the sheet that a file is meant for.
type Want struct {
	SchoolCode string
	Class      string
	Subjects   []string // every name by which the subject may be called
	Semester   int
	SchoolYear string // "2025-2026"
	// The technical keys of MASSAR, empty until they are learnt from the first
	// accepted file.
	ClassKey, SubjectKey, YearKey, LevelKey string
	// InternalIDs are MASSAR's ids by code Massar, as far as they are learnt.
	InternalIDs map[string]string
}

// Bind compares a file with the sheet it is meant for and gives one issue per
// difference: the cell, the value found and the value expected. A key that the
// file leaves empty is no difference in our own exports, which carry a snapshot
// and may be older than the key.
func Bind(file *File, want Want) []xlsx.Issue {
	var issues []xlsx.Issue
	differ := func(cell, reason, found, expected string) {
		issues = append(issues, xlsx.Issue{Sheet: file.Sheet, Cell: cell, Reason: reason, Args: []string{found, expected}})
	}
	f := file.Facts
	if compact(f.SchoolCode.Value) != compact(want.SchoolCode) {
		differ(f.SchoolCode.Cell, xlsx.ReasonOtherSchool, f.SchoolCode.Value, want.SchoolCode)
	}
	if compact(f.Class.Value) != compact(want.Class) {
		differ(f.Class.Cell, xlsx.ReasonOtherClass, f.Class.Value, want.Class)
	}
	if !slices.ContainsFunc(want.Subjects, func(s string) bool { return s != "" && compact(s) == compact(f.Subject.Value) }) {
		differ(f.Subject.Cell, xlsx.ReasonOtherSubject, f.Subject.Value, strings.Join(want.Subjects[:min(len(want.Subjects), 1)], ""))
	}
	if f.SemesterNumber() != want.Semester {
		differ(f.Semester.Cell, xlsx.ReasonOtherSemester, f.Semester.Value, semesterLabel(want.Semester))
	}
	if f.SchoolYear() != schoolYear(want.SchoolYear) {
		differ(f.Year.Cell, xlsx.ReasonOtherYear, f.Year.Value, strings.ReplaceAll(want.SchoolYear, "-", "/"))
	}
	for _, key := range []struct {
		found    Fact
		expected string
	}{
		{f.ClassKey, want.ClassKey}, {f.SubjectKey, want.SubjectKey}, {f.YearKey, want.YearKey}, {f.LevelKey, want.LevelKey},
	} {
		if key.expected == "" || key.found.Value == "" && file.Snapshot != "" || compact(key.found.Value) == compact(key.expected) {
			continue
		}
		differ(key.found.Cell, xlsx.ReasonOtherCanvas, key.found.Value, key.expected)
	}
	for _, row := range file.Rows {
		expected := want.InternalIDs[row.MassarCode]
		if expected == "" || row.InternalID == "" && file.Snapshot != "" || row.InternalID == expected {
			continue
		}
		differ(xlsx.Address(file.idColumn, row.Line), xlsx.ReasonOtherCanvas, row.InternalID, expected)
	}
	return issues
}

// compact is the form in which names are compared: folded, without spaces.
func compact(s string) string { return strings.ReplaceAll(xlsx.Fold(s), " ", "") }

func semesterLabel(n int) string {
	switch n {
	case 1:
		return "الدورة الأولى"
	case 2:
		return "الدورة الثانية"
	}
	return ""
}
