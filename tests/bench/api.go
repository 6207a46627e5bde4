package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"

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

func (a *api) call(ctx context.Context, method, token, path string, body, answer any) error {
	var content io.Reader
	if body != nil {
		raw, err := json.Marshal(body)
		if err != nil {
			return err
		}
		content = bytes.NewReader(raw)
	}
	req, err := http.NewRequestWithContext(ctx, method, a.base+path, content)
	if err != nil {
		return err
	}
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
		req.Header.Set("Idempotency-Key", uuid.NewString())
	}
	req.Header.Set("Accept-Language", "fr")
	res, err := a.client.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		return err
	}
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("%s %s: %d: %.300s", method, path, res.StatusCode, raw)
	}
	return json.Unmarshal(raw, answer)
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
