package write_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protodesc"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/descriptorpb"
	"google.golang.org/protobuf/types/dynamicpb"
	"google.golang.org/protobuf/types/known/structpb"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/sqldb/sqldbtest"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
)

func migrations() fs.FS {
	return write.Migrations(fstest.MapFS{"migrations/00100_effects.sql": {Data: []byte(`-- +goose Up
CREATE TABLE effects (id TEXT PRIMARY KEY, what TEXT NOT NULL);
`)}})
}

func each(t *testing.T, fn func(t *testing.T, db sqldb.DB)) {
	t.Helper()
	sqldbtest.Each(t, "grade", migrations(), fn)
}

// as is the context of a call by an account with a key.
func as(t testing.TB, account, key string) context.Context {
	t.Helper()
	ctx := auth.With(t.Context(), auth.Principal{AccountID: account, Role: optionsv1.Role_ROLE_TEACHER})
	return write.WithRequestID(write.WithKey(ctx, key), "request-1")
}

func op(request string) write.Op {
	return write.Op{RPC: "grade.SaveMarkSheet", Resource: "12345A.sheet", Request: wrapperspb.String(request),
		Detail: map[string]string{"cells": "35"}}
}

// effect adds one row and answers with its id.
func effect(ctx context.Context, tx sqldb.Tx) (*structpb.Struct, error) {
	id := ids.New()
	if _, err := tx.Exec(ctx, `INSERT INTO effects (id, what) VALUES ($1, $2)`, id, "saved"); err != nil {
		return nil, err
	}
	return structpb.NewStruct(map[string]any{"id": id, "saved": true, "a": 1, "b": 2, "c": 3})
}

func bytesOf(t testing.TB, m proto.Message) string {
	t.Helper()
	encoded, err := proto.MarshalOptions{Deterministic: true}.Marshal(m)
	require.NoError(t, err)
	return string(encoded)
}

func count(t testing.TB, db sqldb.Querier, table string) int {
	t.Helper()
	var n int
	require.NoError(t, db.QueryRow(t.Context(), `SELECT COUNT(*) FROM `+table).Scan(&n))
	return n
}

func TestSameKeySameRequestHasOneEffectAndOneAnswer(t *testing.T) {
	each(t, func(t *testing.T, db sqldb.DB) {
		first, err := write.Do(as(t, "a1", "k1"), db, op("r"), effect)
		require.NoError(t, err)
		second, err := write.Do(as(t, "a1", "k1"), db, op("r"), effect)
		require.NoError(t, err)
		require.Equal(t, bytesOf(t, first), bytesOf(t, second))
		require.Equal(t, 1, count(t, db, "effects"))
		require.Equal(t, 1, count(t, db, "audit_log"), "a repeated answer is no second act")
	})
}

func TestScopeOfAKey(t *testing.T) {
	each(t, func(t *testing.T, db sqldb.DB) {
		_, err := write.Do(as(t, "a1", "k1"), db, op("r"), effect)
		require.NoError(t, err)
		_, err = write.Do(as(t, "a2", "k1"), db, op("r"), effect)
		require.NoError(t, err, "another account")
		other := op("r")
		other.RPC = "grade.SubmitMarkSheet"
		_, err = write.Do(as(t, "a1", "k1"), db, other, effect)
		require.NoError(t, err, "another RPC")
		require.Equal(t, 3, count(t, db, "effects"))
	})
}

func TestAReusedKeyIsRefused(t *testing.T) {
	each(t, func(t *testing.T, db sqldb.DB) {
		_, err := write.Do(as(t, "a1", "k1"), db, op("r"), effect)
		require.NoError(t, err)
		_, err = write.Do(as(t, "a1", "k1"), db, op("other"), effect)
		require.Equal(t, errs.FailedPrecondition, errs.KindOf(err))
		require.True(t, errs.Is(err, errorsv1.Reason_IDEMPOTENCY_KEY_REUSED), "%v", err)
		require.Equal(t, 1, count(t, db, "effects"))
	})
}

func TestAFailedCallIsNotStored(t *testing.T) {
	each(t, func(t *testing.T, db sqldb.DB) {
		refused := errors.New("the sheet is not open")
		_, err := write.Do(as(t, "a1", "k1"), db, op("r"), func(ctx context.Context, tx sqldb.Tx) (*structpb.Struct, error) {
			if _, err := effect(ctx, tx); err != nil {
				return nil, err
			}
			return nil, refused
		})
		require.ErrorIs(t, err, refused)
		require.Equal(t, 0, count(t, db, "effects")+count(t, db, "idempotency")+count(t, db, "audit_log"))
		_, err = write.Do(as(t, "a1", "k1"), db, op("r"), effect)
		require.NoError(t, err, "the same key may try again")
	})
}

func TestKeyAndAccountAreNeeded(t *testing.T) {
	each(t, func(t *testing.T, db sqldb.DB) {
		_, err := write.Do(as(t, "a1", ""), db, op("r"), effect)
		require.Equal(t, errs.Invalid, errs.KindOf(err))
		require.True(t, errs.Is(err, errorsv1.Reason_IDEMPOTENCY_KEY_REQUIRED))

		_, err = write.Do(write.WithKey(t.Context(), "k1"), db, op("r"), effect)
		require.Equal(t, errs.Unauthenticated, errs.KindOf(err))

		activation := op("r")
		activation.Account = "activation"
		_, err = write.Do(write.WithKey(t.Context(), "k1"), db, activation, effect)
		require.NoError(t, err)
		var account, role string
		require.NoError(t, db.QueryRow(t.Context(), `SELECT account_id, role FROM audit_log`).Scan(&account, &role))
		require.Equal(t, []string{"activation", ""}, []string{account, role})
	})
}

func TestAuditLine(t *testing.T) {
	each(t, func(t *testing.T, db sqldb.DB) {
		begun := time.Now().UnixMicro()
		_, err := write.Do(as(t, "a1", "k1"), db, op("r"), effect)
		require.NoError(t, err)
		var line [6]string
		var at int64
		require.NoError(t, db.QueryRow(t.Context(),
			`SELECT account_id, role, rpc, resource, request_id, detail, at FROM audit_log`).
			Scan(&line[0], &line[1], &line[2], &line[3], &line[4], &line[5], &at))
		require.Equal(t, [6]string{"a1", "teacher", "grade.SaveMarkSheet", "12345A.sheet", "request-1", `{"cells":"35"}`}, line)
		require.GreaterOrEqual(t, at, begun)
	})
}

// What fn finds while it runs is in the line, that of its last run; what a refused call found is nowhere.
func TestAuditLineHoldsWhatWasFound(t *testing.T) {
	each(t, func(t *testing.T, db sqldb.DB) {
		found, runs := op("r"), 0
		find := func(ctx context.Context, tx sqldb.Tx) (*structpb.Struct, error) {
			runs++
			found.Detail["entries"] = fmt.Sprint(runs)
			if runs == 1 {
				return nil, errors.New("refused")
			}
			return effect(ctx, tx)
		}
		_, err := write.Do(as(t, "a1", "k1"), db, found, find)
		require.ErrorContains(t, err, "refused")
		require.Zero(t, count(t, db, "audit_log"))
		for range 2 { // the second is answered from what is stored
			_, err = write.Do(as(t, "a1", "k1"), db, found, find)
			require.NoError(t, err)
		}
		detail := ""
		require.NoError(t, db.QueryRow(t.Context(), `SELECT detail FROM audit_log`).Scan(&detail))
		require.JSONEq(t, `{"cells":"35","entries":"2"}`, detail)
	})
}

func TestConcurrentDuplicatesHaveOneEffectAndTheSameBytes(t *testing.T) {
	each(t, func(t *testing.T, db sqldb.DB) {
		const callers = 200
		var ran atomic.Int64
		answers := make([]string, callers)
		failures := make([]error, callers)
		start := make(chan struct{})
		var all sync.WaitGroup
		for i := range callers {
			all.Go(func() {
				<-start
				answer, err := write.Do(as(t, "a1", "k1"), db, op("r"), func(ctx context.Context, tx sqldb.Tx) (*structpb.Struct, error) {
					ran.Add(1)
					if err := write.Emit(ctx, tx, "marks", "sheet", wrapperspb.String("event")); err != nil {
						return nil, err
					}
					return effect(ctx, tx)
				})
				if failures[i] = err; err == nil {
					answers[i] = bytesOf(t, answer)
				}
			})
		}
		close(start)
		all.Wait()
		for i := range callers {
			require.NoError(t, failures[i])
			require.Equal(t, answers[0], answers[i])
		}
		require.Equal(t, int64(1), ran.Load(), "a duplicate waits, it does not do the work and throw it away")
		require.Equal(t, 1, count(t, db, "effects"))
		require.Equal(t, 1, count(t, db, "outbox"))
		require.Equal(t, 1, count(t, db, "audit_log"))
	})
}

func TestADuplicateTakesOverWhenTheFirstFails(t *testing.T) {
	each(t, func(t *testing.T, db sqldb.DB) {
		inside, release := make(chan struct{}), make(chan struct{})
		failed := make(chan error, 1)
		go func() {
			_, err := write.Do(as(t, "a1", "k1"), db, op("r"), func(context.Context, sqldb.Tx) (*structpb.Struct, error) {
				close(inside)
				<-release
				return nil, errors.New("the first one gives up")
			})
			failed <- err
		}()
		<-inside
		second := make(chan error, 1)
		go func() {
			_, err := write.Do(as(t, "a1", "k1"), db, op("r"), effect)
			second <- err
		}()
		close(release)
		require.Error(t, <-failed)
		require.NoError(t, <-second)
		require.Equal(t, 1, count(t, db, "effects"))
	})
}

// barrierDB is a database whose barrier does not pass.
type barrierDB struct {
	sqldb.DB
	err error
}

func (d barrierDB) Barrier(context.Context) error { return d.err }

func TestAStoredAnswerWaitsForTheBarrier(t *testing.T) {
	each(t, func(t *testing.T, db sqldb.DB) {
		away := errs.E(errs.Unavailable, errorsv1.Reason_OUTCOME_UNKNOWN, "waiting for a replica", nil)
		blocked := barrierDB{DB: db, err: away}
		_, err := write.Do(as(t, "a1", "k1"), blocked, op("r"), effect)
		require.NoError(t, err, "a first answer has its own commit behind it")
		_, err = write.Do(as(t, "a1", "k1"), blocked, op("r"), effect)
		require.ErrorIs(t, err, away)
		require.True(t, errs.Is(err, errorsv1.Reason_OUTCOME_UNKNOWN))
	})
}

func TestTheKeyInTheRequestDoesNotCount(t *testing.T) {
	each(t, func(t *testing.T, db sqldb.DB) {
		withKey := op("")
		request := keyedRequest(t, "k1", "12345A.sheet")
		withKey.Request = request
		_, err := write.Do(as(t, "a1", "k1"), db, withKey, effect)
		require.NoError(t, err)
		require.Equal(t, "k1", request.Get(request.Descriptor().Fields().ByName("idempotency_key")).String(),
			"the caller's message stays as it was")

		inHeader := op("")
		inHeader.Request = keyedRequest(t, "", "12345A.sheet")
		_, err = write.Do(as(t, "a1", "k1"), db, inHeader, effect)
		require.NoError(t, err)

		other := op("")
		other.Request = keyedRequest(t, "k1", "12345A.other")
		_, err = write.Do(as(t, "a1", "k1"), db, other, effect)
		require.True(t, errs.Is(err, errorsv1.Reason_IDEMPOTENCY_KEY_REUSED), "%v", err)
	})
}

func keyedRequest(t *testing.T, key, sheet string) *dynamicpb.Message {
	t.Helper()
	text := descriptorpb.FieldDescriptorProto_TYPE_STRING.Enum()
	file, err := protodesc.NewFile(&descriptorpb.FileDescriptorProto{
		Name: proto.String("keyed.proto"), Syntax: proto.String("proto3"),
		MessageType: []*descriptorpb.DescriptorProto{{Name: proto.String("Keyed"), Field: []*descriptorpb.FieldDescriptorProto{
			{Name: proto.String("idempotency_key"), Number: proto.Int32(1), Type: text},
			{Name: proto.String("mark_sheet_id"), Number: proto.Int32(2), Type: text},
		}}},
	}, nil)
	require.NoError(t, err)
	descriptor := file.Messages().Get(0)
	m := dynamicpb.NewMessage(descriptor)
	if key != "" {
		m.Set(descriptor.Fields().ByName("idempotency_key"), protoreflect.ValueOfString(key))
	}
	m.Set(descriptor.Fields().ByName("mark_sheet_id"), protoreflect.ValueOfString(sheet))
	return m
}

func TestSecretAnswersAreNotStoredInTheClear(t *testing.T) {
	const code = "7Q3K9ZZZZZZZZ"
	each(t, func(t *testing.T, db sqldb.DB) {
		issue := op(code)
		issue.Secret = []byte("the pepper, long enough")
		run := func(ctx context.Context, o write.Op) (*wrapperspb.StringValue, error) {
			return write.Do(ctx, db, o, func(context.Context, sqldb.Tx) (*wrapperspb.StringValue, error) {
				return wrapperspb.String(code), nil
			})
		}
		_, err := run(as(t, "a1", "k1"), issue)
		require.NoError(t, err)
		var hash, stored []byte
		require.NoError(t, db.QueryRow(t.Context(), `SELECT request_hash, answer FROM idempotency`).Scan(&hash, &stored))
		require.NotContains(t, string(stored), code)

		plain := op(code)
		_, err = run(as(t, "a2", "k1"), plain)
		require.NoError(t, err)
		var plainHash []byte
		require.NoError(t, db.QueryRow(t.Context(), `SELECT request_hash FROM idempotency WHERE account_id = 'a2'`).Scan(&plainHash))
		require.NotEqual(t, plainHash, hash, "the hash of a secret is keyed")

		again, err := run(as(t, "a1", "k1"), issue)
		require.NoError(t, err)
		require.Equal(t, code, again.GetValue())

		short := issue
		short.Secret = []byte("short")
		_, err = run(as(t, "a1", "k2"), short)
		require.Error(t, err)
	})
}

func TestPurgeKeepsThirtyDays(t *testing.T) {
	each(t, func(t *testing.T, db sqldb.DB) {
		now := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
		rows := make([][]any, 0, 4500)
		for i := range 4498 {
			rows = append(rows, []any{"a1", "rpc", fmt.Sprint("old-", i), []byte{1}, now.Add(-write.KeepAnswers - time.Microsecond).UnixMicro()})
		}
		rows = append(rows,
			[]any{"a1", "rpc", "edge", []byte{1}, now.Add(-write.KeepAnswers).UnixMicro()},
			[]any{"a1", "rpc", "new", []byte{1}, now.UnixMicro()})
		require.NoError(t, db.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) error {
			return tx.CopyFrom(ctx, "idempotency", []string{"account_id", "rpc", "key", "request_hash", "created_at"}, rows)
		}))
		removed, err := write.Purge(t.Context(), db, now)
		require.NoError(t, err)
		require.Equal(t, int64(4498), removed)
		require.Equal(t, 2, count(t, db, "idempotency"))
	})
}

func TestMigrationsRefuseTheReservedVersions(t *testing.T) {
	for name, set := range map[string]fs.FS{
		"reserved":   fstest.MapFS{"00002_mine.sql": {Data: []byte("-- +goose Up\nSELECT 1;\n")}},
		"no version": fstest.MapFS{"mine.sql": {Data: []byte("-- +goose Up\nSELECT 1;\n")}},
	} {
		_, err := sqldb.Open(t.Context(), sqldb.Config{Name: "grade", Dir: t.TempDir()}, write.Migrations(set))
		require.ErrorContains(t, err, "its version must lie between 100 and", name)
	}
	one := func(name string) fs.FS { return fstest.MapFS{name: {Data: []byte("-- +goose Up\nSELECT 1;\n")}} }
	for _, name := range []string{"00039_shared.sql", "00100_shared.sql"} {
		_, err := sqldb.Open(t.Context(), sqldb.Config{Name: "grade", Dir: t.TempDir()}, write.Migrations(nil, one(name)))
		require.ErrorContains(t, err, "its version must lie between 40 and 99", name)
	}
	shared, err := fs.Glob(write.Migrations(one("00100_mine.sql"), one("00040_b.sql"), one("00050_a.sql")), "*.sql")
	require.NoError(t, err)
	require.Equal(t, []string{"00001_write.sql", "00040_b.sql", "00050_a.sql", "00100_mine.sql"}, shared)
	names, err := fs.Glob(migrations(), "*.sql")
	require.NoError(t, err)
	require.Equal(t, []string{"00001_write.sql", "00100_effects.sql"}, names)
	alone, err := fs.Glob(write.Migrations(nil), "*.sql")
	require.NoError(t, err)
	require.Equal(t, []string{"00001_write.sql"}, alone)
}
