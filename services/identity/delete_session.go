package identity

import (
	"context"

	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/sqldb"
	authv1 "github.com/massar-platform/massar/proto/gen/massar/auth/v1"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	"github.com/massar-platform/massar/services/identity/internal/store"
)

// currentSession is how a client names the session of its own token.
const currentSession = "current"

// DeleteSession ends one of the caller's sessions. Its access token must die too, so the account's epoch
// moves: the other sessions notice nothing but one more refresh.
func (s authServer) DeleteSession(ctx context.Context, req *authv1.DeleteSessionRequest) (*authv1.DeleteSessionResponse, error) {
	p, err := caller(ctx)
	if err != nil {
		return nil, err
	}
	id := req.GetSessionId()
	if id == currentSession {
		id = p.SessionID
	}
	session, _, err := store.SessionByID(ctx, s.db, id)
	if err != nil {
		return nil, err
	}
	err = s.db.InTx(ctx, func(ctx context.Context, tx sqldb.Tx) error {
		ended, err := store.DeleteSession(ctx, tx, id, p.AccountID)
		if err != nil {
			return err
		}
		if !ended {
			return errs.E(errs.NotFound, errorsv1.Reason_SESSION_NOT_FOUND, "ending a session", nil)
		}
		_, err = store.BumpEpoch(ctx, tx, p.AccountID, s.now())
		if err != nil {
			return err
		}
		return s.audit(ctx, tx, p.AccountID, int32(p.Role), "auth.DeleteSession", id)
	})
	if err != nil {
		return nil, err
	}
	if session.Cookie && id == p.SessionID {
		// An empty value takes the cookie out of the browser.
		err := grpc.SetHeader(ctx, metadata.Pairs(CookieHeader, ""))
		if err != nil {
			return nil, errs.E(errs.Internal, errorsv1.Reason_INTERNAL, "taking back a cookie", err)
		}
	}
	return &authv1.DeleteSessionResponse{}, nil
}
