package main

import (
	"strings"
	"time"

	"github.com/google/uuid"
)

// The tables of the bare register have the columns and keys of the product's own.
const bareRegisterTables = `
CREATE TABLE IF NOT EXISTS bare_registers (school TEXT NOT NULL, lesson_id TEXT NOT NULL, class_id TEXT NOT NULL, group_name TEXT NOT NULL,
 subject TEXT NOT NULL, staff_id TEXT NOT NULL, room TEXT NOT NULL, status TEXT NOT NULL, note TEXT NOT NULL, date TEXT NOT NULL,
 start_minute BIGINT NOT NULL, end_minute BIGINT NOT NULL, minutes BIGINT NOT NULL, half TEXT NOT NULL, late_reason TEXT NOT NULL,
 taken_late BOOLEAN NOT NULL, taken_at BIGINT NOT NULL, account_id TEXT NOT NULL, person_id TEXT NOT NULL, written_at BIGINT NOT NULL,
 version BIGINT NOT NULL, PRIMARY KEY (school, lesson_id));
CREATE TABLE IF NOT EXISTS bare_entries (school TEXT NOT NULL, lesson_id TEXT NOT NULL, student_id TEXT NOT NULL, class_id TEXT NOT NULL,
 date TEXT NOT NULL, state TEXT NOT NULL, minutes_late BIGINT NOT NULL, entered TEXT NOT NULL, version BIGINT NOT NULL,
 account_id TEXT NOT NULL, person_id TEXT NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (school, lesson_id, student_id));
CREATE TABLE IF NOT EXISTS bare_changes (topic TEXT NOT NULL, change_id TEXT NOT NULL, kind TEXT NOT NULL, ref TEXT NOT NULL,
 students TEXT NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (topic, change_id));
CREATE TABLE IF NOT EXISTS bare_outbox (id TEXT NOT NULL PRIMARY KEY, pos BIGINT, topic TEXT NOT NULL, key TEXT NOT NULL,
 payload BYTEA NOT NULL, at BIGINT NOT NULL);
CREATE TABLE IF NOT EXISTS bare_idempotency (account_id TEXT NOT NULL, rpc TEXT NOT NULL, key TEXT NOT NULL,
 request_hash BYTEA NOT NULL, answer BYTEA, created_at BIGINT NOT NULL, PRIMARY KEY (account_id, rpc, key));`

const (
	bareRegisterRow = `INSERT INTO bare_registers (school, lesson_id, class_id, group_name, subject, staff_id, room, status, note, date,
 start_minute, end_minute, minutes, half, late_reason, taken_late, taken_at, account_id, person_id, written_at, version)
 VALUES ($1, $2, $3, '', 'MATH', $4, 'Salle 1', 'PLANNED', '', '2026-11-23', 480, 540, 60, 'AM', $5, TRUE, $6, $4, $4, $6, 1)
 ON CONFLICT (school, lesson_id) DO UPDATE SET late_reason = excluded.late_reason, account_id = excluded.account_id,
 person_id = excluded.person_id, written_at = excluded.written_at, version = bare_registers.version + 1`

	// What the rows share is sent once, as for sheets.
	bareEntries      = `INSERT INTO bare_entries (school, lesson_id, class_id, date, account_id, person_id, at, student_id, state, minutes_late, entered, version) `
	bareEntriesMerge = ` ON CONFLICT (school, lesson_id, student_id) DO UPDATE SET state = excluded.state, minutes_late = excluded.minutes_late,
 entered = excluded.entered, version = excluded.version, account_id = excluded.account_id, person_id = excluded.person_id, at = excluded.at`
	bareChange = `INSERT INTO bare_changes (topic, change_id, kind, ref, students, at) VALUES ($1, $2, 'ABSENCES', $3, $4, $5)`
	bareOutbox = `INSERT INTO bare_outbox (id, topic, key, payload, at) VALUES ($1, 'absences', $2, $3, $4)`

	unnestEntries = bareEntries + `SELECT $1, $2, $3, $4, $5, $6, $7::bigint, * FROM unnest($8::text[], $9::text[], $10::bigint[], $11::text[],
 $12::bigint[])` + bareEntriesMerge

	sharedOfEntries, ownOfEntries = 7, 5
)

// bareRegisters: the register with who wrote last, 35 upserted entries, what families and the school are told, the
// event that absences stand otherwise, and an idempotency row.
func bareRegisters() bare {
	return bare{
		tables: bareRegisterTables,
		sqlite: []string{
			bareRegisterRow, bareEntries + values(cells, sharedOfEntries, ownOfEntries) + bareEntriesMerge, bareChange, bareOutbox, bareKey,
		},
		postgres: []string{bareRegisterRow, unnestEntries, bareChange, bareOutbox, bareKey},
		fresh:    func() bareSaver { return newBareRegister() },
	}
}

// bareRegister is one register of the limit.
type bareRegister struct {
	school, lesson, class, staff string
	students                     []string
	version                      int64
	answer, payload              []byte
}

func newBareRegister() *bareRegister {
	r := &bareRegister{
		school: "90001A", lesson: "90001A." + uuid.NewString(), class: "90001A." + uuid.NewString(), staff: uuid.NewString(),
		answer: make([]byte, cells*42), payload: make([]byte, absentOf*38+50),
	}
	for range cells {
		r.students = append(r.students, uuid.NewString())
	}
	return r
}

// absentOf is how many students of a register turn between present and absent: a tenth of the class. The others
// turn between two states of which neither is an absence, so that every entry is written at each save.
const absentOf = 4

// stateOf is how student i is in save n.
func stateOf(i, n int) string {
	switch {
	case (i+n)%2 == 1:
		return "PRESENT"
	case i < absentOf:
		return "ABSENT"
	}
	return "SENT_TO_OFFICE"
}

// newID is an id like those of the product, made in one way for every row of a save.
func newID() string { return uuid.Must(uuid.NewV7()).String() }

func (r *bareRegister) next(on engine) [][]any {
	r.version++
	now, day := time.Now().UnixMicro(), "2026-11-23"
	states, minutes, entered, versions := make([]string, cells), make([]int64, cells), make([]string, cells), make([]int64, cells)
	for i := range r.students {
		states[i], versions[i] = stateOf(i, int(r.version)), r.version
		if states[i] == "ABSENT" {
			entered[i] = day
		}
	}
	entries := []any{r.school, r.lesson, r.class, day, r.staff, r.staff, now}
	if on == enginePostgres {
		entries = append(entries, r.students, states, minutes, entered, versions)
	} else {
		for i := range r.students {
			entries = append(entries, r.students[i], states[i], minutes[i], entered[i], versions[i])
		}
	}
	return [][]any{
		{r.school, r.lesson, r.class, r.staff, "réseau coupé", now}, entries,
		{r.class, newID(), r.lesson, strings.Join(r.students[:absentOf], " "), now}, {newID(), r.lesson, r.payload, now},
		{r.staff, "attendance.SaveRegister", newID(), make([]byte, 32), r.answer, now},
	}
}
