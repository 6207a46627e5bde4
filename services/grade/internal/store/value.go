package store

import (
	"fmt"

	"github.com/massar-platform/massar/services/grade/internal/grading"
)

// The words of the state column of cells.
const (
	cellGraded  = "GRADED"
	cellAbsent  = "ABSENT"
	cellPending = "PENDING"
	cellExempt  = "EXEMPT"
	cellMissing = "MISSING"
)

// valueOf reads a stored value.
func valueOf(state string, mark *int64, justified *bool) (grading.Entry, error) {
	switch {
	case state == cellGraded && mark != nil:
		return grading.Entry{State: grading.Graded, Mark: grading.Mark(*mark)}, nil
	case state == cellPending:
		return grading.Entry{State: grading.Pending}, nil
	case state == cellAbsent && justified != nil && *justified:
		return grading.Entry{State: grading.AbsentJustified}, nil
	case state == cellAbsent:
		return grading.Entry{State: grading.AbsentUnjustified}, nil
	case state == cellExempt:
		return grading.Entry{State: grading.Exempt}, nil
	case state == cellMissing:
		return grading.Entry{}, nil
	}
	return grading.Entry{}, fmt.Errorf("a stored cell has the state %q, which means nothing", state)
}

// columnsOf is the stored form of a value: state, mark, justified.
func columnsOf(v grading.Entry) (state string, mark, justified any) {
	switch v.State {
	case grading.Graded:
		return cellGraded, int64(v.Mark), nil
	case grading.Absent, grading.Pending:
		return cellPending, nil, nil
	case grading.AbsentJustified:
		return cellAbsent, nil, true
	case grading.AbsentUnjustified:
		return cellAbsent, nil, false
	case grading.Exempt:
		return cellExempt, nil, nil
	}
	return cellMissing, nil, nil
}
