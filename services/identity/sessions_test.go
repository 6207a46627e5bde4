package identity_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/rpc/rpctest"
	authv1 "github.com/massar-platform/massar/proto/gen/massar/auth/v1"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	"github.com/massar-platform/massar/services/identity"
)

func (h *house) refresh(token string) (*authv1.SessionResponse, error) {
	return h.auth.RefreshSession(h.t.Context(), &authv1.RefreshSessionRequest{RefreshToken: token})
}

// works says whether an access token is good for a call.
func (h *house) works(access string) error {
	_, err := h.auth.ListSessions(rpctest.WithToken(h.t.Context(), access), &authv1.ListSessionsRequest{})
	return err
}

func TestRefreshRotatesAndALostAnswerGetsTheSameSuccessor(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		p := h.ministry()
		first, err := h.refresh(p.refresh)
		require.NoError(t, err)
		require.NotEqual(t, p.refresh, first.GetRefreshToken())
		require.Equal(t, int32(600), first.GetExpiresIn())
		require.NoError(t, h.works(first.GetAccessToken()))
		h.clock.Advance(30 * time.Second)
		second, err := h.restart().refresh(p.refresh)
		require.NoError(t, err, "the answer was lost; another replica gives it again")
		require.Equal(t, first.GetRefreshToken(), second.GetRefreshToken())
		third, err := h.refresh(first.GetRefreshToken())
		require.NoError(t, err)
		require.NotEqual(t, first.GetRefreshToken(), third.GetRefreshToken())
	})
}

func TestRefreshReuseKillsTheFamily(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		p := h.ministry()
		other := h.again(p)
		first, err := h.refresh(p.refresh)
		require.NoError(t, err)
		h.clock.Advance(31 * time.Second)
		_, err = h.refresh(p.refresh)
		refused(t, err, errs.Unauthenticated, errorsv1.Reason_REFRESH_TOKEN_REUSED)
		_, err = h.refresh(first.GetRefreshToken())
		refused(t, err, errs.Unauthenticated, errorsv1.Reason_TOKEN_REVOKED)
		h.poll()
		refused(t, h.works(first.GetAccessToken()), errs.Unauthenticated, errorsv1.Reason_TOKEN_REVOKED)
		again, err := h.refresh(other.refresh)
		require.NoError(t, err, "the session of another device lives on")
		require.NoError(t, h.works(again.GetAccessToken()))
	})
}

func TestATokenOfAnyGenerationIsRecognisedAsStolen(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		p := h.ministry()
		token := p.refresh
		for range 5 {
			response, err := h.refresh(token)
			require.NoError(t, err)
			token = response.GetRefreshToken()
		}
		_, err := h.refresh(p.refresh)
		refused(t, err, errs.Unauthenticated, errorsv1.Reason_REFRESH_TOKEN_REUSED)
		_, err = h.refresh(token)
		refused(t, err, errs.Unauthenticated, errorsv1.Reason_TOKEN_REVOKED)
	})
}

func TestParallelRefreshLeavesOneSuccessor(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		p := h.ministry()
		var mu sync.Mutex
		successors := map[string]int{}
		var wg sync.WaitGroup
		for range 50 {
			wg.Go(func() {
				response, err := h.refresh(p.refresh)
				mu.Lock()
				defer mu.Unlock()
				if err != nil {
					successors[err.Error()]++
					return
				}
				successors[response.GetRefreshToken()]++
			})
		}
		wg.Wait()
		require.Len(t, successors, 1)
		for token, n := range successors {
			require.Equal(t, 50, n)
			_, err := h.refresh(token)
			require.NoError(t, err)
		}
	})
}

func TestForgedRefreshTokensKillNobody(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		p := h.ministry()
		for _, token := range []string{"", "x", strings.Repeat("A", 91), p.refresh[:len(p.refresh)-2] + "AA", "B" + p.refresh[1:]} {
			_, err := h.refresh(token)
			refused(t, err, errs.Unauthenticated, errorsv1.Reason_TOKEN_INVALID)
		}
		_, err := h.refresh(p.refresh)
		require.NoError(t, err)
	})
}

func TestSessionsEndByTime(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ministry := h.ministry()
		_, student, _ := h.family(h.office(ministry, "office@massar.ma", officeNode))
		ministry = h.again(ministry)

		keep := func(token string, every, total time.Duration) (string, error) {
			for passed := time.Duration(0); passed < total; passed += every {
				h.clock.Advance(every)
				response, err := h.refresh(token)
				if err != nil {
					return token, err
				}
				token = response.GetRefreshToken()
			}
			return token, nil
		}
		staff, err := keep(ministry.refresh, 11*time.Hour, 13*24*time.Hour)
		require.NoError(t, err)
		_, err = keep(staff, 11*time.Hour, 24*time.Hour)
		refused(t, err, errs.Unauthenticated, errorsv1.Reason_TOKEN_EXPIRED)
		response, err := h.refresh(student.refresh)
		require.NoError(t, err, "families stay signed in over two idle weeks")
		h.clock.Advance(30*24*time.Hour + time.Second)
		_, err = h.refresh(response.GetRefreshToken())
		refused(t, err, errs.Unauthenticated, errorsv1.Reason_TOKEN_EXPIRED)
		student = h.again(student)
		_, err = keep(student.refresh, 29*24*time.Hour, 180*24*time.Hour)
		refused(t, err, errs.Unauthenticated, errorsv1.Reason_TOKEN_EXPIRED)
	})
}

func TestPasswordChangeEndsOtherSessions(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		p := h.ministry()
		other := h.again(p)
		change := func(old, next string) error {
			_, err := h.auth.ChangePassword(p.ctx(t.Context()), &authv1.ChangePasswordRequest{Password: old, NewPassword: next})
			return err
		}
		refused(t, change("not it", otherPass), errs.Invalid, errorsv1.Reason_PASSWORD_WRONG)
		refused(t, change(goodPass, "kort"), errs.Invalid, errorsv1.Reason_PASSWORD_TOO_WEAK)
		refused(t, change(goodPass, "ministere lampe 9"), errs.Invalid, errorsv1.Reason_PASSWORD_TOO_WEAK)
		require.NoError(t, change(goodPass, otherPass))
		_, err := h.refresh(other.refresh)
		refused(t, err, errs.Unauthenticated, errorsv1.Reason_TOKEN_REVOKED)
		h.poll()
		refused(t, h.works(other.access), errs.Unauthenticated, errorsv1.Reason_TOKEN_REVOKED)
		response, err := h.refresh(p.refresh)
		require.NoError(t, err, "the session that changed it goes on")
		require.NoError(t, h.works(response.GetAccessToken()))
		_, err = h.signIn(p)
		refused(t, err, errs.Unauthenticated, errorsv1.Reason_CREDENTIALS_INVALID)
		p.password = otherPass
		_ = h.again(p)
	})
}

func TestDeletedSessionsAreDead(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		p := h.ministry()
		other := h.again(p)
		list, err := h.auth.ListSessions(other.ctx(t.Context()), &authv1.ListSessionsRequest{})
		require.NoError(t, err)
		require.Len(t, list.GetSessions(), 2)
		require.True(t, list.GetSessions()[0].GetCurrent())
		require.False(t, list.GetSessions()[1].GetCurrent())
		require.Equal(t, "idara", list.GetSessions()[1].GetApp())

		stranger := h.office(other, "office@massar.ma", officeNode)
		_, err = h.auth.DeleteSession(stranger.ctx(t.Context()), &authv1.DeleteSessionRequest{SessionId: list.GetSessions()[1].GetSessionId()})
		refused(t, err, errs.NotFound, errorsv1.Reason_SESSION_NOT_FOUND)

		_, err = h.auth.DeleteSession(other.ctx(t.Context()), &authv1.DeleteSessionRequest{SessionId: list.GetSessions()[1].GetSessionId()})
		require.NoError(t, err)
		h.poll()
		refused(t, h.works(p.access), errs.Unauthenticated, errorsv1.Reason_TOKEN_REVOKED)
		_, err = h.refresh(p.refresh)
		refused(t, err, errs.Unauthenticated, errorsv1.Reason_TOKEN_REVOKED)
		response, err := h.refresh(other.refresh)
		require.NoError(t, err)
		_, err = h.auth.DeleteSession(rpctest.WithToken(t.Context(), response.GetAccessToken()), &authv1.DeleteSessionRequest{SessionId: "current"})
		require.NoError(t, err)
		h.poll()
		refused(t, h.works(response.GetAccessToken()), errs.Unauthenticated, errorsv1.Reason_TOKEN_REVOKED)
	})
}

func TestExpiredForgedAndMissingAccessTokens(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		p := h.ministry()
		require.NoError(t, h.works(p.access))
		refused(t, h.works(""), errs.Unauthenticated, errorsv1.Reason_UNAUTHENTICATED)
		refused(t, h.works(p.access[:len(p.access)-4]+"AAAA"), errs.Unauthenticated, errorsv1.Reason_TOKEN_INVALID)
		refused(t, h.works(p.refresh), errs.Unauthenticated, errorsv1.Reason_TOKEN_INVALID)
		h.clock.Advance(12 * time.Minute)
		refused(t, h.works(p.access), errs.Unauthenticated, errorsv1.Reason_TOKEN_EXPIRED)
	})
}

func TestABrowserGetsItsRefreshTokenAsACookie(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		p := h.ministry()
		typed := h.code(p)
		var header metadata.MD
		response, err := h.auth.CreateSession(t.Context(), &authv1.CreateSessionRequest{
			Identifier: p.identifier, Password: p.password, App: p.app, Totp: &typed, Cookie: true,
		}, grpc.Header(&header))
		require.NoError(t, err)
		require.Empty(t, response.GetRefreshToken())
		cookie := header.Get(identity.CookieHeader)
		require.Len(t, cookie, 1)
		ctx := metadata.AppendToOutgoingContext(context.WithoutCancel(t.Context()), identity.CookieHeader, cookie[0])
		response, err = h.auth.RefreshSession(ctx, &authv1.RefreshSessionRequest{}, grpc.Header(&header))
		require.NoError(t, err)
		require.Empty(t, response.GetRefreshToken())
		require.NotEqual(t, cookie[0], header.Get(identity.CookieHeader)[0])
		require.NoError(t, h.works(response.GetAccessToken()))
		_, err = h.auth.DeleteSession(rpctest.WithToken(t.Context(), response.GetAccessToken()), &authv1.DeleteSessionRequest{SessionId: "current"}, grpc.Header(&header))
		require.NoError(t, err)
		require.Equal(t, []string{""}, header.Get(identity.CookieHeader), "signing out takes the cookie back")
	})
}

// browser signs a person in as a browser does, and gives what refreshes by a cookie.
func (h *house) browser(p person) (cookie string, refresh func(cookie string) (string, string, error)) {
	h.t.Helper()
	typed := h.code(p)
	var header metadata.MD
	_, err := h.auth.CreateSession(h.t.Context(), &authv1.CreateSessionRequest{
		Identifier: p.identifier, Password: p.password, App: p.app, Totp: &typed, Cookie: true,
	}, grpc.Header(&header))
	require.NoError(h.t, err)
	return header.Get(identity.CookieHeader)[0], func(cookie string) (string, string, error) {
		var header metadata.MD
		ctx := metadata.AppendToOutgoingContext(context.WithoutCancel(h.t.Context()), identity.CookieHeader, cookie)
		response, err := h.auth.RefreshSession(ctx, &authv1.RefreshSessionRequest{}, grpc.Header(&header))
		if err != nil {
			return "", "", err
		}
		return header.Get(identity.CookieHeader)[0], response.GetAccessToken(), nil
	}
}

// A browser that is killed within half a minute has not written down the cookie of its last rotation.
func TestABrowserThatLostItsLastCookieGoesOn(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		first, refresh := h.browser(h.ministry())
		lost, _, err := refresh(first)
		require.NoError(t, err)
		for range 3 { // killed each time that it is opened
			h.clock.Advance(8 * time.Hour)
			instead, access, err := refresh(first)
			require.NoError(t, err)
			require.NotEqual(t, lost, instead)
			require.NoError(t, h.works(access))
			again, _, err := refresh(first)
			require.NoError(t, err, "the answer was lost")
			require.Equal(t, instead, again)
			lost = instead
		}
		h.clock.Advance(2 * time.Minute)
		next, access, err := refresh(lost)
		require.NoError(t, err)
		require.NoError(t, h.works(access))
		h.clock.Advance(time.Minute)
		_, _, err = refresh(first)
		refused(t, err, errs.Unauthenticated, errorsv1.Reason_REFRESH_TOKEN_REUSED)
		_, _, err = refresh(next)
		refused(t, err, errs.Unauthenticated, errorsv1.Reason_TOKEN_REVOKED)
	})
}

func TestABrowserThatIsOpenedTwiceAndKilledGoesOn(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		onDisk, refresh := h.browser(h.ministry())
		first, _, err := refresh(onDisk)
		require.NoError(t, err)
		for range 2 {
			h.clock.Advance(25 * time.Second)
			again, access, err := refresh(first)
			require.NoError(t, err)
			require.Equal(t, first, again, "not rotated twice before a browser has written the first one down")
			require.NoError(t, h.works(access))
		}
		h.clock.Advance(time.Hour)
		instead, access, err := refresh(onDisk)
		require.NoError(t, err)
		require.NoError(t, h.works(access))
		h.clock.Advance(2 * time.Minute)
		next, _, err := refresh(instead)
		require.NoError(t, err)
		require.NotEqual(t, instead, next)
	})
}

// A browser that was killed opens its tabs again, all of them at once, and all have the cookie before.
func TestABrowserThatLostItsLastCookieOpensManyTabs(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		onDisk, refresh := h.browser(h.ministry())
		_, _, err := refresh(onDisk)
		require.NoError(t, err)
		for range 10 {
			h.clock.Advance(8 * time.Hour)
			const tabs = 6
			cookies, failed := make([]string, tabs), make([]error, tabs)
			var opened sync.WaitGroup
			for i := range tabs {
				opened.Go(func() { cookies[i], _, failed[i] = refresh(onDisk) })
			}
			opened.Wait()
			for i := range tabs {
				require.NoError(t, failed[i])
				require.Equal(t, cookies[0], cookies[i])
			}
		}
	})
}

func TestATokenThatWasReplacedIsRecognisedAsStolen(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		stolen, refresh := h.browser(h.ministry())
		owners, _, err := refresh(stolen)
		require.NoError(t, err)
		h.clock.Advance(time.Hour)
		thiefs, access, err := refresh(stolen)
		require.NoError(t, err, "as after a kill: nobody can tell yet")
		_, _, err = refresh(owners)
		refused(t, err, errs.Unauthenticated, errorsv1.Reason_REFRESH_TOKEN_REUSED)
		_, _, err = refresh(thiefs)
		refused(t, err, errs.Unauthenticated, errorsv1.Reason_TOKEN_REVOKED)
		h.poll()
		refused(t, h.works(access), errs.Unauthenticated, errorsv1.Reason_TOKEN_REVOKED)
	})
}

func TestSessionsOfOneAccountAreBounded(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ministry := h.ministry()
		_, student, _ := h.family(h.office(ministry, "office@massar.ma", officeNode))
		oldest := student.refresh
		for range 32 {
			h.clock.Advance(time.Second)
			student = h.again(student)
		}
		list, err := h.auth.ListSessions(student.ctx(t.Context()), &authv1.ListSessionsRequest{})
		require.NoError(t, err)
		require.Len(t, list.GetSessions(), 32)
		_, err = h.refresh(oldest)
		refused(t, err, errs.Unauthenticated, errorsv1.Reason_TOKEN_REVOKED)
	})
}
