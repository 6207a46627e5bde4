package attendance_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/sqldb/sqldbtest"
	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	"github.com/massar-platform/massar/services/attendance"
)

const classSize = 35

// BenchmarkSave35 saves the register of a class of 35 through the chain, every entry changed; "bare" is its
// limit, one transaction of 35 entry upserts, the register's row and an idempotency row, by the engine's best bulk form.
func BenchmarkSave35(b *testing.B) {
	for _, engine := range sqldbtest.Engines(b) {
		b.Run(string(engine)+"/product", func(b *testing.B) {
			w := newWorld(b, sqldbtest.Open(b, engine, "attendance", attendance.Migrations()), classSize)
			lesson := w.plan(w.salma, today, "08:00", "")
			ctx := w.as(w.salma)
			version := int32(0)
			b.ReportAllocs()
			for b.Loop() {
				request := &attendancev1.SaveRegisterRequest{LessonId: lesson}
				for i := range classSize {
					state := present
					if (i+int(version))%8 == 0 {
						state = absent
					} else if version%2 == 0 {
						state = sent
					}
					request.Entries = append(request.Entries, w.entry(i, state, version))
				}
				got, err := w.moudaris.SaveRegister(withKey(ctx, ids.New()), request)
				require.NoError(b, err)
				require.Len(b, got.GetSaved(), classSize)
				version++
			}
		})
		b.Run(string(engine)+"/bare", func(b *testing.B) {
			db := sqldbtest.Open(b, engine, "attendance", attendance.Migrations())
			lesson, class := ids.InSchool(gresa), ids.InSchool(gresa)
			students := make([]string, classSize)
			for i := range students {
				students[i] = ids.New()
			}
			version := int64(0)
			b.ReportAllocs()
			for b.Loop() {
				version++
				require.NoError(b, db.InTx(b.Context(), func(ctx context.Context, tx sqldb.Tx) error {
					if _, err := tx.Exec(ctx, bareTouch, gresa, lesson, version); err != nil {
						return err
					}
					return bareSave(ctx, tx, engine, class, lesson, students, version)
				}))
			}
		})
	}
}

const bareTouch = `UPDATE registers SET version = $3 WHERE school = $1 AND lesson_id = $2`

const bareUpsert = `INSERT INTO entries (school, lesson_id, class_id, date, account_id, person_id, at, version, entered, minutes_late, student_id, state) `

const bareConflict = ` ON CONFLICT (school, lesson_id, student_id) DO UPDATE SET state = excluded.state, version = excluded.version, at = excluded.at`

const bareKey = `INSERT INTO idempotency (account_id, rpc, key, request_hash, answer, created_at) VALUES ($1, $2, $3, $4, $5, $6)`

func bareSave(ctx context.Context, tx sqldb.Tx, engine sqldb.Engine, class, lesson string, students []string, version int64) error {
	states := make([]string, len(students))
	for i := range states {
		states[i] = []string{"PRESENT", "ABSENT"}[(int64(i)+version)%8/7]
	}
	shared := []any{gresa, lesson, class, today, "account", "person", version, version}
	hash := make([]byte, 32)
	key := sqldb.Statement{SQL: bareKey, Args: []any{"account", "rpc", ids.New(), hash, hash, version}}
	if engine == sqldb.Postgres {
		return tx.Queue(ctx, sqldb.Statement{
			SQL:  bareUpsert + `SELECT $1, $2, $3, $4, $5, $6, $7::bigint, $8::bigint, '', 0, * FROM unnest($9::text[], $10::text[])` + bareConflict,
			Args: append(shared, students, states),
		}, key)
	}
	rows := make([][]any, len(students))
	for i := range rows {
		rows[i] = []any{students[i], states[i]}
	}
	bulk := sqldb.Bulk{Prefix: bareUpsert + `VALUES`, Row: `($1, $2, $3, $4, $5, $6, $7, $8, '', 0, ?, ?)`, Suffix: bareConflict, Shared: shared}
	return tx.Queue(ctx, append(bulk.Statements(rows), key)...)
}
