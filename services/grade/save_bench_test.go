package grade_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/sqldb/sqldbtest"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	"github.com/massar-platform/massar/services/grade"
)

const classSize = 35

// BenchmarkSave35 saves one control of a class of 35 through the chain; "bare" is
// its limit, one transaction of 35 cell upserts, 35 events and an idempotency row, by the engine's
// best bulk form.
func BenchmarkSave35(b *testing.B) {
	for _, engine := range sqldbtest.Engines(b) {
		b.Run(string(engine)+"/product", func(b *testing.B) {
			w := newWorldOf(b, sqldbtest.Open(b, engine, "grade", grade.Migrations()), today, classSize)
			sheet := w.sheet("PC")
			ctx := w.as(w.salma.Principal)
			version := int32(0)
			b.ReportAllocs()
			for b.Loop() {
				request := &gradev1.SaveMarkSheetRequest{MarkSheetId: sheet}
				for i := range classSize {
					request.Cells = append(request.Cells, w.cell(i, "C1", fmt.Sprintf("%d.25", (i+int(version))%20), version))
				}
				got, err := w.moudaris.SaveMarkSheet(withKey(ctx, ids.New()), request)
				require.NoError(b, err)
				require.Len(b, got.GetSaved(), classSize)
				version++
			}
		})
		b.Run(string(engine)+"/bare", func(b *testing.B) {
			db := sqldbtest.Open(b, engine, "grade", grade.Migrations())
			sheet := ids.InSchool(gresa)
			students := make([]string, classSize)
			for i := range students {
				students[i] = ids.New()
			}
			write := bareRows
			if engine == sqldb.Postgres {
				write = bareArrays
			}
			seq := int64(0)
			b.ReportAllocs()
			for b.Loop() {
				require.NoError(b, db.InTx(b.Context(), func(ctx context.Context, tx sqldb.Tx) error {
					seq += classSize
					return write(ctx, tx, sheet, students, seq)
				}))
			}
		})
	}
}

const bareKey = `INSERT INTO idempotency (account_id, rpc, key, request_hash, answer, created_at) VALUES ($1, $2, $3, $4, $5, $6)`

// bareRows is the limit where rows are the best bulk form.
func bareRows(ctx context.Context, tx sqldb.Tx, sheet string, students []string, seq int64) error {
	hash := make([]byte, 32)
	var cells, events [][]any
	for i, student := range students {
		cells = append(cells, []any{gresa, sheet, student, "C1", int64(i * 250), "GRADED", seq, "account", "person", seq})
		events = append(events, []any{
			gresa, sheet, seq + int64(i), seq, "account", "person", "teacher", "session", "SAVE", student, "C1", "14.50", "15.00", "", "request", hash, hash,
		})
	}
	_, err := tx.ExecRows(ctx, `INSERT INTO cells (school, sheet_id, student_id, col, mark, state, version, by_account, by_person, at) VALUES`,
		`ON CONFLICT (school, sheet_id, student_id, col) DO UPDATE SET mark = excluded.mark, version = excluded.version, at = excluded.at`, cells)
	if err != nil {
		return err
	}
	_, err = tx.ExecRows(ctx, `INSERT INTO mark_events (school, sheet_id, seq, at, account_id, person_id, role, session_id, kind,
		student_id, col, before_value, after_value, reason, request_id, prev_hash, hash) VALUES`, "", events)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, bareKey, "account", "rpc", ids.New(), hash, hash, seq)
	return err
}

// bareArrays is the limit on PostgreSQL: an array per column, one round trip.
func bareArrays(ctx context.Context, tx sqldb.Tx, sheet string, students []string, seq int64) error {
	hash := make([]byte, 32)
	columns, texts, marks := make([]string, classSize), make([]string, classSize), make([]int64, classSize)
	seqs, hashes := make([]int64, classSize), make([][]byte, classSize)
	for i := range students {
		columns[i], texts[i], marks[i], seqs[i], hashes[i] = "C1", "14.50", int64(i*250), seq+int64(i), hash
	}
	_, err := tx.ExecAll(ctx,
		sqldb.Statement{SQL: `INSERT INTO cells (school, sheet_id, version, by_account, by_person, at, state, student_id, col, mark)
			SELECT $1, $2, $3::bigint, $4, $5, $6::bigint, 'GRADED', * FROM unnest($7::text[], $8::text[], $9::bigint[])
			ON CONFLICT (school, sheet_id, student_id, col) DO UPDATE SET mark = excluded.mark, version = excluded.version, at = excluded.at`,
			Args: []any{gresa, sheet, seq, "account", "person", seq, students, columns, marks}},
		sqldb.Statement{SQL: `INSERT INTO mark_events (school, sheet_id, at, account_id, person_id, role, session_id, kind, reason, request_id,
			seq, student_id, col, before_value, after_value, prev_hash, hash)
			SELECT $1, $2, $3::bigint, 'account', 'person', 'teacher', 'session', 'SAVE', '', 'request', *
			FROM unnest($4::bigint[], $5::text[], $6::text[], $7::text[], $8::text[], $9::bytea[], $10::bytea[])`,
			Args: []any{gresa, sheet, seq, seqs, students, columns, texts, texts, hashes, hashes}},
		sqldb.Statement{SQL: bareKey, Args: []any{"account", "rpc", ids.New(), hash, hash, seq}})
	return err
}
