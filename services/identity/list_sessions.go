package identity

import (
	"context"

	authv1 "github.com/massar-platform/massar/proto/gen/massar/auth/v1"
	"github.com/massar-platform/massar/services/identity/internal/store"
)

// ListSessions lists the devices on which the caller is signed in, newest first.
func (s authServer) ListSessions(ctx context.Context, _ *authv1.ListSessionsRequest) (*authv1.ListSessionsResponse, error) {
	p, err := caller(ctx)
	if err != nil {
		return nil, err
	}
	sessions, err := store.SessionsOf(ctx, s.db, p.AccountID, s.now())
	if err != nil {
		return nil, err
	}
	response := &authv1.ListSessionsResponse{Sessions: make([]*authv1.Session, 0, len(sessions))}
	for _, session := range sessions {
		response.Sessions = append(response.Sessions, &authv1.Session{
			SessionId: session.ID, App: session.App, DeviceName: session.DeviceName, CreatedAt: toTime(session.CreatedAt),
			LastUsedAt: toTime(session.RotatedAt), Current: session.ID == p.SessionID,
		})
	}
	return response, nil
}
