package xlsx

import (
	"errors"
	"fmt"
)

// Reasons are the names of massar.errors.v1.Reason, as text, so that readers
// need no generated code. A test keeps them equal to the enum.
const (
	ReasonFileNotXLSX       = "FILE_NOT_XLSX"
	ReasonFileIsXLS         = "FILE_IS_XLS"
	ReasonFileTooLarge      = "FILE_TOO_LARGE"
	ReasonFileBroken        = "FILE_BROKEN"
	ReasonSheetNotFound     = "SHEET_NOT_FOUND"
	ReasonHeaderNotFound    = "HEADER_NOT_FOUND"
	ReasonCellInvalid       = "CELL_INVALID"
	ReasonOtherSchool       = "FILE_OTHER_SCHOOL"
	ReasonOtherClass        = "FILE_OTHER_CLASS"
	ReasonOtherSubject      = "FILE_OTHER_SUBJECT"
	ReasonOtherSemester     = "FILE_OTHER_SEMESTER"
	ReasonOtherYear         = "FILE_OTHER_YEAR"
	ReasonOtherCanvas       = "FILE_OTHER_CANVAS"
	ReasonRowUnknown        = "ROW_UNKNOWN"
	ReasonRowMissing        = "ROW_MISSING"
	ReasonAbsentWithMark    = "ABSENT_WITH_MARK"
	ReasonNameMissing       = "NAME_MISSING"
	ReasonMassarCodeInvalid = "MASSAR_CODE_INVALID"
	ReasonDuplicateInFile   = "DUPLICATE_IN_FILE"
	ReasonDateInvalid       = "DATE_INVALID"
	ReasonTextNotAllowed    = "TEXT_NOT_ALLOWED"
	ReasonColumnUnknown     = "COLUMN_UNKNOWN"
)

// Issue is one finding about a file, with the place a person can go to.
type Issue struct {
	Sheet  string
	Cell   string
	Reason string
	// Args are the facts of the message: for a difference, the value found and
	// then the value expected; otherwise what the cell holds.
	Args []string
}

// Error says that a file cannot be read at all.
type Error struct {
	Reason string
	// Detail is for the operator's log; it never quotes a cell.
	Detail string
	Err    error
}

// Error implements error.
func (e *Error) Error() string {
	if e.Err != nil {
		return fmt.Sprintf("xlsx: %s: %s: %v", e.Reason, e.Detail, e.Err)
	}
	return fmt.Sprintf("xlsx: %s: %s", e.Reason, e.Detail)
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// ReasonOf gives the reason of an error of this package, FILE_BROKEN for any
// other error and an empty text for nil.
func ReasonOf(err error) string {
	if err == nil {
		return ""
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Reason
	}
	return ReasonFileBroken
}

func refuse(reason, detail string) *Error { return &Error{Reason: reason, Detail: detail} }

func broken(detail string, err error) *Error {
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	return &Error{Reason: ReasonFileBroken, Detail: detail, Err: err}
}
