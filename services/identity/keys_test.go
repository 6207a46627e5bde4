package identity_test

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/errs"
	authv1 "github.com/massar-platform/massar/proto/gen/massar/auth/v1"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	"github.com/massar-platform/massar/services/identity"
)

func (h *house) kids() []string {
	h.t.Helper()
	response, err := h.auth.GetJwks(h.t.Context(), &authv1.GetJwksRequest{})
	require.NoError(h.t, err)
	var kids []string
	for _, key := range response.GetKeys() {
		require.Equal(h.t, []string{"OKP", "Ed25519", "sig", "EdDSA"}, []string{key.GetKty(), key.GetCrv(), key.GetUse(), key.GetAlg()})
		x, err := base64.RawURLEncoding.DecodeString(key.GetX())
		require.NoError(h.t, err)
		require.Len(h.t, x, 32)
		kids = append(kids, key.GetKid())
	}
	return kids
}

// kidOf reads the header of a token.
func kidOf(t *testing.T, access string) string {
	t.Helper()
	raw, err := base64.RawURLEncoding.DecodeString(strings.Split(access, ".")[0])
	require.NoError(t, err)
	var header struct{ Kid string }
	require.NoError(t, json.Unmarshal(raw, &header))
	return header.Kid
}

// round runs one round of housekeeping, as the ticker does each minute.
func (h *house) round() {
	h.t.Helper()
	require.NoError(h.t, h.svc.Start(h.t.Context()))
	require.NoError(h.t, h.svc.Stop(h.t.Context()))
	require.NoError(h.t, h.svc.Health(h.t.Context()))
}

func TestKeyRotationOverlaps(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.round()
		p := h.ministry()
		_, student, _ := h.family(h.office(p, "office@massar.ma", officeNode))
		first := h.kids()
		require.Len(t, first, 1)
		h.clock.Advance(29 * 24 * time.Hour)
		h.round()
		require.Equal(t, first, h.kids())

		// Half an hour ahead the next key is published and does not sign yet.
		h.clock.Advance(24*time.Hour - 25*time.Minute)
		h.round()
		both := h.kids()
		require.Len(t, both, 2)
		require.Equal(t, first[0], both[0])
		old := h.again(student)
		require.Equal(t, both[0], kidOf(t, old.access))
		h.clock.Advance(24 * time.Minute)
		old = h.again(student)
		require.Equal(t, both[0], kidOf(t, old.access), "20 minutes and more between publishing and signing")
		h.clock.Advance(7 * time.Minute)
		fresh := h.again(student)
		require.Equal(t, both[1], kidOf(t, fresh.access))
		require.NoError(t, h.works(old.access), "tokens of the old key live out their time")
		require.NoError(t, h.works(fresh.access))

		second := h.restart()
		require.Equal(t, both, second.kids())
		h.clock.Advance(25 * time.Hour)
		second.round()
		require.Equal(t, both[1:], second.kids())
	})
}

func TestTwoProcessesShareTheirKeys(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		other := h.restart()
		h.round()
		other.round()
		require.Equal(t, h.kids(), other.kids())
		p := h.ministry()
		require.NoError(t, other.works(p.access))
	})
}

func TestAnotherPepperIsRefused(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		_ = h.ministry()
		svc, err := identity.New(identity.Config{Pepper: []byte(strings.Repeat("x", 32)), HashMemoryKiB: 64, HashPasses: 1}, identity.Deps{
			DB: h.db, School: schoolv1.NewSchoolServiceClient(nil), Clock: h.clock,
		})
		require.NoError(t, err)
		require.NoError(t, svc.Start(t.Context()))
		require.NoError(t, svc.Stop(t.Context()))
		require.ErrorContains(t, svc.Health(t.Context()), "another pepper")
		_, err = svc.EnsureBootstrap(t.Context())
		require.ErrorContains(t, err, "another pepper")
	})
}

func TestRevocationsAreKeptForTheLifeOfATokenAndPolledWithoutGaps(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		p := h.ministry()
		other := h.again(p)
		_, err := h.auth.ChangePassword(p.ctx(t.Context()), &authv1.ChangePasswordRequest{Password: goodPass, NewPassword: otherPass})
		require.NoError(t, err)
		ask := func(after int64) *identityv1.ListRevocationsResponse {
			response, err := h.grade.ListRevocations(t.Context(), &identityv1.ListRevocationsRequest{After: after})
			require.NoError(t, err)
			return response
		}
		first := ask(0)
		require.Len(t, first.GetRevocations(), 1)
		require.Equal(t, p.accountID, first.GetRevocations()[0].GetAccountId())
		require.Len(t, ask(first.GetCursor()).GetRevocations(), 1, "a commit in flight during the last poll is not missed")
		h.clock.Advance(time.Minute)
		later := ask(first.GetCursor())
		require.Empty(t, ask(later.GetCursor()).GetRevocations())
		h.round()
		require.Len(t, ask(0).GetRevocations(), 1)
		h.clock.Advance(20 * time.Minute)
		h.round()
		require.Empty(t, ask(0).GetRevocations())
		refused(t, h.works(other.access), errs.Unauthenticated, errorsv1.Reason_TOKEN_EXPIRED)
	})
}

func TestHousekeepingRemovesWhatIsOver(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		p := h.ministry()
		count := func(statement string) (n int) {
			require.NoError(t, h.db.QueryRow(t.Context(), statement).Scan(&n))
			return n
		}
		require.Equal(t, 1, count(`SELECT count(*) FROM sessions`))
		require.Positive(t, count(`SELECT count(*) FROM login_limits`))
		h.clock.Advance(48 * time.Hour)
		h.round()
		require.Equal(t, 0, count(`SELECT count(*) FROM sessions`))
		_, err := h.refresh(p.refresh)
		refused(t, err, errs.Unauthenticated, errorsv1.Reason_TOKEN_REVOKED)
		h.clock.Advance(8 * 24 * time.Hour)
		h.round()
		require.Equal(t, 0, count(`SELECT count(*) FROM login_limits`))
	})
}

func TestChangesOfTheAuthAPIAreAudited(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		p := h.again(h.ministry())
		rows, err := h.db.Query(t.Context(), `SELECT rpc, account_id, role FROM audit_log ORDER BY at, id`)
		require.NoError(t, err)
		defer rows.Close()
		var got []string
		for rows.Next() {
			var rpc, account, role string
			require.NoError(t, rows.Scan(&rpc, &account, &role))
			require.Equal(t, p.accountID, account)
			got = append(got, rpc+" "+role)
		}
		require.NoError(t, rows.Err())
		require.Equal(t, []string{"identity.EnsureBootstrap ", "auth.ActivateAccount ministry", "auth.CreateSession ministry"}, got)
	})
}

func TestNothingSecretIsStoredInTheClear(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		p := h.ministry()
		var hash string
		var sealed, key []byte
		require.NoError(t, h.db.QueryRow(t.Context(), `SELECT password_hash, totp_secret FROM accounts`).Scan(&hash, &sealed))
		require.True(t, strings.HasPrefix(hash, "$argon2id$"))
		require.NotContains(t, string(sealed), p.secret)
		require.NoError(t, h.db.QueryRow(t.Context(), `SELECT sealed_key FROM signing_keys`).Scan(&key))
		require.Len(t, key, 12+32+16)
		var token string
		require.NoError(t, h.db.QueryRow(t.Context(), `SELECT token_hash FROM sessions`).Scan(&token))
		require.Len(t, token, 64)
		require.NotContains(t, p.refresh, token)
		var n int
		require.NoError(t, h.db.QueryRow(t.Context(), `SELECT count(*) FROM login_limits WHERE subject LIKE '%massar%'`).Scan(&n))
		require.Zero(t, n)
	})
}
