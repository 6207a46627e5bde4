package identity_test

import (
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/localtext"
	authv1 "github.com/massar-platform/massar/proto/gen/massar/auth/v1"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

func TestWrongPasswordAndUnknownAccountAreOneAnswer(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ministry := h.ministry()
		checks := h.svc.PasswordChecks()
		var bodies []string
		for _, req := range []*authv1.CreateSessionRequest{
			{Identifier: ministry.identifier, Password: "not it at all", App: "idara"},
			{Identifier: "nobody@massar.ma", Password: "not it at all", App: "idara"},
			{Identifier: "J999999999", Password: "x", App: "moutamadris"},
			{Identifier: ministry.identifier, Password: "not it at all", App: "waliye"},
			{Identifier: "'; drop table accounts; --", Password: "\x00", App: "idara"},
		} {
			_, err := h.auth.CreateSession(t.Context(), req)
			refused(t, err, errs.Unauthenticated, errorsv1.Reason_CREDENTIALS_INVALID)
			bodies = append(bodies, errs.ToStatus(err, localtext.French).String())
		}
		for _, body := range bodies {
			require.Equal(t, bodies[0], body)
		}
		require.Equal(t, checks+5, h.svc.PasswordChecks(), "an unknown account costs a hash as a known one does")
	})
}

func TestTooManyTriesSurviveARestart(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		_ = h.ministry()
		// Begin at midnight, so that the day does not turn under the test.
		h.clock.Set(h.clock.Now().UTC().Truncate(24 * time.Hour).Add(24 * time.Hour))
		for _, identifier := range []string{"ministere@massar.ma", "nobody@massar.ma"} {
			fail := func(h *house) error {
				_, err := h.auth.CreateSession(t.Context(), &authv1.CreateSessionRequest{Identifier: identifier, Password: "wrong", App: "idara"})
				return err
			}
			for range 10 {
				refused(t, fail(h), errs.Unauthenticated, errorsv1.Reason_CREDENTIALS_INVALID)
			}
			err := fail(h)
			refused(t, err, errs.ResourceExhausted, errorsv1.Reason_TOO_MANY_TRIES)
			require.Equal(t, "30", metaOf(t, err, "retryAfterSeconds"))
			_, err = h.auth.CreateSession(t.Context(), &authv1.CreateSessionRequest{Identifier: strings.ToUpper(identifier), Password: goodPass, App: "idara"})
			refused(t, err, errs.ResourceExhausted, errorsv1.Reason_TOO_MANY_TRIES)

			again := h.restart()
			refused(t, fail(again), errs.ResourceExhausted, errorsv1.Reason_TOO_MANY_TRIES)
			for _, wait := range []string{"60", "120", "240"} {
				h.clock.Advance(4 * time.Minute)
				refused(t, fail(again), errs.Unauthenticated, errorsv1.Reason_CREDENTIALS_INVALID)
				require.Equal(t, wait, metaOf(t, fail(h), "retryAfterSeconds"), "each failure doubles the wait")
			}
		}
	})
}

func TestTwentyFailuresADayAreTheLimit(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ministry := h.ministry()
		// Begin at midnight, so that the day does not turn under the test.
		h.clock.Set(h.clock.Now().UTC().Truncate(24 * time.Hour).Add(24 * time.Hour))
		wrong := ministry
		wrong.password = "wrong"
		for n := range 20 {
			_, err := h.signIn(wrong)
			refused(t, err, errs.Unauthenticated, errorsv1.Reason_CREDENTIALS_INVALID)
			if n < 15 {
				// Successes between forget the row, not the day.
				_ = h.again(ministry)
			} else {
				h.clock.Advance(time.Minute)
			}
		}
		h.clock.Advance(3 * time.Hour)
		_, err := h.signIn(ministry)
		refused(t, err, errs.ResourceExhausted, errorsv1.Reason_TOO_MANY_TRIES)
		seconds, convErr := strconv.Atoi(metaOf(t, err, "retryAfterSeconds"))
		require.NoError(t, convErr)
		h.clock.Advance(time.Duration(seconds) * time.Second)
		_ = h.again(ministry)
	})
}

func TestParallelGuessesAreCountedBeforeTheyAreLookedAt(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		checks := h.svc.PasswordChecks()
		var wg sync.WaitGroup
		for range 40 {
			wg.Go(func() {
				_, _ = h.auth.CreateSession(t.Context(), &authv1.CreateSessionRequest{Identifier: "J123456789", Password: "guess", App: "moutamadris"})
			})
		}
		wg.Wait()
		require.LessOrEqual(t, h.svc.PasswordChecks()-checks, int64(10))
	})
}

func TestSecondFactorMissingWrongReused(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		p := h.ministry()
		try := func(typed *string) (*authv1.SessionResponse, error) {
			return h.auth.CreateSession(t.Context(), &authv1.CreateSessionRequest{Identifier: p.identifier, Password: p.password, App: p.app, Totp: typed})
		}
		_, err := try(nil)
		refused(t, err, errs.Unauthenticated, errorsv1.Reason_SECOND_FACTOR_REQUIRED)
		require.Empty(t, metaOf(t, err, "enrol"))
		for range 30 {
			_, err := try(nil)
			refused(t, err, errs.Unauthenticated, errorsv1.Reason_SECOND_FACTOR_REQUIRED)
		}
		good := h.code(p)
		_, err = try(&good)
		require.NoError(t, err)
		_, err = try(&good)
		refused(t, err, errs.Unauthenticated, errorsv1.Reason_SECOND_FACTOR_REUSED)
		_, err = h.restart().auth.CreateSession(t.Context(), &authv1.CreateSessionRequest{Identifier: p.identifier, Password: p.password, App: p.app, Totp: &good})
		refused(t, err, errs.Unauthenticated, errorsv1.Reason_SECOND_FACTOR_REUSED)
		h.clock.Advance(5 * time.Minute)
		_, err = try(&good)
		refused(t, err, errs.Unauthenticated, errorsv1.Reason_SECOND_FACTOR_INVALID)

		recovery := strings.ToLower(p.recovery[3])
		response, err := try(&recovery)
		require.NoError(t, err)
		require.Equal(t, typev1.AccountRole_MINISTRY, response.GetAccount().GetRole())
		_, err = try(&recovery)
		refused(t, err, errs.Unauthenticated, errorsv1.Reason_SECOND_FACTOR_REUSED)
		nonsense := "ABCD-ABCD-ABCD-ABCD"
		_, err = try(&nonsense)
		refused(t, err, errs.Unauthenticated, errorsv1.Reason_SECOND_FACTOR_INVALID)
	})
}

func TestGuessedSecondFactorsAreCounted(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		p := h.ministry()
		wrong := "abcdef"
		for n := range 11 {
			// Asking with the password alone in between must not clear the count.
			_, _ = h.auth.CreateSession(t.Context(), &authv1.CreateSessionRequest{Identifier: p.identifier, Password: p.password, App: p.app})
			_, err := h.auth.CreateSession(t.Context(), &authv1.CreateSessionRequest{Identifier: p.identifier, Password: p.password, App: p.app, Totp: &wrong})
			want := errorsv1.Reason_SECOND_FACTOR_INVALID
			if n == 10 {
				want = errorsv1.Reason_TOO_MANY_TRIES
			}
			require.Equal(t, want, errs.ReasonOf(err), n)
		}
	})
}

func TestAppNotForRoleOnlyAfterAllFactors(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		p := h.ministry()
		p.app = "waliye"
		_, err := h.auth.CreateSession(t.Context(), &authv1.CreateSessionRequest{Identifier: p.identifier, Password: p.password, App: p.app})
		refused(t, err, errs.Unauthenticated, errorsv1.Reason_SECOND_FACTOR_REQUIRED)
		_, err = h.signIn(p)
		refused(t, err, errs.Denied, errorsv1.Reason_APP_NOT_FOR_ROLE)
	})
}

func TestStricterPolicyLocksOutWhoHasNoFactor(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ministry := h.ministry()
		office := h.office(ministry, "office@massar.ma", officeNode)
		set := func(roles ...typev1.AccountRole_Value) {
			_, err := h.idara.SetSecondFactorPolicy(ministry.write(t.Context()), &identityv1.SetSecondFactorPolicyRequest{Roles: roles})
			require.NoError(t, err)
		}
		set(typev1.AccountRole_MINISTRY)
		policy, err := h.idara.GetSecondFactorPolicy(ministry.ctx(t.Context()), &identityv1.GetSecondFactorPolicyRequest{})
		require.NoError(t, err)
		require.Equal(t, []typev1.AccountRole_Value{typev1.AccountRole_MINISTRY}, policy.GetRoles(), "what was set is what is read")
		teacher := h.teacher(office, "teacher@massar.ma", officeNode)
		require.Empty(t, teacher.secret, "a role outside the policy is not asked to set one up")
		_ = h.again(teacher)
		_ = h.again(office)
		noFactor := office
		noFactor.secret = ""
		_, err = h.signIn(noFactor)
		refused(t, err, errs.Unauthenticated, errorsv1.Reason_SECOND_FACTOR_REQUIRED)

		set(typev1.AccountRole_TEACHER, typev1.AccountRole_SCHOOL_OFFICE, typev1.AccountRole_MINISTRY)
		_, err = h.signIn(teacher)
		refused(t, err, errs.Unauthenticated, errorsv1.Reason_SECOND_FACTOR_REQUIRED)
		require.Equal(t, "true", metaOf(t, err, "enrol"))

		reset, err := h.idara.IssueResetCode(office.write(t.Context()), &identityv1.IssueResetCodeRequest{AccountId: teacher.accountID})
		require.NoError(t, err)
		teacher = h.activate(reset.GetResetCode(), otherPass, "moudaris")
		require.NotEmpty(t, teacher.secret)
		_ = h.again(teacher)
	})
}

func TestAPolicyThatWasNotSeenIsNotReplaced(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ministry := h.ministry()
		read := func() *identityv1.GetSecondFactorPolicyResponse {
			policy, err := h.idara.GetSecondFactorPolicy(ministry.ctx(t.Context()), &identityv1.GetSecondFactorPolicyRequest{})
			require.NoError(t, err)
			return policy
		}
		set := func(version string, roles ...typev1.AccountRole_Value) error {
			_, err := h.idara.SetSecondFactorPolicy(ministry.write(t.Context()), &identityv1.SetSecondFactorPolicyRequest{Roles: roles, Version: version})
			return err
		}
		seen := read().GetVersion()
		require.NotEmpty(t, seen)
		require.NoError(t, set(seen, typev1.AccountRole_SCHOOL_OFFICE, typev1.AccountRole_MINISTRY))

		refused(t, set(seen, typev1.AccountRole_MINISTRY), errs.Aborted, errorsv1.Reason_CONFLICT)
		refused(t, set("no version", typev1.AccountRole_MINISTRY), errs.Aborted, errorsv1.Reason_CONFLICT)
		now := read()
		require.NotEqual(t, seen, now.GetVersion())
		require.Equal(t, []typev1.AccountRole_Value{typev1.AccountRole_SCHOOL_OFFICE, typev1.AccountRole_MINISTRY}, now.GetRoles(), "what was refused changed nothing")

		require.NoError(t, set(now.GetVersion()))
		emptied := read()
		require.Empty(t, emptied.GetRoles())
		require.NotEqual(t, now.GetVersion(), emptied.GetVersion(), "a policy without a role has its version too")
		require.NoError(t, set("", typev1.AccountRole_MINISTRY), "without a version whatever stands is replaced")
		require.Equal(t, []typev1.AccountRole_Value{typev1.AccountRole_MINISTRY}, read().GetRoles())
	})
}

func TestASuspendedAccountIsToldOnlyAfterItsPassword(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ministry := h.ministry()
		office := h.office(ministry, "office@massar.ma", officeNode)
		_, student, _ := h.family(office)
		suspend := func(on bool) {
			_, err := h.idara.SetAccountSuspended(office.write(t.Context()), &identityv1.SetAccountSuspendedRequest{AccountId: student.accountID, Suspended: on, Reason: "asked"})
			require.NoError(t, err)
		}
		suspend(true)
		h.poll()
		_, err := h.auth.ListSessions(student.ctx(t.Context()), &authv1.ListSessionsRequest{})
		refused(t, err, errs.Unauthenticated, errorsv1.Reason_TOKEN_REVOKED)
		_, err = h.auth.RefreshSession(t.Context(), &authv1.RefreshSessionRequest{RefreshToken: student.refresh})
		refused(t, err, errs.Unauthenticated, errorsv1.Reason_TOKEN_REVOKED)
		_, err = h.signIn(student)
		refused(t, err, errs.Denied, errorsv1.Reason_ACCOUNT_SUSPENDED)
		wrong := student
		wrong.password = "wrong"
		_, err = h.signIn(wrong)
		refused(t, err, errs.Unauthenticated, errorsv1.Reason_CREDENTIALS_INVALID)
		suspend(false)
		_ = h.again(student)
	})
}
