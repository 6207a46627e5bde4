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
	if !r.teacher() {
		return func(reg store.Register) bool { return r.register(reg) == nil }, nil
	}
	teaching, err := store.TeachingOf(ctx, q, r.caller.PersonID)
	return func(reg store.Register) bool { return r.register(reg) == nil && teaching.Keeps(reg, r.today) }, err
}
