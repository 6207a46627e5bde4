package identity_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"google.golang.org/grpc/metadata"

	"github.com/massar-platform/massar/platform/errs"
	authv1 "github.com/massar-platform/massar/proto/gen/massar/auth/v1"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	"github.com/massar-platform/massar/services/identity"
)

// Somebody who fails on another's identifier on purpose locks out strangers, not the owner's own device.
func TestTheOwnersDeviceIsNotLockedOut(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		office := h.office(h.ministry(), "office@massar.ma", officeNode)
		_, student, father := h.family(office)
		phone, browser, short, foreign := strings.Repeat("p", 43), strings.Repeat("b", 43), "short", strings.Repeat("f", 43)
		ask := func(p person, password, key, cookie string) (*authv1.SessionResponse, error) {
			ctx := t.Context()
			if cookie != "" {
				ctx = metadata.AppendToOutgoingContext(ctx, identity.CookieHeader, cookie)
			}
			return h.auth.CreateSession(ctx, &authv1.CreateSessionRequest{
				Identifier: p.identifier, Password: password, App: p.app, Device: &authv1.Device{PublicKey: key},
			})
		}
		for _, key := range []string{phone, short} {
			_, err := ask(student, goodPass, key, "")
			require.NoError(t, err)
		}
		_, err := ask(father, goodPass, foreign, "")
		require.NoError(t, err)

		for range 10 {
			_, err := ask(student, "wrong", browser, "")
			refused(t, err, errs.Unauthenticated, errorsv1.Reason_CREDENTIALS_INVALID)
		}
		locked := func(key, cookie string) {
			t.Helper()
			_, err := ask(student, goodPass, key, cookie)
			refused(t, err, errs.ResourceExhausted, errorsv1.Reason_TOO_MANY_TRIES)
		}
		locked("", "")
		locked(browser, "")
		locked(short, "")
		locked(foreign, "")
		locked("", father.refresh)
		locked("", "nonsense")
		_, err = ask(student, goodPass, phone, "")
		require.NoError(t, err, "a device with a key of its own")
		_, err = ask(student, goodPass, "", student.refresh)
		require.NoError(t, err, "a browser with the cookie of a living session")
		locked("", "")

		// The device counts for itself, and locks nobody else.
		for range 10 {
			_, err := ask(student, "wrong", phone, "")
			refused(t, err, errs.Unauthenticated, errorsv1.Reason_CREDENTIALS_INVALID)
		}
		locked(phone, "")
		_, err = ask(student, goodPass, "", student.refresh)
		require.NoError(t, err)

		// A cookie of a session that was renewed or ended knows nobody.
		old := student.refresh
		student = h.renewed(student)
		locked("", old)
		_, err = h.auth.DeleteSession(student.ctx(t.Context()), &authv1.DeleteSessionRequest{SessionId: "current"})
		require.NoError(t, err)
		locked("", student.refresh)
	})
}

func TestFailuresOfNobodyAreToldApart(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		p := h.ministry()
		unknown := func() (n int) {
			require.NoError(t, h.db.QueryRow(t.Context(), `SELECT count(*) FROM login_limits WHERE NOT known`).Scan(&n))
			return n
		}
		wrong := p
		wrong.password, wrong.secret = "wrong", ""
		_, err := h.signIn(wrong)
		refused(t, err, errs.Unauthenticated, errorsv1.Reason_CREDENTIALS_INVALID)
		require.Zero(t, unknown())
		wrong.identifier = "nobody@massar.ma"
		_, err = h.signIn(wrong)
		refused(t, err, errs.Unauthenticated, errorsv1.Reason_CREDENTIALS_INVALID)
		require.Equal(t, 1, unknown())
		refused(t, h.try("ZZZZZZZZZZZZZ", goodPass), errs.Invalid, errorsv1.Reason_ACTIVATION_CODE_INVALID)
		require.Equal(t, 2, unknown())
		_, err = h.auth.ResetPassword(t.Context(), &authv1.ResetPasswordRequest{Identifier: "else@massar.ma", ResetCode: "ZZZZZZZZZZZZZ", NewPassword: otherPass})
		refused(t, err, errs.Invalid, errorsv1.Reason_RESET_CODE_INVALID)
		require.Equal(t, 3, unknown())
	})
}
