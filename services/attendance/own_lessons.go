package attendance

import (
	"context"

	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/services/attendance/internal/store"
)

// own refuses the register of a lesson that is not the caller's today, as if it were
// not there: of a teacher also what he held in a school or a class that he has left.
func (r reach) own(ctx context.Context, q sqldb.Querier, reg store.Register) error {
	mine, err := r.lessons(ctx, q)
	if err != nil {
		return err
	}
	if !mine(reg) {
		return lessonNotFound()
	}
	return nil
}

// lessons is own for many registers: it reads what a teacher teaches once.
func (r reach) lessons(ctx context.Context, q sqldb.Querier) (func(store.Register) bool, error) {
	var teaching store.Teaching
	var err error
	if r.teacher() {
		teaching, err = store.TeachingOf(ctx, q, r.caller.PersonID)
	}
	return func(reg store.Register) bool { return r.keeps(reg, teaching) }, err
}

// keeps says whether a register is the caller's today; teaching is that of a teacher, and
// nobody else's matters.
func (r reach) keeps(reg store.Register, teaching store.Teaching) bool {
	return r.register(reg) == nil && (!r.teacher() || teaching.Keeps(reg, r.today))
}
