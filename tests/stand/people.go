package stand

import (
	"testing"
	"time"

	"github.com/pquerna/otp/totp"
	"github.com/stretchr/testify/require"
)

// Person is somebody with an account.
type Person struct {
	Identifier, Password, App, Token, Refresh, AccountID string
	// Secret is the one of the second factor, if there is one.
	Secret string
}

// As speaks for a person.
func (d *Deployment) As(t testing.TB, p Person) Client {
	c := d.Client(t)
	c.Token = p.Token
	return c
}

// Code is what the person's authenticator shows some steps of 30 s from now.
func (p Person) Code(t testing.TB, steps int) string {
	t.Helper()
	code, err := totp.GenerateCode(p.Secret, time.Now().Add(time.Duration(steps)*30*time.Second))
	require.NoError(t, err)
	return code
}

// Activate opens an account with a printed code, with a second factor where one is asked for.
func (d *Deployment) Activate(t testing.TB, app, code, password string) Person {
	t.Helper()
	p := Person{Password: password, App: app}
	ask := Object{"activationCode": code, "password": password}
	got := d.Client(t).Post("/v1/auth/accounts:activate", ask).OK()
	if factor, ok := got.Body["secondFactor"].(Object); ok {
		p.Secret, _ = factor["secret"].(string)
		ask["totp"] = p.Code(t, 0)
		got = d.Client(t).Post("/v1/auth/accounts:activate", ask).OK()
	}
	p.Identifier = got.Text("identifier")
	return p.take(got)
}

// SignIn opens one more session of a person without a second factor.
func (d *Deployment) SignIn(t testing.TB, p Person) Person {
	t.Helper()
	return p.take(d.Client(t).Post("/v1/auth/sessions", Object{"identifier": p.Identifier, "password": p.Password, "app": p.App}).OK())
}

func (p Person) take(a Answer) Person {
	a.T.Helper()
	p.Token, p.Refresh, p.AccountID = a.Text("accessToken"), a.Text("refreshToken"), a.Text("account", "accountId")
	return p
}

// Renew goes on with a session whose access token is over.
func (d *Deployment) Renew(t testing.TB, p Person) Person {
	t.Helper()
	return p.take(d.Client(t).Post("/v1/auth/sessions:refresh", Object{"refreshToken": p.Refresh}).OK())
}
