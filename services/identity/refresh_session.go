package identity

import (
	"context"
	"time"

	"github.com/google/uuid"
	"google.golang.org/grpc/metadata"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/sqldb"
	authv1 "github.com/massar-platform/massar/proto/gen/massar/auth/v1"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	"github.com/massar-platform/massar/services/identity/internal/secrets"
	"github.com/massar-platform/massar/services/identity/internal/store"
)

// RefreshSession rotates the refresh token. The token before the good one, shown again within 30 s, gets the
// same successor: its answer was lost. Shown again later by a browser while the successor was never used, it gets
// another in its place (docs/decisions/0023): browsers write cookies down late, and phones are killed early. Any
// other old token means that two people hold this session, and ends it.
func (s authServer) RefreshSession(ctx context.Context, req *authv1.RefreshSessionRequest) (*authv1.SessionResponse, error) {
	text := req.GetRefreshToken()
	if text == "" {
		if values := metadata.ValueFromIncomingContext(ctx, CookieHeader); len(values) == 1 {
			text = values[0]
		}
	}
	presented, ok := s.keys.ReadRefresh(text)
	if !ok {
		return nil, refreshRefused(errorsv1.Reason_TOKEN_INVALID)
	}
	is, err := s.rotate(ctx, presented)
	if err != nil {
		return nil, err
	}
	return s.sessionResponse(ctx, is)
}

// cookieSettles is how long a browser may take to write a cookie down. So soon after a rotation there is no other:
// what it still has on its disk stays the one before.
const cookieSettles = time.Minute

func refreshRefused(reason errorsv1.Reason) error {
	return errs.E(errs.Unauthenticated, reason, "refreshing a session", nil)
}

func (s *Service) rotate(ctx context.Context, presented secrets.Refresh) (issued, error) {
	var is issued
	var refusal error
	err := s.db.InTx(ctx, func(ctx context.Context, tx sqldb.Tx) error {
		refusal = nil
		now := s.clock.Now()
		id := uuid.UUID(presented.SessionID).String()
		session, ok, err := store.SessionByID(ctx, tx, id)
		if err != nil {
			return err
		}
		fresh := session.Cookie && session.Generation > 0 && now.Sub(time.UnixMicro(session.RotatedAt)) <= cookieSettles
		if ok && session.TokenHash == presented.Hash() && !over(session, now) && !fresh {
			successor := s.keys.Next(presented, 0)
			rotated, err := store.Rotate(ctx, tx, id, presented.Hash(), successor.Hash(), now.UnixMicro(), idleUntil(session, now))
			if err != nil {
				return err
			}
			if !rotated {
				// Somebody rotated, or ended, this session between the two statements.
				session, ok, err = store.SessionByID(ctx, tx, id)
				if err != nil {
					return err
				}
			} else {
				session.TokenHash, session.RotatedAt, session.Reissues = successor.Hash(), now.UnixMicro(), 0
			}
		}
		successor := s.keys.Next(presented, session.Reissues)
		isGood := fresh && session.TokenHash == presented.Hash()
		if isGood {
			successor = presented
		}
		switch {
		case !ok:
			refusal = refreshRefused(errorsv1.Reason_TOKEN_REVOKED)
			return nil
		case over(session, now):
			refusal = refreshRefused(errorsv1.Reason_TOKEN_EXPIRED)
			return nil
		case session.TokenHash != successor.Hash():
			refusal = refreshRefused(errorsv1.Reason_REFRESH_TOKEN_REUSED)
			return s.endFamily(ctx, tx, session)
		case !isGood && now.Sub(time.UnixMicro(session.RotatedAt)) > replayWindow:
			successor, refusal, err = s.reissue(ctx, tx, session, presented)
			if err != nil || refusal != nil {
				return err
			}
		}
		account, ok, err := store.AccountByID(ctx, tx, session.AccountID)
		if err != nil {
			return err
		}
		if !ok || account.Suspended {
			refusal = refreshRefused(errorsv1.Reason_TOKEN_REVOKED)
			return nil
		}
		is = issued{session: session, refresh: successor, account: account}
		return nil
	})
	if err != nil {
		return issued{}, err
	}
	return is, refusal
}

// reissue answers the token before the good one, long after the good one was given. A browser gets another in its
// place; whoever then shows the one that was replaced ends the session, so that a thief and an owner never both go on.
func (s *Service) reissue(ctx context.Context, tx sqldb.Tx, session store.Session, presented secrets.Refresh) (secrets.Refresh, error, error) {
	reused := refreshRefused(errorsv1.Reason_REFRESH_TOKEN_REUSED)
	if !session.Cookie {
		return secrets.Refresh{}, reused, s.endFamily(ctx, tx, session)
	}
	instead := s.keys.Next(presented, session.Reissues+1)
	done, err := store.Reissue(ctx, tx, session.ID, session.TokenHash, instead.Hash(), s.now(), idleUntil(session, s.clock.Now()))
	if err != nil {
		return secrets.Refresh{}, nil, err
	}
	if !done {
		return s.reissued(ctx, tx, session, presented)
	}
	return instead, nil, s.audit(ctx, tx, session.AccountID, session.Role, "auth.RefreshSession.reissued", session.ID)
}

// reissued answers where the good token was replaced or used between two statements. Replaced, it was by another tab of
// the same browser, which opens all of them at once: both get the same.
func (s *Service) reissued(ctx context.Context, tx sqldb.Tx, before store.Session, presented secrets.Refresh) (secrets.Refresh, error, error) {
	session, ok, err := store.SessionByID(ctx, tx, before.ID)
	if err != nil {
		return secrets.Refresh{}, nil, err
	}
	if !ok {
		return secrets.Refresh{}, refreshRefused(errorsv1.Reason_TOKEN_REVOKED), nil
	}
	instead := s.keys.Next(presented, session.Reissues)
	if session.TokenHash == instead.Hash() && s.clock.Now().Sub(time.UnixMicro(session.RotatedAt)) <= replayWindow {
		return instead, nil, nil
	}
	return secrets.Refresh{}, refreshRefused(errorsv1.Reason_REFRESH_TOKEN_REUSED), s.endFamily(ctx, tx, session)
}

// idleUntil is when a session ends that is not used again.
func idleUntil(s store.Session, now time.Time) int64 {
	idle, _ := sessionLife(s.Role)
	return min(now.Add(idle).UnixMicro(), s.ExpiresAt)
}

// over says whether a session has ended by time.
func over(s store.Session, now time.Time) bool {
	return s.IdleUntil <= now.UnixMicro() || s.ExpiresAt <= now.UnixMicro()
}

// endFamily ends a session of which somebody holds a stolen token, and every access token with it.
func (s *Service) endFamily(ctx context.Context, tx sqldb.Tx, session store.Session) error {
	_, err := store.DeleteSession(ctx, tx, session.ID, session.AccountID)
	if err != nil {
		return err
	}
	_, err = store.BumpEpoch(ctx, tx, session.AccountID, s.now())
	if err != nil {
		return err
	}
	return s.audit(ctx, tx, session.AccountID, session.Role, "auth.RefreshSession.reused", session.ID)
}
