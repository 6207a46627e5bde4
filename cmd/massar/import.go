package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/massar-platform/massar/platform/ids"
)

// importTimeout covers the largest file on the slowest line that a school office has.
const importTimeout = 5 * time.Minute

// importCommand hands one MASSAR file to a running platform and prints what became of it.
func importCommand(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("import", flag.ContinueOnError)
	flags.SetOutput(out)
	base := flags.String("url", "http://127.0.0.1:8080", "address of the platform")
	identifier := flags.String("identifier", "", "who signs in")
	passwordFile := flags.String("password-file", "", "file that holds the password")
	totp := flags.String("totp", "", "six digits of the authenticator, where one is asked")
	kind := flags.String("kind", "CLASS_LIST", "CLASS_LIST (school office) or MARK_SHEET (teacher)")
	sheet := flags.String("sheet", "", "MARK_SHEET: id of the mark sheet")
	overwrite := flags.Bool("overwrite", false, "MARK_SHEET: write over different values of a file without a snapshot")
	year := flags.String("school-year", "", "CLASS_LIST: such as 2026-2027; empty is the current one")
	if err := flags.Parse(args); err != nil {
		return help(err)
	}
	if flags.NArg() != 1 || *identifier == "" || *passwordFile == "" {
		return errors.New("massar import --identifier WHO --password-file FILE [--kind KIND] WORKBOOK.xlsx")
	}
	password, err := os.ReadFile(*passwordFile)
	if err != nil {
		return err
	}
	client := &importClient{base: strings.TrimSuffix(*base, "/"), http: &http.Client{Timeout: importTimeout}}
	app, path := "idara", "/v1/idara/imports?kind=CLASS_LIST&schoolYear="+url.QueryEscape(*year)
	if *kind == "MARK_SHEET" {
		app, path = "moudaris", fmt.Sprintf("/v1/moudaris/markSheets/%s:import?overwrite=%t", url.PathEscape(*sheet), *overwrite)
	} else if *kind != "CLASS_LIST" {
		return fmt.Errorf("%q is neither CLASS_LIST nor MARK_SHEET", *kind)
	}
	if err := client.signIn(ctx, *identifier, strings.TrimSpace(string(password)), app, *totp); err != nil {
		return err
	}
	return client.send(ctx, path, flags.Arg(0), out)
}

// importClient is a school office's or teacher's own session.
type importClient struct {
	base  string
	token string
	http  *http.Client
}

func (c *importClient) signIn(ctx context.Context, identifier, password, app, totp string) error {
	ask := map[string]any{"identifier": identifier, "password": password, "app": app}
	if totp != "" {
		ask["totp"] = totp
	}
	body, err := json.Marshal(ask)
	if err != nil {
		return err
	}
	answer, err := c.post(ctx, "/v1/auth/sessions", bytes.NewReader(body), "application/json")
	if err != nil {
		return fmt.Errorf("signing in: %w", err)
	}
	var session struct{ AccessToken string }
	if err := json.Unmarshal(answer, &session); err != nil {
		return fmt.Errorf("signing in: %w", err)
	}
	c.token = session.AccessToken
	return nil
}

func (c *importClient) send(ctx context.Context, path, name string, out io.Writer) error {
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	answer, err := c.post(ctx, path, file, "application/octet-stream")
	if err != nil {
		return fmt.Errorf("%s: %w", filepath.Base(name), err)
	}
	var pretty bytes.Buffer
	if err := json.Indent(&pretty, answer, "", "  "); err != nil {
		return err
	}
	_, err = fmt.Fprintln(out, pretty.String())
	return err
}

func (c *importClient) post(ctx context.Context, path string, body io.Reader, kind string) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.base+path, body)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", kind)
	req.Header.Set("Idempotency-Key", ids.New())
	if c.token != "" {
		req.Header.Set("Authorization", "Bearer "+c.token)
	}
	answer, err := c.http.Do(req)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	data, err := io.ReadAll(io.LimitReader(answer.Body, 8<<20))
	if err != nil {
		return nil, err
	}
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s", answer.Status, data)
	}
	return data, nil
}
