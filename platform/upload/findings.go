package upload

import (
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/xlsx"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// Unreadable types the error of a workbook that cannot be read at all.
func Unreadable(err error) error {
	reason := reasonNamed(xlsx.ReasonOf(err))
	if reason == errorsv1.Reason_REASON_UNSPECIFIED {
		reason = errorsv1.Reason_FILE_BROKEN
	}
	return errs.E(errs.Invalid, reason, "reading a workbook", err)
}

// Issues puts findings about a workbook into the language of who asks, in the order given.
func Issues(found []xlsx.Issue, lang localtext.Lang) []*typev1.ImportIssue {
	list := make([]*typev1.ImportIssue, len(found))
	for i, f := range found {
		reason := reasonNamed(f.Reason)
		list[i] = &typev1.ImportIssue{
			Sheet: f.Sheet, Cell: f.Cell, Reason: f.Reason, Message: errs.Message(reason, lang, places(reason, f)...),
		}
	}
	return list
}

func reasonNamed(name string) errorsv1.Reason {
	return errorsv1.Reason(errorsv1.Reason_value[name])
}

// places are what fills a message: texts about a cell name it first.
func places(reason errorsv1.Reason, f xlsx.Issue) []any {
	args := make([]any, 0, 1+len(f.Args))
	switch reason {
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
