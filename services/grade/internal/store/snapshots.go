package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/services/grade/internal/entry"
)

// SnapshotCell is one cell or remark as a workbook was given it. Text is the value
// as the trail writes it; the column of a remark is empty.
type SnapshotCell struct {
	Student string `json:"s"`
	Column  string `json:"c,omitempty"`
	Text    string `json:"t"`
}

// A snapshot that is given out again is kept longer; its row is written at most once a day.
const sqlAddSnapshot = `INSERT INTO snapshots (school, snapshot_id, sheet_id, cells, account_id, at)
 VALUES ($1, $2, $3, $4, $5, $6)
 ON CONFLICT (school, snapshot_id) DO UPDATE SET at = excluded.at WHERE snapshots.at < excluded.at - $7`

const sqlForgetSnapshots = `DELETE FROM snapshots WHERE school = $1 AND sheet_id = $2 AND at < $3`

// snapshotsKept is how long an exported workbook may stay away: longer than a semester.
const (
	snapshotsKept = 250 * 24 * time.Hour
	snapshotStale = 24 * time.Hour
)

// AddSnapshot remembers what an exported workbook holds, and forgets those of the
// sheet that nobody will bring back. The id is made of the sheet and the content: a
// sheet that has not changed has one snapshot, and leaves as the same bytes.
func AddSnapshot(ctx context.Context, tx sqldb.Tx, sheetID string, cells []SnapshotCell, by Writer) (string, error) {
	text, err := json.Marshal(cells)
	if err != nil {
		return "", fmt.Errorf("encoding a snapshot: %w", err)
	}
	school := roster.SchoolOf(sheetID)
	sum := sha256.Sum256(append([]byte(sheetID+"\n"), text...))
	id := school + "." + hex.EncodeToString(sum[:16])
	_, err = tx.ExecAll(ctx,
		sqldb.Statement{SQL: sqlForgetSnapshots, Args: []any{school, sheetID, by.At - snapshotsKept.Microseconds()}},
		sqldb.Statement{SQL: sqlAddSnapshot, Args: []any{school, id, sheetID, string(text), by.Account, by.At, snapshotStale.Microseconds()}})
	if err != nil {
		return "", fmt.Errorf("writing a snapshot: %w", err)
	}
	return id, nil
}

const sqlFindSnapshot = `SELECT cells FROM snapshots WHERE school = $1 AND snapshot_id = $2 AND sheet_id = $3`

// FindSnapshot reads what a workbook of this sheet held when it was exported, by
// cell; the remark of a student has an empty column.
func FindSnapshot(ctx context.Context, q sqldb.Querier, id, sheetID string) (map[entry.Key]string, error) {
	text := ""
	err := q.QueryRow(ctx, sqlFindSnapshot, roster.SchoolOf(sheetID), id, sheetID).Scan(&text)
	if errors.Is(err, sqldb.ErrNoRows) {
		return nil, ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("reading a snapshot: %w", err)
	}
	var list []SnapshotCell
	if err := json.Unmarshal([]byte(text), &list); err != nil {
		return nil, fmt.Errorf("decoding a snapshot: %w", err)
	}
	cells := make(map[entry.Key]string, len(list))
	for _, c := range list {
		cells[entry.Key{Student: c.Student, Column: c.Column}] = c.Text
	}
	return cells, nil
}
