package store

import (
	"context"

	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/services/timetable/internal/pattern"
)

const (
	sqlPutSlots = `INSERT INTO slots (school, slot_id, school_year, class_id, group_name, subject, staff_id, room, weekday,
 period, periods, joint, from_date, to_date) VALUES`

	sqlPutSlotsConflict = `ON CONFLICT (school, slot_id) DO UPDATE SET group_name = excluded.group_name,
 subject = excluded.subject, staff_id = excluded.staff_id, room = excluded.room, weekday = excluded.weekday,
 period = excluded.period, periods = excluded.periods, joint = excluded.joint, from_date = excluded.from_date, to_date = excluded.to_date`
)

// PutSlots adds slots of a school year, or writes over those that are known; the
// class of a slot never changes.
func PutSlots(ctx context.Context, tx sqldb.Tx, school, year string, slots []pattern.Slot) error {
	rows := make([][]any, len(slots))
	for i, s := range slots {
		rows[i] = []any{
			school, s.ID, year, s.Class, s.Group, s.Subject, s.Staff, s.Room, int64(s.Weekday), int64(s.Period), int64(s.Count),
			s.Joint, s.From, s.To,
		}
	}
	return execRows(ctx, tx, "writing slots", sqlPutSlots, sqlPutSlotsConflict, rows)
}

const sqlDeleteSlots = `DELETE FROM slots WHERE school = $1 AND slot_id IN (`

// DeleteSlots takes slots away.
func DeleteSlots(ctx context.Context, tx sqldb.Tx, school string, slotIDs []string) error {
	return deleteIn(ctx, tx, "deleting slots", sqlDeleteSlots, school, slotIDs)
}

const sqlFindSlot = `SELECT ` + slotColumns + ` FROM slots WHERE school = $1 AND slot_id = $2`

// FindSlot reads a slot with its school year, with which it ends where it has no end of its own; ErrNotFound when there is none.
func FindSlot(ctx context.Context, q sqldb.Querier, school, slotID string) (s pattern.Slot, year string, err error) {
	s, year, err = scanYearSlot(q.QueryRow(ctx, sqlFindSlot, school, slotID))
	return s, year, found(err, "reading a slot")
}

func scanYearSlot(row sqldb.Row) (s pattern.Slot, year string, err error) {
	err = row.Scan(&s.ID, &s.Class, &s.Group, &s.Subject, &s.Staff, &s.Room, &s.Weekday, &s.Period, &s.Count, &s.Joint, &s.From, &s.To, &year)
	return s, year, err
}

// SlotPage narrows and pages the pattern of a school on a day: what is empty does not narrow. A page begins
// behind a weekday, a period and a slot.
type SlotPage struct {
	School, Date, Year string
	Class, Staff, Room string
	Weekday, Period    int
	SlotID             string
	Limit              int64
}

const sqlPageSlots = `SELECT ` + slotColumns + ` FROM slots WHERE school = $1
 AND from_date <= $2 AND (to_date > $2 OR (to_date = '' AND school_year >= $3))
 AND ($4 = '' OR class_id = $4) AND ($5 = '' OR staff_id = $5) AND ($6 = '' OR room = $6)
 AND (weekday, period, slot_id) > ($7, $8, $9)
 ORDER BY weekday, period, slot_id LIMIT $10`

// PageSlots lists slots that are valid on a day, by weekday, period and id.
func PageSlots(ctx context.Context, q sqldb.Querier, p SlotPage) ([]pattern.Slot, error) {
	return sqldb.List(ctx, q, "listing slots", func(row sqldb.Row) (pattern.Slot, error) {
		s, _, err := scanYearSlot(row)
		return s, err
	}, sqlPageSlots, p.School, p.Date, p.Year, p.Class, p.Staff, p.Room,
		int64(p.Weekday), int64(p.Period), p.SlotID, p.Limit)
}
