package gateway

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/cache"
	"github.com/massar-platform/massar/platform/errs"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	moutamadrisv1 "github.com/massar-platform/massar/proto/gen/massar/moutamadris/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

const (
	syncPath  = "/v1/moutamadris/sync"
	asJSON    = "Content-Type: application/json"
	slotThree = "Massar-Session: moutamadris.3"
	cookieOf3 = "Cookie: massar_refresh=other; massar_refresh_moutamadris.3=shown; massar_refresh_waliye.3=no"
)

// syncing is a backend whose student has one changed week.
func syncing() *backend {
	next := "next"
	return &backend{cookie: &next, sync: func(_ context.Context, req *moutamadrisv1.SyncRequest) (*moutamadrisv1.SyncResponse, error) {
		return &moutamadrisv1.SyncResponse{SchoolTime: "2026-11-24T10:00:00+01:00", Parts: []*moutamadrisv1.SyncPart{{
			Name: "absences", Removed: req.GetHeld()[0].GetTags(), Items: []*moutamadrisv1.SyncItem{{
				Tag: "abcd1234", Order: "03", Value: &moutamadrisv1.SyncItem_Totals{Totals: &typev1.AbsenceTotals{HalfDays: "1"}},
			}},
		}}}, nil
	}}
}

const held = `{"held":[{"name":"absences","tags":"AAAAAAAA"}]}`

func TestSyncByCookieAlone(t *testing.T) {
	b := syncing()
	g := start(t, b, nil)
	a := call(t, g, "POST", syncPath, held, asJSON, slotThree, cookieOf3, "Accept-Language: fr", "Sec-Fetch-Site: same-origin", "Origin: http://"+g.Addr())
	require.Equal(t, 200, a.status, a.body)
	require.Equal(t, []string{"massar_refresh_moutamadris.3=next; Path=/v1/; Max-Age=15552000; HttpOnly; Secure; SameSite=Strict"}, a.header["Set-Cookie"])
	require.JSONEq(t, `{"schoolTime":"2026-11-24T10:00:00+01:00","parts":[{"name":"absences","removed":"AAAAAAAA","items":[
		{"tag":"abcd1234","order":"03","totals":{"halfDays":"1","hoursJustified":"","hoursUnjustified":"","hoursUndecided":""}}]}],
		"accessToken":"access-1","expiresIn":600}`, a.body)
	require.Equal(t, []string{"Bearer access-1"}, b.metadata()["authorization"], "the app's call is made with the new token")
	require.Equal(t, []string{"fr"}, b.metadata()["accept-language"])
	require.Empty(t, b.metadata()["x-massar-refresh-cookie"], "the refresh token goes to identity alone")
	names := []string{}
	for name := range a.header {
		names = append(names, name)
	}
	require.ElementsMatch(t, []string{"Cache-Control", "Content-Length", "Content-Type", "Date", "Set-Cookie", "X-Content-Type-Options"}, names)
	require.Equal(t, "no-store", a.header.Get("Cache-Control"))
}

func TestSyncWithoutSlotMeansThePlainCookie(t *testing.T) {
	b := syncing()
	g := start(t, b, nil)
	a := call(t, g, "POST", syncPath, held, asJSON, cookieOf3)
	require.Equal(t, 200, a.status, a.body)
	require.Contains(t, a.header.Get("Set-Cookie"), "massar_refresh=next; Path=/v1/;")
}

func TestSyncByTokenRotatesNothing(t *testing.T) {
	b := syncing()
	g := start(t, b, nil)
	a := call(t, g, "POST", syncPath, held, asJSON, slotThree, cookieOf3, "Authorization: Bearer mine")
	require.Equal(t, 200, a.status, a.body)
	require.Equal(t, []string{"Bearer mine"}, b.metadata()["authorization"])
	require.Empty(t, a.header["Set-Cookie"])
	require.NotContains(t, a.body, "accessToken")
	require.Zero(t, b.rotations)
}

// Whatever another site can make a browser send reaches neither identity nor the student's data.
func TestOtherSitesHaveNoUseOfTheCookie(t *testing.T) {
	b := syncing()
	b.sync = func(context.Context, *moutamadrisv1.SyncRequest) (*moutamadrisv1.SyncResponse, error) {
		return nil, errs.E(errs.Unauthenticated, errorsv1.Reason_UNAUTHENTICATED, "reading the access token", nil)
	}
	g := start(t, b, nil)
	for name, headers := range map[string][]string{
		"another site":               {asJSON, "Sec-Fetch-Site: cross-site"},
		"a neighbour below a domain": {asJSON, "Sec-Fetch-Site: same-site"},
		"typed by hand":              {asJSON, "Sec-Fetch-Site: none"},
		"another origin":             {asJSON, "Origin: https://evil.example"},
		"an origin without a name":   {asJSON, "Origin: null"},
		"a form":                     {"Content-Type: application/x-www-form-urlencoded"},
		"a form as text":             {"Content-Type: text/plain"},
		"no type":                    {},
	} {
		t.Run(name, func(t *testing.T) {
			a := call(t, g, "POST", syncPath, held, append(headers, slotThree, cookieOf3)...)
			require.Equal(t, 401, a.status, a.body)
			require.Empty(t, a.header["Set-Cookie"])
			require.Empty(t, b.metadata()["authorization"])
			call(t, g, "POST", "/v1/auth/sessions:refresh", `{}`, append(headers, slotThree, cookieOf3)...)
			require.Empty(t, b.metadata()["x-massar-refresh-cookie"])
			b.rotations = 0
		})
	}
	a := call(t, g, "GET", syncPath, "", asJSON, slotThree, cookieOf3)
	require.Equal(t, 405, a.status, a.body)
	require.Zero(t, b.rotations)
}

func TestPublicOriginBehindAProxy(t *testing.T) {
	b := syncing()
	g := start(t, b, func(c *Config, _ *Deps) { c.PublicURL = "https://massar.example/" })
	require.Equal(t, 200, call(t, g, "POST", syncPath, held, asJSON, slotThree, cookieOf3, "Origin: https://massar.example").status)
	require.Equal(t, 1, b.rotations)
}

// The token that the browser sent is used up: whatever becomes of the answer, the new one is in it.
func TestASessionSurvivesAFailedSync(t *testing.T) {
	for name, sync := range map[string]func(context.Context, *moutamadrisv1.SyncRequest) (*moutamadrisv1.SyncResponse, error){
		"away": func(context.Context, *moutamadrisv1.SyncRequest) (*moutamadrisv1.SyncResponse, error) {
			return nil, errs.E(errs.Unavailable, errorsv1.Reason_UNAVAILABLE, "syncing", nil)
		},
		"refused": func(context.Context, *moutamadrisv1.SyncRequest) (*moutamadrisv1.SyncResponse, error) {
			return nil, errs.E(errs.Denied, errorsv1.Reason_ACCESS_DENIED, "syncing", nil)
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := syncing()
			b.sync = sync
			a := call(t, start(t, b, nil), "POST", syncPath, held, asJSON, slotThree, cookieOf3)
			require.GreaterOrEqual(t, a.status, 403, a.body)
			require.Contains(t, a.header.Get("Set-Cookie"), "massar_refresh_moutamadris.3=next;")
			f := failureOf(t, a)
			require.NotEmpty(t, f.Reason)
			var session struct {
				AccessToken string
				ExpiresIn   int
			}
			require.NoError(t, json.Unmarshal([]byte(a.body), &session))
			require.Equal(t, "access-1", session.AccessToken)
			require.Equal(t, 600, session.ExpiresIn)
		})
	}
	t.Run("a body that is none", func(t *testing.T) {
		b := syncing()
		a := call(t, start(t, b, nil), "POST", syncPath, `{"held":[{"nom":"x"}]}`, asJSON, slotThree, cookieOf3)
		require.Equal(t, 400, a.status, a.body)
		require.Contains(t, a.header.Get("Set-Cookie"), "massar_refresh_moutamadris.3=next;")
		require.Contains(t, a.body, `"accessToken":"access-1"`)
	})
}

func TestASessionThatIsOver(t *testing.T) {
	b := syncing()
	b.refresh = errs.E(errs.Unauthenticated, errorsv1.Reason_TOKEN_EXPIRED, "refreshing a session", nil)
	a := call(t, start(t, b, nil), "POST", syncPath, held, asJSON, slotThree, cookieOf3)
	require.Equal(t, 401, a.status, a.body)
	require.Equal(t, "TOKEN_EXPIRED", failureOf(t, a).Reason)
	require.Empty(t, a.header["Set-Cookie"], "the cookie still tells a sign-in that this browser is known")
	require.NotContains(t, a.body, "accessToken")
}

func TestSessionHeaderNamesASlot(t *testing.T) {
	b := syncing()
	g := start(t, b, nil)
	for _, bad := range []string{"moutamadris", "moutamadris.8", "moutamadris.-1", "moutamadris.03", "moutamadris.", ".1", "identity.1", "auth.1", "waliye;x.1", "Waliye.1"} {
		a := call(t, g, "POST", syncPath, held, asJSON, "Massar-Session: "+bad, cookieOf3)
		require.Equal(t, 400, a.status, "%s: %s", bad, a.body)
		require.Equal(t, "Massar-Session", failureOf(t, a).Fields[0].Field)
	}
	a := call(t, g, "POST", syncPath, held, asJSON, slotThree, "Massar-Session: moutamadris.4", cookieOf3)
	require.Equal(t, 400, a.status, "twice")
	a = call(t, g, "POST", syncPath, held, asJSON, "Massar-Session: waliye.3", cookieOf3)
	require.Equal(t, 400, a.status, "a session of another app: %s", a.body)
	require.Zero(t, b.rotations, "and it is not used up")

	a = call(t, g, "POST", "/v1/auth/sessions", `{"identifier":"x","password":"y","app":"waliye","cookie":true}`, asJSON, "Massar-Session: waliye.7")
	require.Contains(t, a.header.Get("Set-Cookie"), "massar_refresh_waliye.7=next; Path=/v1/;")
	a = call(t, g, "POST", "/v1/auth/sessions:refresh", `{}`, asJSON, slotThree, cookieOf3)
	require.Equal(t, 200, a.status)
	require.Equal(t, []string{"shown"}, b.metadata()["x-massar-refresh-cookie"])
	require.Contains(t, a.header.Get("Set-Cookie"), "massar_refresh_moutamadris.3=next;")
}

func TestACookieIsReadNowhereElse(t *testing.T) {
	b := syncing()
	b.marks = someMarks()
	g := start(t, b, nil)
	call(t, g, "GET", "/v1/moutamadris/marks", "", slotThree, cookieOf3)
	require.Empty(t, b.metadata()["x-massar-refresh-cookie"])
	require.Empty(t, b.metadata()["cookie"])
	require.Empty(t, b.metadata()["grpcgateway-cookie"])
	require.Zero(t, b.rotations)
}

// Tokens change with every rotation; the limit counts the session.
func TestSyncsOfOneSessionAreLimited(t *testing.T) {
	b := syncing()
	g := start(t, b, func(c *Config, _ *Deps) { c.AccountLimit = cache.Limit{Rate: 1, Per: 1 << 40, Burst: 2, Batch: 1} })
	session := strings.Repeat("S", 22)
	statuses := []int{}
	for i := range 4 {
		a := call(t, g, "POST", syncPath, held, asJSON, "Cookie: massar_refresh="+session+string(rune('a'+i)))
		statuses = append(statuses, a.status)
	}
	require.Equal(t, 200, statuses[0])
	require.Equal(t, 429, statuses[3])
	require.Less(t, b.rotations, 4, "who is refused keeps the token that he has")
	require.Equal(t, 200, call(t, g, "POST", syncPath, held, asJSON, "Cookie: massar_refresh="+strings.Repeat("T", 30)).status, "somebody else's is another")
}

func TestSyncIsCompressedWhereThatIsSmaller(t *testing.T) {
	b := syncing()
	g := start(t, b, nil)
	plain := call(t, g, "POST", syncPath, held, asJSON, cookieOf3)
	packed := call(t, g, "POST", syncPath, held, asJSON, cookieOf3, "Accept-Encoding: gzip, deflate, br")
	require.Equal(t, "gzip", packed.header.Get("Content-Encoding"))
	require.Less(t, len(packed.body)+gzipHeaderCost, len(plain.body))
	z, err := gzip.NewReader(strings.NewReader(packed.body))
	require.NoError(t, err)
	raw, err := io.ReadAll(z)
	require.NoError(t, err)
	require.Equal(t, strings.Replace(plain.body, "access-1", "access-2", 1), string(raw))

	b.sync = func(context.Context, *moutamadrisv1.SyncRequest) (*moutamadrisv1.SyncResponse, error) {
		return &moutamadrisv1.SyncResponse{SchoolTime: "2026-11-24T10:00:00+01:00"}, nil
	}
	require.JSONEq(t, `{"schoolTime":"2026-11-24T10:00:00+01:00"}`, call(t, g, "POST", syncPath, `{}`, asJSON, "Authorization: Bearer x").body)
	short := call(t, g, "POST", syncPath, held, asJSON, "Authorization: Bearer x", "Accept-Encoding: gzip")
	require.Equal(t, http.StatusOK, short.status)
	require.Empty(t, short.header.Get("Content-Encoding"))
}
