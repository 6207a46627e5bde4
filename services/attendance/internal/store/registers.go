package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/sqldb"
)

// ErrNotFound is returned for a row that is not there.
var ErrNotFound = errors.New("store: not found")

// Register is the register of a lesson, with the lesson as it was when somebody
// first took it.
type Register struct {
	School   string
	LessonID string
	ClassID  string
	// Group is empty for the whole class.
	Group   string
	Subject string
	StaffID string
	Room    string
	// Status and Note are what the timetable said of the lesson.
	Status, Note string
	Date         string
	// Start and End are minutes of the day; Minutes is how long the lesson counts.
	Start, End, Minutes int
	// Half is AM or PM.
	Half string
	// LateReason is the last that was given; TakenLate says that the first save needed one.
	LateReason string
	TakenLate  bool
	// Account and Person wrote last, at WrittenAt.
	Account, Person    string
	TakenAt, WrittenAt int64
	Version            int64

	// Node, ClassLabel and RegisterHours are those of the school and the class, as
	// far as they are known.
	Node          string
	ClassLabel    string
	RegisterHours int
}

const registerFields = `registers.school, registers.lesson_id, registers.class_id, registers.group_name, registers.subject,
 registers.staff_id, registers.room, registers.status, registers.note, registers.date, registers.start_minute,
 registers.end_minute, registers.minutes, registers.half, registers.late_reason, registers.taken_late, registers.account_id,
 registers.person_id, registers.taken_at, registers.written_at, registers.version,
 COALESCE((SELECT p.node FROM proj_schools p WHERE p.school = registers.school), ''),
 COALESCE((SELECT p.label FROM proj_classes p WHERE p.school = registers.school AND p.class_id = registers.class_id), ''),
 COALESCE((SELECT p.register_hours FROM proj_attendance_rules p WHERE p.school = registers.school
 AND p.from_date <= registers.date ORDER BY p.from_date DESC LIMIT 1), 0)`

func scanRegister(row sqldb.Row) (r Register, err error) {
	err = row.Scan(&r.School, &r.LessonID, &r.ClassID, &r.Group, &r.Subject, &r.StaffID, &r.Room, &r.Status, &r.Note, &r.Date,
		&r.Start, &r.End, &r.Minutes, &r.Half, &r.LateReason, &r.TakenLate, &r.Account, &r.Person, &r.TakenAt, &r.WrittenAt,
		&r.Version, &r.Node, &r.ClassLabel, &r.RegisterHours)
	return r, err
}

func found(err error, doing string) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, sqldb.ErrNoRows):
		return ErrNotFound
	}
	return fmt.Errorf("%s: %w", doing, err)
}

const sqlFindRegister = `SELECT ` + registerFields + ` FROM registers WHERE school = $1 AND lesson_id = $2`

// FindRegister reads the register of a lesson whoever asks.
func FindRegister(ctx context.Context, q sqldb.Querier, lessonID string) (Register, error) {
	r, err := scanRegister(q.QueryRow(ctx, sqlFindRegister, roster.SchoolOf(lessonID), lessonID))
	return r, found(err, "reading a register")
}

const sqlLockRegister = `UPDATE registers SET version = version + 1 WHERE school = $1 AND lesson_id = $2
 RETURNING ` + registerFields

// LockRegister takes the row of a register for the transaction: its entries are
// written under it only.
func LockRegister(ctx context.Context, tx sqldb.Tx, lessonID string) (Register, error) {
	r, err := scanRegister(tx.QueryRow(ctx, sqlLockRegister, roster.SchoolOf(lessonID), lessonID))
	return r, found(err, "locking a register")
}

const sqlTakeRegister = `INSERT INTO registers (school, lesson_id, class_id, group_name, subject, staff_id, room, status, note,
 date, start_minute, end_minute, minutes, half, late_reason, taken_late, account_id, person_id, taken_at, written_at, version)
 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, 1)
 ON CONFLICT (school, lesson_id) DO UPDATE SET version = registers.version + 1 RETURNING ` + registerFields

func takeArgs(r Register) []any {
	return []any{
		r.School, r.LessonID, r.ClassID, r.Group, r.Subject, r.StaffID, r.Room, r.Status, r.Note, r.Date, r.Start, r.End, r.Minutes,
		r.Half, r.LateReason, r.TakenLate, r.Account, r.Person, r.TakenAt, r.WrittenAt,
	}
}

const sqlUntakeRegister = `DELETE FROM registers WHERE school = $1 AND lesson_id = $2 AND version = 1`

// UntakeRegister takes back a register that this transaction made.
func UntakeRegister(ctx context.Context, tx sqldb.Tx, r Register) error {
	if _, err := tx.Exec(ctx, sqlUntakeRegister, r.School, r.LessonID); err != nil {
		return fmt.Errorf("taking a register back: %w", err)
	}
	return nil
}

const (
	sqlDeleteEntries = `DELETE FROM entries WHERE school = $1 AND lesson_id = $2`

	sqlDeleteRegister = `DELETE FROM registers WHERE school = $1 AND lesson_id = $2`
)

// DeleteRegister takes a locked register away, with its entries.
func DeleteRegister(ctx context.Context, tx sqldb.Tx, r Register) error {
	for _, sql := range []string{sqlDeleteEntries, sqlDeleteRegister} {
		if _, err := tx.Exec(ctx, sql, r.School, r.LessonID); err != nil {
			return fmt.Errorf("deleting a register: %w", err)
		}
	}
	return nil
}

const sqlRegisters = `SELECT ` + registerFields + `,
 (SELECT COUNT(*) FROM entries e WHERE e.school = registers.school AND e.lesson_id = registers.lesson_id AND e.state IN ('ABSENT', 'EXCUSED')),
 (SELECT COUNT(*) FROM entries e WHERE e.school = registers.school AND e.lesson_id = registers.lesson_id AND e.state = 'LATE')
 FROM registers WHERE registers.school IN (`

// Head is a register with how many students it says were away or late.
type Head struct {
	Register
	Absent, Late int
}

// Registers are the registers of those lessons that have one.
func Registers(ctx context.Context, q sqldb.Querier, lessonIDs []string) ([]Head, error) {
	if len(lessonIDs) == 0 {
		return nil, nil
	}
	inSchools, args := sqldb.InList(1, schoolsOf(lessonIDs))
	inLessons, more := sqldb.InList(len(args)+1, lessonIDs)
	return sqldb.List(ctx, q, "listing registers", func(row sqldb.Row) (h Head, err error) {
		h.Register, err = scanRegister(rowWith{row, []any{&h.Absent, &h.Late}})
		return h, err
	}, sqlRegisters+inSchools+`) AND registers.lesson_id IN (`+inLessons+`)`, append(args, more...)...)
}

// rowWith scans further columns behind those that its user knows.
type rowWith struct {
	sqldb.Row
	more []any
}

// Scan reads the columns of the caller, then the further ones.
func (r rowWith) Scan(dest ...any) error { return r.Row.Scan(append(dest, r.more...)...) }

// Taken is a lesson whose register is taken, as totals need it.
type Taken struct {
	LessonID, ClassID, Group, Subject, Date, Half string
	Minutes                                       int
}

const sqlTaken = `SELECT lesson_id, class_id, group_name, subject, date, half, minutes FROM registers
 WHERE school = $1 AND date >= $2 AND date <= $3 AND class_id IN (`

// TakenOf are the lessons of classes of one school whose registers are taken, of the days from to to, both included.
func TakenOf(ctx context.Context, q sqldb.Querier, school string, classIDs []string, from, to string) ([]Taken, error) {
	if len(classIDs) == 0 {
		return nil, nil
	}
	in, args := sqldb.InList(4, classIDs)
	return sqldb.List(ctx, q, "reading which registers are taken", func(row sqldb.Row) (t Taken, err error) {
		err = row.Scan(&t.LessonID, &t.ClassID, &t.Group, &t.Subject, &t.Date, &t.Half, &t.Minutes)
		return t, err
	}, sqlTaken+in+`) ORDER BY date, start_minute, lesson_id`, append([]any{school, from, to}, args...)...)
}
