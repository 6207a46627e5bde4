package store_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/sqldb/sqldbtest"
	"github.com/massar-platform/massar/platform/write"
	"github.com/massar-platform/massar/services/identity/internal/store"
)

func each(t *testing.T, fn func(t *testing.T, db sqldb.DB)) {
	t.Helper()
	sqldbtest.Each(t, "identity", write.Migrations(store.Migrations()), fn)
}

func in(t *testing.T, db sqldb.DB, fn func(ctx context.Context, tx sqldb.Tx)) {
	t.Helper()
	require.NoError(t, db.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) error {
		fn(ctx, tx)
		return nil
	}))
}

func account(t *testing.T, db sqldb.DB, identifier string) store.Account {
	t.Helper()
	a := store.Account{ID: ids.New(), NameAr: "سارة", PasswordHash: "hash", CreatedAt: 1}
	in(t, db, func(ctx context.Context, tx sqldb.Tx) {
		ok, err := store.InsertAccount(ctx, tx, a, identifier)
		require.NoError(t, err)
		require.True(t, ok)
	})
	return a
}

func TestAccountsAndEpochs(t *testing.T) {
	each(t, func(t *testing.T, db sqldb.DB) {
		a := account(t, db, "J1")
		got, ok, err := store.AccountByIdentifier(t.Context(), db, "J1")
		require.NoError(t, err)
		require.True(t, ok)
		require.Equal(t, a.ID, got.ID)
		require.Equal(t, "سارة", got.NameAr)
		require.False(t, got.HasFactor())
		_, ok, err = store.AccountByIdentifier(t.Context(), db, "j1")
		require.NoError(t, err)
		require.False(t, ok)

		taken := errors.New("taken")
		err = db.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) error {
			ok, err := store.InsertAccount(ctx, tx, store.Account{ID: ids.New()}, "J1")
			require.NoError(t, err)
			require.False(t, ok, "one identifier, one account")
			return taken
		})
		require.ErrorIs(t, err, taken)

		in(t, db, func(ctx context.Context, tx sqldb.Tx) {
			for want := int64(1); want <= 2; want++ {
				epoch, err := store.BumpEpoch(ctx, tx, a.ID, want*100)
				require.NoError(t, err)
				require.Equal(t, want, epoch)
			}
			epoch, ok, err := store.HoldAccount(ctx, tx, a.ID, "hash")
			require.NoError(t, err)
			require.True(t, ok)
			require.Equal(t, int64(2), epoch)
			_, ok, err = store.HoldAccount(ctx, tx, a.ID, "another hash")
			require.NoError(t, err)
			require.False(t, ok)
		})
		list, err := store.RevocationsSince(t.Context(), db, 100)
		require.NoError(t, err)
		require.Equal(t, []store.Revocation{{AccountID: a.ID, MinEpoch: 2}}, list)
		list, err = store.RevocationsSince(t.Context(), db, 200)
		require.NoError(t, err)
		require.Empty(t, list)
	})
}

func TestTriesAreCountedOneAfterTheOther(t *testing.T) {
	each(t, func(t *testing.T, db sqldb.DB) {
		count := func(day string, now int64) (n int64, ok bool) {
			require.NoError(t, db.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) (err error) {
				n, ok, err = store.CountTry(ctx, tx, "s", day, now, 20, true)
				return err
			}))
			return n, ok
		}
		var wg sync.WaitGroup
		var mu sync.Mutex
		allowed, seen := 0, map[int64]bool{}
		for range 30 {
			wg.Go(func() {
				n, ok := count("2026-11-23", 1000)
				mu.Lock()
				defer mu.Unlock()
				if ok {
					allowed++
					seen[n] = true
				}
			})
		}
		wg.Wait()
		require.Equal(t, 20, allowed)
		require.Len(t, seen, 20)
		n, ok := count("2026-11-24", 2000)
		require.True(t, ok, "the next day")
		require.Equal(t, int64(21), n)
		in(t, db, func(ctx context.Context, tx sqldb.Tx) { require.NoError(t, store.Lock(ctx, tx, "s", 5000)) })
		_, ok = count("2026-11-24", 4999)
		require.False(t, ok)
		_, ok = count("2026-11-24", 5000)
		require.True(t, ok)
		in(t, db, func(ctx context.Context, tx sqldb.Tx) {
			require.NoError(t, store.ForgiveTry(ctx, tx, "s"))
			require.NoError(t, store.ClearTries(ctx, tx, "s"))
		})
		limit, err := store.LimitOf(t.Context(), db, "s")
		require.NoError(t, err)
		require.Equal(t, store.Limit{Day: "2026-11-24"}, limit)
	})
}

// Names can be invented without end: those that name nobody push out each other, and nothing else.
func TestFailuresOfNobodyAreBounded(t *testing.T) {
	each(t, func(t *testing.T, db sqldb.DB) {
		fail := func(subject string, now int64, known bool) {
			in(t, db, func(ctx context.Context, tx sqldb.Tx) {
				_, ok, err := store.CountTry(ctx, tx, subject, "2026-11-23", now, 20, known)
				require.NoError(t, err)
				require.True(t, ok)
			})
		}
		fail("account", 1, true)
		fail("made later", 1, false)
		fail("made later", 2, true)
		for n := range 30 {
			fail(fmt.Sprintf("nobody %02d", n), int64(10+n), false)
		}
		trim := func(keep, most int64) (n int64) {
			in(t, db, func(ctx context.Context, tx sqldb.Tx) {
				var err error
				n, err = store.TrimUnknownLimits(ctx, tx, keep, most)
				require.NoError(t, err)
			})
			return n
		}
		require.EqualValues(t, 0, trim(30, 8))
		require.EqualValues(t, 8, trim(20, 8))
		require.EqualValues(t, 2, trim(20, 8))
		require.EqualValues(t, 0, trim(20, 8))
		for subject, kept := range map[string]bool{"account": true, "made later": true, "nobody 09": false, "nobody 10": true, "nobody 29": true} {
			limit, err := store.LimitOf(t.Context(), db, subject)
			require.NoError(t, err)
			require.Equal(t, kept, limit.Consecutive > 0, subject)
		}
	})
}

func TestCodesAreTakenOnceAndReplaced(t *testing.T) {
	each(t, func(t *testing.T, db sqldb.DB) {
		family := func(hash, phone string) store.Code {
			return store.Code{Hash: hash, StudentID: "s", Relation: 1, Phone: phone, Purpose: store.PurposeActivate, Live: true, ExpiresAt: 100}
		}
		in(t, db, func(ctx context.Context, tx sqldb.Tx) {
			require.NoError(t, store.InsertCodes(ctx, tx, []store.Code{family("a", ""), family("b", "+2126")}))
			next := []store.Code{family("c", "")}
			require.NoError(t, store.ReplaceFamilyCodes(ctx, tx, next, 10))
			require.NoError(t, store.InsertCodes(ctx, tx, next))
			for hash, want := range map[string]bool{"a": false, "b": true, "c": true, "none": false} {
				ok, err := store.UseCode(ctx, tx, hash, 50)
				require.NoError(t, err)
				require.Equal(t, want, ok, hash)
				ok, err = store.UseCode(ctx, tx, hash, 51)
				require.NoError(t, err)
				require.False(t, ok, hash)
			}
			late := family("d", "")
			require.NoError(t, store.InsertCodes(ctx, tx, []store.Code{late}))
			ok, err := store.UseCode(ctx, tx, "d", 100)
			require.NoError(t, err)
			require.False(t, ok, "expired at its very instant")
		})
		err := db.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) error {
			return store.InsertCodes(ctx, tx, []store.Code{family("e", "")})
		})
		require.True(t, sqldb.IsUnique(err), "one living code for each (student, relation, phone): %v", err)
	})
}

func TestSessionsRotateAndAreTrimmed(t *testing.T) {
	each(t, func(t *testing.T, db sqldb.DB) {
		a := account(t, db, "J1")
		in(t, db, func(ctx context.Context, tx sqldb.Tx) {
			for i, id := range []string{"s1", "s2", "s3"} {
				require.NoError(t, store.InsertSession(ctx, tx, store.Session{
					ID: id, AccountID: a.ID, Role: 1, TokenHash: "h0", CreatedAt: int64(i), IdleUntil: 100, ExpiresAt: 200, SecondFactor: true,
				}))
			}
			ok, err := store.Rotate(ctx, tx, "s2", "h0", "h1", 5, 105)
			require.NoError(t, err)
			require.True(t, ok)
			ok, err = store.Rotate(ctx, tx, "s2", "h0", "h2", 6, 106)
			require.NoError(t, err)
			require.False(t, ok)
			require.NoError(t, store.TrimSessions(ctx, tx, a.ID, 2))
		})
		list, err := store.SessionsOf(t.Context(), db, a.ID, 99)
		require.NoError(t, err)
		require.Len(t, list, 2)
		require.Equal(t, "s3", list[0].ID)
		require.Equal(t, int64(1), list[1].Generation)
		require.Equal(t, "h1", list[1].TokenHash)
		require.True(t, list[1].SecondFactor)
		in(t, db, func(ctx context.Context, tx sqldb.Tx) {
			n, err := store.DeleteEndedSessions(ctx, tx, 101)
			require.NoError(t, err)
			require.Equal(t, int64(1), n)
			ok, err := store.DeleteSession(ctx, tx, "s2", "another account")
			require.NoError(t, err)
			require.False(t, ok)
		})
	})
}

func TestDeniesOutliveLinks(t *testing.T) {
	each(t, func(t *testing.T, db sqldb.DB) {
		in(t, db, func(ctx context.Context, tx sqldb.Tx) {
			link := store.Link{GuardianID: "g", StudentID: "s", Relation: 1}
			for _, want := range []bool{true, false} {
				ok, err := store.AddLink(ctx, tx, link, 1)
				require.NoError(t, err)
				require.Equal(t, want, ok)
			}
			require.NoError(t, store.Deny(ctx, tx, "s", "g", "court", "office", 2))
			require.NoError(t, store.Deny(ctx, tx, "s", "g", "court again", "office", 3))
			ok, err := store.EndLink(ctx, tx, "g", "s", 4)
			require.NoError(t, err)
			require.True(t, ok)
			ok, err = store.AddLink(ctx, tx, link, 5)
			require.NoError(t, err)
			require.True(t, ok)
			reach, err := store.Reachable(ctx, tx, "g")
			require.NoError(t, err)
			require.Empty(t, reach)
			links, err := store.LinksOfStudent(ctx, tx, "s")
			require.NoError(t, err)
			require.Equal(t, []store.Link{{GuardianID: "g", StudentID: "s", Relation: 1, Denied: true}}, links)
			require.NoError(t, store.LiftDeny(ctx, tx, "s", "g"))
			reach, err = store.Reachable(ctx, tx, "g")
			require.NoError(t, err)
			require.Equal(t, []string{"s"}, reach)
		})
	})
}

func TestOneKeyForEachGeneration(t *testing.T) {
	each(t, func(t *testing.T, db sqldb.DB) {
		in(t, db, func(ctx context.Context, tx sqldb.Tx) {
			ok, err := store.InsertSigningKey(ctx, tx, store.SigningKey{Generation: 1, KID: "a", Public: []byte{1}, Sealed: []byte{2}})
			require.NoError(t, err)
			require.True(t, ok)
			ok, err = store.InsertSigningKey(ctx, tx, store.SigningKey{Generation: 1, KID: "b", Public: []byte{1}, Sealed: []byte{2}})
			require.NoError(t, err)
			require.False(t, ok)
			ok, err = store.InsertSigningKey(ctx, tx, store.SigningKey{Generation: 2, KID: "c", Public: []byte{3}, Sealed: []byte{4}, UseFrom: 9})
			require.NoError(t, err)
			require.True(t, ok)
			require.NoError(t, store.DeleteSigningKeys(ctx, tx, 2))
		})
		keys, err := store.SigningKeys(t.Context(), db)
		require.NoError(t, err)
		require.Equal(t, []store.SigningKey{{Generation: 2, KID: "c", Public: []byte{3}, Sealed: []byte{4}, UseFrom: 9}}, keys)
	})
}
