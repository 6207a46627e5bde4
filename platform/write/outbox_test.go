package write_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
)

func emit(t testing.TB, db sqldb.DB, topic string, keys ...string) {
	t.Helper()
	require.NoError(t, db.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) error {
		events := make([]write.Outgoing, 0, len(keys))
		for _, key := range keys {
			events = append(events, write.Outgoing{Topic: topic, Key: key, Payload: wrapperspb.String(key)})
		}
		return write.EmitAll(ctx, tx, events)
	}))
}

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

func TestEventsAreReadOnceNumberedAndInOrder(t *testing.T) {
	each(t, func(t *testing.T, db sqldb.DB) {
		head := int64(0)
		sequencer := write.NewSequencer(db, quiet(), func(pos int64) { head = pos })
		emit(t, db, "enrolment", "s1", "s2", "s3")
		events, err := write.Read(t.Context(), db, 0, 10)
		require.NoError(t, err)
		require.Empty(t, events, "not before they have numbers")

		n, err := sequencer.Sequence(t.Context())
		require.NoError(t, err)
		require.Equal(t, int64(3), n)
		require.Equal(t, int64(3), head)
		emit(t, db, "class", "c1")
		_, err = sequencer.Sequence(t.Context())
		require.NoError(t, err)

		events, err = write.Read(t.Context(), db, 1, 2)
		require.NoError(t, err)
		require.Len(t, events, 2)
		require.Equal(t, []any{int64(2), "s2", int64(3), "s3"}, []any{events[0].Pos, events[0].Key, events[1].Pos, events[1].Key})
		var payload wrapperspb.StringValue
		require.NoError(t, proto.Unmarshal(events[0].Payload, &payload))
		require.Equal(t, "s2", payload.GetValue())
		require.WithinDuration(t, time.Now(), events[0].At, time.Minute)

		pos, err := write.Head(t.Context(), db)
		require.NoError(t, err)
		require.Equal(t, int64(4), pos)
	})
}

func TestAnEventOfARolledBackWriteNeverAppears(t *testing.T) {
	each(t, func(t *testing.T, db sqldb.DB) {
		mine := errors.New("no")
		require.ErrorIs(t, db.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) error {
			require.NoError(t, write.Emit(ctx, tx, "class", "c1", wrapperspb.String("x")))
			return mine
		}), mine)
		n, err := write.NewSequencer(db, quiet(), nil).Sequence(t.Context())
		require.NoError(t, err)
		require.Zero(t, n)
	})
}

// A reader that follows the numbers while writers and two sequencers work must see
// every event once, in ascending order.
func TestAFollowingReaderMissesNothing(t *testing.T) {
	each(t, func(t *testing.T, db sqldb.DB) {
		const writers, each = 4, 30
		ctx, stop := context.WithCancel(t.Context())
		var sequencers sync.WaitGroup
		for range 2 {
			s := write.NewSequencer(db, quiet(), nil)
			sequencers.Go(func() {
				for ctx.Err() == nil {
					s.Wake()
					_, err := s.Sequence(ctx)
					if ctx.Err() == nil && err != nil {
						t.Errorf("sequencing: %v", err)
						return
					}
				}
			})
		}
		var writing sync.WaitGroup
		for w := range writers {
			writing.Go(func() {
				for i := range each {
					emit(t, db, "marks", fmt.Sprintf("%d-%d-a", w, i), fmt.Sprintf("%d-%d-b", w, i))
				}
			})
		}
		seen := map[string]bool{}
		last := int64(0)
		require.Eventually(t, func() bool {
			events, err := write.Read(t.Context(), db, last, 7)
			require.NoError(t, err)
			for _, e := range events {
				require.Equal(t, last+1, e.Pos, "no hole is filled behind the reader")
				require.False(t, seen[e.Key])
				seen[e.Key], last = true, e.Pos
			}
			return len(seen) == writers*each*2
		}, 30*time.Second, time.Millisecond)
		writing.Wait()
		stop()
		sequencers.Wait()
	})
}

func TestRunNumbersWhenWokenAndEndsWithItsContext(t *testing.T) {
	each(t, func(t *testing.T, db sqldb.DB) {
		ctx, stop := context.WithCancel(t.Context())
		numbered := make(chan int64, 8)
		s := write.NewSequencer(db, quiet(), func(head int64) { numbered <- head })
		ended := make(chan error, 1)
		go func() { ended <- s.Run(ctx) }()
		emit(t, db, "class", "c1")
		s.Wake()
		require.Equal(t, int64(1), <-numbered)
		stop()
		require.NoError(t, <-ended)
	})
}
