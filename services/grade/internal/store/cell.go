package store

import (
	"context"
	"fmt"

	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/services/grade/internal/entry"
)

// The class list, then the cells of some columns, in one round trip. A join of the
// two would be planned anew at each save on PostgreSQL, which costs more than
// running it.
const sqlLoadForSave = `SELECT e.student_id, e.to_date, '' AS col, CAST(NULL AS BIGINT) AS mark, '' AS state,
 CAST(NULL AS BOOLEAN) AS justified, 0 AS pending_since, 0 AS version, '' AS by_account, '' AS by_person, 0 AS at
 FROM proj_enrolments e WHERE e.school = $1 AND e.class_id = $3 AND e.from_date <= $4
 UNION ALL
 SELECT c.student_id, '', c.col, c.mark, c.state, c.justified, COALESCE(c.pending_since, 0), c.version, c.by_account,
  c.by_person, c.at
 FROM cells c WHERE c.school = $1 AND c.sheet_id = $2 AND c.col IN (`

// LoadForSave reads what a decision about cells of these columns needs. Students
// whose place in the class begins after the day are not in it.
func LoadForSave(ctx context.Context, q sqldb.Querier, s *Sheet, day string, columns []string) (entry.Sheet, error) {
	sheet := entry.Sheet{
		Scale:    s.Scale,
		Columns:  make(map[string]bool, len(s.ColumnStates)),
		Students: make(map[string]entry.Presence, 40),
		Cells:    make(map[entry.Key]entry.Cell, 40*len(columns)),
	}
	for name, state := range s.ColumnStates {
		sheet.Columns[name] = state == ColumnLocked
	}
	list, names := sqldb.InList(5, columns)
	args := append([]any{s.School, s.ID, s.ClassID, day}, names...)
	rows, err := q.Query(ctx, sqlLoadForSave+list+`)`, args...)
	if err != nil {
		return sheet, fmt.Errorf("reading the cells of a sheet: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var (
			student, to, state string
			account            string
			key                entry.Key
			cell               entry.Cell
			mark               *int64
			justified          *bool
		)
		err := rows.Scan(&student, &to, &key.Column, &mark, &state, &justified,
			&cell.PendingSince, &cell.Version, &account, &cell.By, &cell.At)
		if err != nil {
			return sheet, fmt.Errorf("reading the cells of a sheet: %w", err)
		}
		if cell.Version == 0 {
			presence := entry.Left
			if roster.Lasts(to, day) {
				presence = entry.Present
			}
			// A student who left and came back has two rows: the better one holds.
			sheet.Students[student] = max(sheet.Students[student], presence)
			continue
		}
		if cell.Value, err = valueOf(state, mark, justified); err != nil {
			return sheet, err
		}
		key.Student, cell.By = student, whoWrote(account, cell.By)
		sheet.Cells[key] = cell
	}
	return sheet, rows.Err()
}

// The accounts of what no person does.
const (
	// System is the account of what the clock does: it decides where nobody did in time.
	System = "system"
	// Register is the account of what the registers of lessons bring.
	Register = entry.Register
)

// whoWrote is the person, or what stands for one.
func whoWrote(account, person string) string {
	if account == Register {
		return Register
	}
	return person
}

// Writer is who writes, and when.
type Writer struct {
	Account string
	Person  string
	At      int64
}

// CellWrite is one cell to write.
type CellWrite struct {
	entry.Key
	entry.Cell
}

const sqlUpsertCells = `INSERT INTO cells (school, sheet_id, by_account, by_person, at, student_id, col, mark, state,
 justified, pending_since, version) VALUES`

const sqlUpsertCellsRow = `($1, $2, $3, $4, $5, ?, ?, ?, ?, ?, ?, ?)`

const sqlUpsertCellsConflict = `ON CONFLICT (school, sheet_id, student_id, col) DO UPDATE SET mark = excluded.mark,
 state = excluded.state, justified = excluded.justified, pending_since = excluded.pending_since,
 version = excluded.version, by_account = excluded.by_account, by_person = excluded.by_person, at = excluded.at`

func upsertCells(s *Sheet, by Writer, cells []CellWrite) []sqldb.Statement {
	rows := make([][]any, len(cells))
	for i, c := range cells {
		state, mark, justified := columnsOf(c.Value)
		var since any
		if c.PendingSince != 0 {
			since = c.PendingSince
		}
		rows[i] = []any{c.Student, c.Column, mark, state, justified, since, c.Version}
	}
	return sqldb.Bulk{
		Prefix: sqlUpsertCells, Row: sqlUpsertCellsRow, Suffix: sqlUpsertCellsConflict,
		Shared: []any{s.School, s.ID, by.Account, by.Person, by.At},
	}.Statements(rows)
}

// One array per column: the text and its plan are the same for every class size.
const sqlUpsertCellsPostgres = `INSERT INTO cells (school, sheet_id, by_account, by_person, at, student_id, col, mark, state,
 justified, pending_since, version)
 SELECT $1, $2, $3, $4, $5::bigint, * FROM unnest($6::text[], $7::text[], $8::bigint[], $9::text[], $10::boolean[],
 $11::bigint[], $12::bigint[]) ` + sqlUpsertCellsConflict

func upsertCellsPostgres(s *Sheet, by Writer, cells []CellWrite) []sqldb.Statement {
	if len(cells) == 0 {
		return nil
	}
	var (
		students, columns, states = make([]string, len(cells)), make([]string, len(cells)), make([]string, len(cells))
		marks, since              = make([]*int64, len(cells)), make([]*int64, len(cells))
		justified                 = make([]*bool, len(cells))
		versions                  = make([]int64, len(cells))
	)
	for i, c := range cells {
		students[i], columns[i], versions[i] = c.Student, c.Column, c.Version
		state, mark, just := columnsOf(c.Value)
		states[i] = state
		if m, ok := mark.(int64); ok {
			marks[i] = &m
		}
		if j, ok := just.(bool); ok {
			justified[i] = &j
		}
		if c.PendingSince != 0 {
			since[i] = &c.PendingSince
		}
	}
	return []sqldb.Statement{{SQL: sqlUpsertCellsPostgres, Args: []any{
		s.School, s.ID, by.Account, by.Person, by.At, students, columns, marks, states, justified, since, versions,
	}}}
}

// UpsertCells writes cells of a locked sheet with the versions given.
func UpsertCells(ctx context.Context, tx sqldb.Tx, s *Sheet, by Writer, cells []CellWrite) error {
	return run(ctx, tx, "writing cells", upsertCells(s, by, cells))
}

const sqlListCells = `SELECT student_id, col, mark, state, justified, COALESCE(pending_since, 0), version, by_account, by_person, at
 FROM cells WHERE school = $1 AND sheet_id = $2`

// ListCells reads every cell of a sheet that was ever written.
func ListCells(ctx context.Context, q sqldb.Querier, sheetID string) (map[entry.Key]entry.Cell, error) {
	rows, err := q.Query(ctx, sqlListCells, roster.SchoolOf(sheetID), sheetID)
	if err != nil {
		return nil, fmt.Errorf("listing cells: %w", err)
	}
	defer rows.Close()
	cells := make(map[entry.Key]entry.Cell, 160)
	for rows.Next() {
		var (
			key       entry.Key
			cell      entry.Cell
			state     string
			mark      *int64
			justified *bool
			account   string
		)
		err := rows.Scan(&key.Student, &key.Column, &mark, &state, &justified, &cell.PendingSince, &cell.Version,
			&account, &cell.By, &cell.At)
		if err != nil {
			return nil, fmt.Errorf("listing cells: %w", err)
		}
		cell.By, cell.SettledByTime = whoWrote(account, cell.By), account == System
		if cell.Value, err = valueOf(state, mark, justified); err != nil {
			return nil, err
		}
		cells[key] = cell
	}
	return cells, rows.Err()
}
