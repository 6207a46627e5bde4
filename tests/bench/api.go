package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/google/uuid"
)

// api calls the public JSON API for what prepares a measurement.
type api struct {
	base   string
	client *http.Client
}

func newAPI(address string) *api {
	return &api{base: "http://" + address, client: &http.Client{Timeout: patience}}
}

// get reads a resource into answer.
func (a *api) get(ctx context.Context, token, path string, answer any) error {
	return a.call(ctx, http.MethodGet, token, path, nil, answer)
}

// post writes; each call has a key of its own.
func (a *api) post(ctx context.Context, token, path string, body, answer any) error {
	return a.call(ctx, http.MethodPost, token, path, body, answer)
}

// put replaces.
func (a *api) put(ctx context.Context, token, path string, body, answer any) error {
	return a.call(ctx, http.MethodPut, token, path, body, answer)
}

// tries is how often a call is made that the product is too busy for, as a password costs a core for a while, or
// that the limit of requests of one token puts off.
const tries = 20

func (a *api) call(ctx context.Context, method, token, path string, body, answer any) error {
	var content []byte
	if body != nil {
		var err error
		if content, err = json.Marshal(body); err != nil {
			return err
		}
	}
	return a.send(ctx, method, token, path, content, answer)
}

// send is call for a body that is ready, such as a file.
func (a *api) send(ctx context.Context, method, token, path string, content []byte, answer any) error {
	key := uuid.NewString()
	for n := 1; ; n++ {
		status, raw, err := a.once(ctx, method, token, path, key, content)
		switch {
		case err != nil:
			return err
		case status == http.StatusOK:
			return json.Unmarshal(raw, answer)
		case status != http.StatusServiceUnavailable && status != http.StatusTooManyRequests || n == tries:
			return fmt.Errorf("%s %s: %d: %.300s", method, path, status, raw)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Duration(n) * 50 * time.Millisecond):
		}
	}
}

func (a *api) once(ctx context.Context, method, token, path, key string, content []byte) (int, []byte, error) {
	req, err := http.NewRequestWithContext(ctx, method, a.base+path, bytes.NewReader(content))
	if err != nil {
		return 0, nil, err
	}
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
		req.Header.Set("Idempotency-Key", key)
	}
	req.Header.Set("Accept-Language", "fr")
	res, err := a.client.Do(req)
	if err != nil {
		return 0, nil, err
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	return res.StatusCode, raw, err
}

// session is what signing in answers.
type session struct {
	AccessToken string `json:"accessToken"`
}

// signIn gives a token of a demo account without a second factor.
func (a *api) signIn(ctx context.Context, identifier, password, app string) (string, error) {
	var s session
	err := a.post(ctx, "", "/v1/auth/sessions", map[string]string{"identifier": identifier, "password": password, "app": app}, &s)
	return s.AccessToken, err
}
