package identity

import (
	"context"
	"time"

	"github.com/google/uuid"
	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/sqldb"
	authv1 "github.com/massar-platform/massar/proto/gen/massar/auth/v1"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	"github.com/massar-platform/massar/services/identity/internal/secrets"
	"github.com/massar-platform/massar/services/identity/internal/store"
)

// CookieHeader is the gRPC header in which the refresh token of a browser travels between identity and the
// gateway, which alone turns it into a cookie and back.
const CookieHeader = "x-massar-refresh-cookie"

// How long sessions live. Families stay signed in, so that results day needs no passwords; staff do not.
const (
	familyIdle     = 30 * 24 * time.Hour
	familyAbsolute = 180 * 24 * time.Hour
	staffIdle      = 12 * time.Hour
	staffAbsolute  = 14 * 24 * time.Hour
	// sessionsKept bounds the sessions of one account: the oldest end first.
	sessionsKept = 32
	// replayWindow is how long a lost answer of a refresh can be asked for again.
	replayWindow = 30 * time.Second
)

func sessionLife(role int32) (idle, absolute time.Duration) {
	if isStaff(role) {
		return staffIdle, staffAbsolute
	}
	return familyIdle, familyAbsolute
}

// signedIn is who a session is made for.
type signedIn struct {
	account store.Account
	role    store.Role
	factor  bool
	device  *authv1.Device
	cookie  bool
}

// issued is a session with the token that the client gets.
type issued struct {
	session store.Session
	refresh secrets.Refresh
	account store.Account
}

// openSession adds a session in the given transaction.
func (s *Service) openSession(ctx context.Context, tx sqldb.Tx, in signedIn) (issued, error) {
	id := uuid.UUID{}
	err := id.UnmarshalText([]byte(ids.New()))
	if err != nil {
		return issued{}, err
	}
	refresh, err := secrets.NewRefresh(id)
	if err != nil {
		return issued{}, err
	}
	now := s.clock.Now()
	idle, absolute := sessionLife(in.role.Role)
	session := store.Session{
		ID: id.String(), AccountID: in.account.ID, App: auth.AppOf(optionsv1.Role(in.role.Role)), Role: in.role.Role,
		PersonID: in.role.PersonID, SecondFactor: in.factor, Cookie: in.cookie, TokenHash: refresh.Hash(),
		RotatedAt: now.UnixMicro(), DeviceName: in.device.GetName(), DeviceKey: in.device.GetPublicKey(),
		CreatedAt: now.UnixMicro(), IdleUntil: now.Add(idle).UnixMicro(), ExpiresAt: now.Add(absolute).UnixMicro(),
	}
	err = store.InsertSession(ctx, tx, session)
	if err != nil {
		return issued{}, err
	}
	err = store.TrimSessions(ctx, tx, in.account.ID, sessionsKept)
	return issued{session: session, refresh: refresh, account: in.account}, err
}

// sessionResponse mints the access token and gives the refresh token its way to the client.
func (s *Service) sessionResponse(ctx context.Context, is issued) (*authv1.SessionResponse, error) {
	minter, err := s.ring.minter(ctx)
	if err != nil {
		return nil, err
	}
	access, err := minter.Mint(auth.Principal{
		AccountID: is.account.ID, PersonID: is.session.PersonID, SessionID: is.session.ID,
		Role: optionsv1.Role(is.session.Role), App: is.session.App, Epoch: is.account.Epoch, SecondFactor: is.session.SecondFactor,
	})
	if err != nil {
		return nil, err
	}
	response := &authv1.SessionResponse{
		AccessToken:  access,
		RefreshToken: s.keys.PrintRefresh(is.refresh),
		ExpiresIn:    int32(minter.Lifetime() / time.Second),
		Account: &authv1.Account{
			AccountId: is.account.ID, Role: toRole(is.session.Role), Name: toName(is.account), Locale: is.account.Locale,
		},
	}
	if is.session.Cookie {
		err := grpc.SetHeader(ctx, metadata.Pairs(CookieHeader, response.RefreshToken))
		if err != nil {
			return nil, errs.E(errs.Internal, errorsv1.Reason_INTERNAL, "handing over a cookie", err)
		}
		response.RefreshToken = ""
	}
	return response, nil
}

// roleForApp picks the hat that an app shows: the highest role of those that belong to it.
func roleForApp(roles []store.Role, app string) (store.Role, bool) {
	var best store.Role
	found := false
	for _, r := range roles {
		if auth.AppOf(optionsv1.Role(r.Role)) == app && (!found || r.Role > best.Role) {
			best, found = r, true
		}
	}
	return best, found
}

// highestRole is the hat under which a freshly activated account is first signed in.
func highestRole(roles []store.Role) (store.Role, bool) {
	var best store.Role
	for _, r := range roles {
		if r.Role > best.Role {
			best = r
		}
	}
	return best, len(roles) > 0
}
