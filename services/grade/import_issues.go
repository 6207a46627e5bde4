package grade

import (
	"slices"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/xlsx"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// issuesOf puts findings about a file into the caller's language, line by line.
func issuesOf(found []xlsx.Issue, scale int, lang localtext.Lang) []*typev1.ImportIssue {
	found = slices.Clone(found)
	slices.SortStableFunc(found, func(a, b xlsx.Issue) int {
		colA, rowA, _ := xlsx.ParseAddress(a.Cell)
		colB, rowB, _ := xlsx.ParseAddress(b.Cell)
		if rowA != rowB {
			return rowA - rowB
		}
		return colA - colB
	})
	list := make([]*typev1.ImportIssue, len(found))
	for i, f := range found {
		reason := reasonNamed(f.Reason)
		list[i] = &typev1.ImportIssue{
			Sheet: f.Sheet, Cell: f.Cell, Reason: f.Reason, Message: errs.Message(reason, lang, placesOf(reason, f, scale)...),
		}
	}
	return list
}

// placesOf fill the places of a message: most texts about a file name the cell first.
func placesOf(reason errorsv1.Reason, f xlsx.Issue, scale int) []any {
	args := make([]any, 0, 1+len(f.Args))
	switch reason {
	case errorsv1.Reason_MARK_ABOVE_SCALE:
		return append(args, scale)
	case errorsv1.Reason_CELL_CONFLICT, errorsv1.Reason_ABSENT_WITH_MARK:
		// What stands there is not repeated: the cell shows it, and messages are kept.
		return append(args, f.Cell)
	case errorsv1.Reason_CELL_INVALID, errorsv1.Reason_ROW_UNKNOWN, errorsv1.Reason_NAME_MISSING,
		errorsv1.Reason_FILE_OTHER_SCHOOL, errorsv1.Reason_FILE_OTHER_CLASS, errorsv1.Reason_FILE_OTHER_SUBJECT,
		errorsv1.Reason_FILE_OTHER_SEMESTER, errorsv1.Reason_FILE_OTHER_YEAR, errorsv1.Reason_FILE_OTHER_CANVAS:
		args = append(args, f.Cell)
	}
	for _, arg := range f.Args {
		args = append(args, arg)
	}
	return args
}
