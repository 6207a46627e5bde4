package demo

import (
	"context"
	"fmt"
	"time"

	"github.com/pquerna/otp/totp"

	"github.com/massar-platform/massar/platform/errs"
	authv1 "github.com/massar-platform/massar/proto/gen/massar/auth/v1"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
)

// open gives a user of an account: activated with its printed code, or, when that was done by an earlier run,
// signed in.
func (d *seeder) open(ctx context.Context, a Account, code string) (*user, error) {
	d.hashing <- struct{}{}
	defer func() { <-d.hashing }()
	u := &user{api: d.api, source: d.source, account: a}
	known, before := d.known(a)
	if before {
		u.account = known
		return u, u.signIn(ctx)
	}
	err := u.activate(ctx, code)
	if errs.Is(err, errorsv1.Reason_ACTIVATION_CODE_USED) {
		err = u.signIn(ctx)
	}
	if err != nil {
		return nil, fmt.Errorf("demo: activating a %s account: %w", a.Role, err)
	}
	return u, d.keep(u.account)
}

// activate gives an account its password and, where the role needs one, its second factor: the first call
// shows the factor's secret, the second proves it.
func (u *user) activate(ctx context.Context, code string) error {
	req := &authv1.ActivateAccountRequest{ActivationCode: code, Password: u.account.Password}
	if u.account.Role == RoleGuardian {
		req.Phone = &u.account.Identifier
	}
	s, err := again(ctx, func() (*authv1.SessionResponse, error) { return u.api.auth.ActivateAccount(ctx, req) })
	if err != nil {
		return err
	}
	if s.SecondFactor != nil {
		u.account.TOTPSecret = s.GetSecondFactor().GetSecret()
		typed, err := totp.GenerateCode(u.account.TOTPSecret, time.Now())
		if err != nil {
			return fmt.Errorf("demo: computing a second factor: %w", err)
		}
		req.Totp = &typed
		s, err = again(ctx, func() (*authv1.SessionResponse, error) { return u.api.auth.ActivateAccount(ctx, req) })
		if err != nil {
			return err
		}
	}
	u.account.Identifier = s.GetIdentifier()
	u.take(s)
	return nil
}

// totpStep is how long one code of an authenticator is shown.
const totpStep = 30 * time.Second

// signIn signs in with the password. A code of the authenticator that was used already is waited out.
func (u *user) signIn(ctx context.Context) error {
	for {
		now := time.Now()
		req := &authv1.CreateSessionRequest{Identifier: u.account.Identifier, Password: u.account.Password, App: u.account.app()}
		if u.account.TOTPSecret != "" {
			typed, err := totp.GenerateCode(u.account.TOTPSecret, now)
			if err != nil {
				return fmt.Errorf("demo: computing a second factor: %w", err)
			}
			req.Totp = &typed
		}
		s, err := again(ctx, func() (*authv1.SessionResponse, error) { return u.api.auth.CreateSession(ctx, req) })
		switch {
		case errs.Is(err, errorsv1.Reason_SECOND_FACTOR_REUSED):
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(time.Until(now.Truncate(totpStep).Add(totpStep))):
			}
		case err != nil:
			return err
		default:
			u.take(s)
			return nil
		}
	}
}
