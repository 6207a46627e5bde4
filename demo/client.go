package demo

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"

	"github.com/massar-platform/massar/platform/errs"
	authv1 "github.com/massar-platform/massar/proto/gen/massar/auth/v1"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	moudarisv1 "github.com/massar-platform/massar/proto/gen/massar/moudaris/v1"
	waliyev1 "github.com/massar-platform/massar/proto/gen/massar/waliye/v1"
)

// api are the edge services that the demo's people use; students only read, and the demo reads nothing for them.
type api struct {
	auth     authv1.AuthServiceClient
	waliye   waliyev1.WaliyeServiceClient
	moudaris moudarisv1.MoudarisServiceClient
	idara    idarav1.IdaraServiceClient
}

func connect(conn func(service string) (grpc.ClientConnInterface, error)) (*api, error) {
	var faults []error
	get := func(service string) grpc.ClientConnInterface {
		c, err := conn(service)
		if err != nil {
			faults = append(faults, fmt.Errorf("demo: reaching %s: %w", service, err))
		}
		return c
	}
	a := &api{
		auth:     authv1.NewAuthServiceClient(get("auth")),
		waliye:   waliyev1.NewWaliyeServiceClient(get("waliye")),
		moudaris: moudarisv1.NewMoudarisServiceClient(get("moudaris")),
		idara:    idarav1.NewIdaraServiceClient(get("idara")),
	}
	return a, errors.Join(faults...)
}

// user is a signed-in account.
type user struct {
	api     *api
	source  source
	account Account

	mu      sync.Mutex
	token   string
	refresh string
	expires time.Time
}

// early is how long before its end a token is renewed.
const early = time.Minute

// take stores what a sign-in answered.
func (u *user) take(s *authv1.SessionResponse) {
	u.token, u.refresh = s.GetAccessToken(), s.GetRefreshToken()
	u.expires = time.Now().Add(time.Duration(s.GetExpiresIn()) * time.Second)
}

// bearer is a token that is good for a while.
func (u *user) bearer(ctx context.Context) (string, error) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if time.Until(u.expires) > early {
		return u.token, nil
	}
	s, err := u.api.auth.RefreshSession(ctx, &authv1.RefreshSessionRequest{RefreshToken: u.refresh})
	if err != nil {
		return "", err
	}
	u.take(s)
	return u.token, nil
}

// with puts the user's token and the step's idempotency key on a call.
func (u *user) with(ctx context.Context, key string) (context.Context, error) {
	token, err := u.bearer(ctx)
	if err != nil {
		return nil, err
	}
	return metadata.AppendToOutgoingContext(ctx,
		"authorization", "Bearer "+token, "idempotency-key", key, "accept-language", "fr"), nil
}

// tries is how often a call is made that cannot be answered just now.
const tries = 6

// do calls an RPC as a user. The step names what is done: the same step in another run has the same key, so
// that nothing is done twice. For the same reason a call whose answer was lost is made again.
func do[Req, Res any](ctx context.Context, u *user, step string, rpc func(context.Context, Req, ...grpc.CallOption) (Res, error), req Req) (Res, error) {
	var none Res
	key := u.source.key(u.account.Identifier, step)
	answer, err := again(ctx, func() (Res, error) {
		call, err := u.with(ctx, key)
		if err != nil {
			return none, err
		}
		return rpc(call, req)
	})
	if err != nil {
		return none, fmt.Errorf("demo: %s as %s: %w", step, u.account.Role, err)
	}
	return answer, nil
}

// again repeats a call that was refused for now.
func again[T any](ctx context.Context, call func() (T, error)) (T, error) {
	for n := 1; ; n++ {
		answer, err := call()
		wait, worth := patience(err, n)
		if err == nil || !worth || n == tries {
			return answer, err
		}
		select {
		case <-ctx.Done():
			return answer, err
		case <-time.After(wait):
		}
	}
}

// patience says whether a refusal is for now only, and how long to wait. A limit on guesses is none that
// waiting should get around.
func patience(err error, n int) (time.Duration, bool) {
	wait := time.Duration(50<<n) * time.Millisecond
	switch errs.KindOf(err) {
	case errs.Unavailable, errs.Aborted:
		return wait, true
	case errs.ResourceExhausted:
		if errs.Is(err, errorsv1.Reason_TOO_MANY_TRIES) {
			return 0, false
		}
		var e *errs.Error
		if errors.As(errs.FromStatus(err), &e) {
			if seconds, err := strconv.Atoi(e.Meta["retryAfterSeconds"]); err == nil && seconds > 0 && seconds <= 30 {
				wait = time.Duration(seconds) * time.Second
			}
		}
		return wait, true
	}
	return 0, false
}
